/*
 * fingerprint-bench.c - a set of very many values: time, memory, size on disk
 *
 *     fingerprint-bench DIRECTORY COUNT
 *
 * Prints one line, tab-separated: values, seconds to enter, to prepare, to save and to load,
 * bytes in memory, bytes on disk, peak memory of the process in MiB while building alone.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>

#define MICROSECONDS 1e6
#define KIB_OF_MIB   1024

static double
since(gint64 *start)
{
	gint64 now = g_get_monotonic_time();
	double seconds = (double)(now - *start) / MICROSECONDS;

	*start = now;
	return seconds;
}

int
main(int argc, char **argv)
{
	static const Key key = {{42}};
	g_autoptr(GError) error = NULL;
	unsigned long count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	struct rusage used;
	GStatBuf status;
	double seconds[4];

	if (count == 0) {
		fputs("usage: fingerprint-bench DIRECTORY COUNT\n", stderr);
		return 2;
	}
	g_autofree char *path = g_build_filename(argv[1], "set", NULL);
	g_autoptr(FingerprintSet) set = fingerprint_set_new(&key);
	gint64 start = g_get_monotonic_time();
	for (unsigned long i = 0; i < count; i++) {
		char value[32];
		int length = g_snprintf(value, sizeof value, "%06lu19%02lu%02lu%02lu%04lu",
		                        110000 + i % 89991, i / 7 % 100, 1 + i / 3 % 12, 1 + i % 28,
		                        i % 10007 % 10000);

		if (i % 2 == 0)
			length =
				g_snprintf(value, sizeof value, "1%010lu", i * 997 % 10000000019UL);
		fingerprint_set_add(set, (Span){value, (size_t)length}, 0);
	}
	seconds[0] = since(&start);
	fingerprint_set_prepare(set);
	seconds[1] = since(&start);
	if (!fingerprint_set_save(set, path, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return 2;
	}
	seconds[2] = since(&start);
	getrusage(RUSAGE_SELF, &used);
	size_t values = fingerprint_set_values(set);
	size_t bytes = fingerprint_set_bytes(set);
	g_clear_pointer(&set, fingerprint_set_free);
	start = g_get_monotonic_time();
	set = fingerprint_set_load(&key, path, &error);
	seconds[3] = since(&start);
	if (set == NULL || fingerprint_set_values(set) != values || g_stat(path, &status) != 0)
		return 1;
	printf("%zu\t%.2f\t%.2f\t%.2f\t%.2f\t%zu\t%jd\t%ld\n", values, seconds[0], seconds[1],
	       seconds[2], seconds[3], bytes, (intmax_t)status.st_size,
	       used.ru_maxrss / KIB_OF_MIB);
	g_unlink(path);
	return 0;
}
