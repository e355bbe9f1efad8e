/*
 * ledger-bench.c - how fast a ledger takes entries and is recomputed
 *
 *     ledger-bench DIRECTORY COUNT
 *
 * Appends COUNT entries to a new ledger in DIRECTORY, each synced, and verifies it.  Prints one
 * line, tab-separated: entries, appends a second, milliseconds to verify, entries verified
 * a second, bytes of the ledger's entries, SHA-256 of the same run in MB/s, peak memory in MiB.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "digest.h"
#include "durable.h"
#include "ledger.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define ORIGIN         "tingfu/bench"
#define SPEED_BYTES    (64UL * 1024 * 1024)
#define KIB_OF_MIB     1024.0
#define MICROSECONDS   1e6
#define MICRO_OF_MILLI 1e3

static bool
append_all(Ledger *ledger, unsigned long count, GError **error)
{
	json_auto_t *payload = json_pack("{s:s, s:s, s:i, s:i}", "plan", "1", "container",
	                                 "mall.oms_order", "rows", 4096, "done", 4096);
	LedgerRecord record = {
		.kind = "step.outcome",
		.actor = "tingfu",
		.role = "program",
		.requirements = "SD-DEL-01",
		.before = 4096,
		.after = 0,
		.result = "done",
		.payload = payload,
	};

	for (unsigned long i = 0; i < count; i++)
		if (!ledger_append(ledger, g_get_real_time(), &record, NULL, error))
			return false;
	return true;
}

static bool
add_length(const LedgerEntry *entry, void *data)
{
	uint64_t *bytes = data;

	*bytes += strlen(entry->text);
	return true;
}

static double
sha256_speed(void)
{
	g_autofree char *bytes = g_malloc0(SPEED_BYTES);
	int64_t start = g_get_monotonic_time();
	Digest digest = digest_of(DIGEST_SHA256, (Span){bytes, SPEED_BYTES});

	/* Used, so that it is computed. */
	g_assert_cmpuint(digest.bytes[0], <=, UINT8_MAX);
	return (double)SPEED_BYTES / (double)(g_get_monotonic_time() - start);
}

static Ledger *
make(const char *directory, GError **error)
{
	g_autofree char *path = g_build_filename(directory, "ledger", NULL);
	g_autofree char *key = g_build_filename(directory, "ledger.pem", NULL);

	if (!durable_mkdir(directory, error) || !signing_key_create(key, error) ||
	    !ledger_create(path, ORIGIN, key, error))
		return NULL;
	return ledger_open(path, key, error);
}

static bool
measure(const char *directory, unsigned long count, GError **error)
{
	g_autofree char *path = g_build_filename(directory, "ledger", NULL);
	g_autoptr(Ledger) ledger = make(directory, error);
	struct rusage usage;
	LedgerVerdict verdict;
	uint64_t bytes = 0;
	int64_t appended, verified;

	if (ledger == NULL)
		return false;
	appended = -g_get_monotonic_time();
	if (!append_all(ledger, count, error))
		return false;
	appended += g_get_monotonic_time();
	verified = -g_get_monotonic_time();
	if (!ledger_verify(path, NULL, NULL, NULL, &verdict, error))
		return false;
	verified += g_get_monotonic_time();
	getrusage(RUSAGE_SELF, &usage);
	if (!ledger_read(ledger, 0, count, add_length, &bytes, error))
		return false;
	printf("%lu\t%.0f\t%.0f\t%.0f\t%ju\t%.0f\t%.1f\n", count,
	       (double)count * MICROSECONDS / (double)appended, (double)verified / MICRO_OF_MILLI,
	       (double)count * MICROSECONDS / (double)verified, bytes, sha256_speed(),
	       (double)usage.ru_maxrss / KIB_OF_MIB);
	return true;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc != 3)
		return 2;
	if (measure(argv[1], strtoul(argv[2], NULL, 10), &error))
		return EXIT_SUCCESS;
	fprintf(stderr, "%s\n", error->message);
	return 2;
}
