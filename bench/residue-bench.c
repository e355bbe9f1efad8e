/*
 * residue-bench.c - one figure: a file searched for fingerprints of many values
 *
 *     residue-bench FILE VALUES     VALUES holds one value a line
 *
 * Prints the bytes, the seconds of the search alone, the hits, and how many of the
 * values were found, so that the speed never stands without the recall.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint.h"
#include "residue.h"

#include <stdio.h>
#include <string.h>

typedef struct {
	GHashTable *tags;
} Found;

static void
note(FingerprintForm form, uint32_t tag, bool packed, void *data)
{
	Found *found = data;

	(void)form;
	(void)packed;
	g_hash_table_add(found->tags, GUINT_TO_POINTER(tag + 1));
}

int
main(int argc, char **argv)
{
	static const Key key = {{42}};
	g_autoptr(FingerprintSet) set = fingerprint_set_new(&key);
	g_autoptr(GHashTable) tags = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autoptr(GError) error = NULL;
	g_autofree char *content = NULL;
	Found found = {tags};
	const ResidueListener listener = {note, &found};
	ResidueResult result;
	uint32_t count = 0;

	if (argc != 3 || !g_file_get_contents(argv[2], &content, NULL, &error)) {
		fprintf(stderr, "usage: residue-bench FILE VALUES\n");
		return 2;
	}
	for (char *line = content; line != NULL && *line != '\0'; count++) {
		char *end = strchr(line, '\n');
		size_t length = end == NULL ? strlen(line) : (size_t)(end - line);

		fingerprint_set_add(set, (Span){line, length}, count);
		line = end == NULL ? NULL : end + 1;
	}
	fingerprint_set_prepare(set);
	gint64 started = g_get_monotonic_time();
	if (!residue_search(set, argv[1], NULL, &listener, &result, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return 2;
	}
	double seconds = (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC;
	printf("%" G_GUINT64_FORMAT " %.6f %" G_GUINT64_FORMAT " %u %u\n", result.bytes, seconds,
	       result.hits, g_hash_table_size(tags), count);
	return 0;
}
