/*
 * truth.c - what was planted where: truth.tsv
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "truth.h"

#include <stdio.h>

#define BUFFER_BYTES (1U << 20)

struct Truth {
	FILE *stream;
};

Truth *
truth_open(const char *path)
{
	FILE *stream = fopen(path, "we");

	if (stream == NULL)
		return NULL;
	Truth *truth = g_new0(Truth, 1);
	truth->stream = stream;
	setvbuf(stream, NULL, _IOFBF, BUFFER_BYTES);
	fputs("store\tcontainer\tfield\tkind\tperson\tvalue\n", stream);
	return truth;
}

void
truth_add(Truth *truth, TruthPlace place, const char *kind, unsigned person, const char *value)
{
	if (person == NOBODY || kind == NULL || value == NULL || *value == '\0')
		return;
	fprintf(truth->stream, "%s\t%s\t%s\t%s\t%u\t%s\n", place.store, place.container,
	        place.field, kind, person, value);
}

bool
truth_close(Truth *truth)
{
	bool good = !ferror(truth->stream);

	good = fclose(truth->stream) == 0 && good;
	g_free(truth);
	return good;
}
