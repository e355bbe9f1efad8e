/*
 * ledger-grow.c - makes a ledger for the tests, or appends to one
 *
 *     ledger-grow DIRECTORY COUNT      entries of some 300 bytes
 *
 * The ledger lies in DIRECTORY/ledger, its keys in DIRECTORY/keys.  Every fifth entry has a
 * commitment.  Prints how many entries there are then.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "durable.h"
#include "ledger.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#define ORIGIN "tingfu/rehearsal/0123456789abcdef"

static bool
make(const char *directory, const char *ledger, const char *key, GError **error)
{
	g_autofree char *keys = g_build_filename(directory, "keys", NULL);
	g_autofree char *vkey = g_build_filename(keys, "ledger.vkey", NULL);

	if (!durable_mkdir(keys, error))
		return false;
	if (!g_file_test(key, G_FILE_TEST_EXISTS) && !signing_key_create(key, error))
		return false;
	g_autoptr(SigningKey) pair = signing_key_load(key, error);
	if (pair == NULL)
		return false;
	PublicKey public_key = signing_key_public(pair);
	g_autofree char *line = ledger_verifier_key(ORIGIN, &public_key);
	g_autofree char *text = g_strdup_printf("%s\n", line);
	return durable_write(vkey, span_of(text), error) &&
	       ledger_create(ledger, ORIGIN, key, error);
}

static bool
append(Ledger *ledger, unsigned long i, GError **error)
{
	g_autofree char *text = g_strdup_printf("container-%lu", i);
	json_auto_t *payload =
		json_pack("{s:s, s:i, s:s}", "source", "shop", "rows", (int)i, "container", text);
	LedgerRecord record = {
		.kind = i % 2 == 0 ? "step.intent" : "step.outcome",
		.actor = "tingfu",
		.role = "program",
		.requirements = "SD-DEL-01,SD-DEL-02",
		.commitment_of = i % 5 == 0 ? "13800138000" : NULL,
		.before = (int64_t)i,
		.after = i % 3 == 0 ? 0 : -1,
		.result = "done",
		.payload = payload,
	};

	return ledger_append(ledger, g_get_real_time(), &record, NULL, error);
}

static bool
grow(const char *directory, unsigned long count, GError **error)
{
	g_autofree char *path = g_build_filename(directory, "ledger", NULL);
	g_autofree char *checkpoint = g_build_filename(path, "checkpoint", NULL);
	g_autofree char *key = g_build_filename(directory, "keys", "ledger.pem", NULL);

	if (!g_file_test(checkpoint, G_FILE_TEST_EXISTS) && !make(directory, path, key, error))
		return false;
	g_autoptr(Ledger) ledger = ledger_open(path, key, error);
	if (ledger == NULL)
		return false;
	for (unsigned long i = 0; i < count; i++)
		if (!append(ledger, i, error))
			return false;
	printf("%ju\n", ledger_head(ledger).size);
	return true;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc != 3)
		return 2;
	if (grow(argv[1], strtoul(argv[2], NULL, 10), &error))
		return EXIT_SUCCESS;
	fprintf(stderr, "%s\n", error->message);
	return 2;
}
