/*
 * hyperscan-count.c - how many matches Hyperscan finds of the bench's patterns, for bench/detect.sh
 *
 *     hyperscan-count PATTERNS FILE
 *
 * PATTERNS has a name, a tab and a pattern a line.  Block mode, the file in one block, bytes, no
 * start of match: the form in which it is fastest.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <glib.h>
#include <hs.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int
count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *data)
{
	uint64_t *n_matches = data;

	(void)id;
	(void)from;
	(void)to;
	(void)flags;
	(*n_matches)++;
	return 0;
}

/* The patterns of @lines, which are cut; they end with NULL. */
static GPtrArray *
read_patterns(char **lines)
{
	GPtrArray *patterns = g_ptr_array_new();

	for (; *lines != NULL; lines++) {
		char *tab = strchr(*lines, '\t');

		if (tab != NULL)
			g_ptr_array_add(patterns, tab + 1);
	}
	return patterns;
}

static bool
scan(const GPtrArray *patterns, const char *text, size_t length, uint64_t *ret_matches)
{
	g_autofree unsigned *flags = g_new0(unsigned, patterns->len);
	g_autofree unsigned *ids = g_new0(unsigned, patterns->len);
	hs_compile_error_t *trouble = NULL;
	hs_database_t *database = NULL;
	hs_scratch_t *scratch = NULL;

	for (unsigned i = 0; i < patterns->len; i++)
		ids[i] = i;
	if (hs_compile_multi((const char *const *)patterns->pdata, flags, ids, patterns->len,
	                     HS_MODE_BLOCK, NULL, &database, &trouble) != HS_SUCCESS) {
		fprintf(stderr, "hyperscan-count: pattern %d: %s\n", trouble->expression,
		        trouble->message);
		hs_free_compile_error(trouble);
		return false;
	}
	bool scanned =
		hs_alloc_scratch(database, &scratch) == HS_SUCCESS &&
		hs_scan(database, text, (unsigned)length, 0, scratch, count, ret_matches) == 0;
	hs_free_scratch(scratch);
	hs_free_database(database);
	return scanned;
}

int
main(int argc, char **argv)
{
	g_autofree char *list = NULL;
	g_autofree char *text = NULL;
	size_t length = 0;
	uint64_t n_matches = 0;

	if (argc != 3 || !g_file_get_contents(argv[1], &list, NULL, NULL) ||
	    !g_file_get_contents(argv[2], &text, &length, NULL)) {
		fprintf(stderr, "usage: hyperscan-count PATTERNS FILE\n");
		return 2;
	}
	g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
	g_autoptr(GPtrArray) patterns = read_patterns(lines);
	if (!scan(patterns, text, length, &n_matches))
		return 2;
	printf("%" G_GUINT64_FORMAT "\n", n_matches);
	return 0;
}
