/*
 * fuzz-ledger.c - the files of a ledger, as somebody else may have written them
 *
 * What is read is read in one spelling only: whatever parses has to come out again as it
 * came in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checkpoint.h"
#include "entry.h"
#include "tile.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
feed_checkpoint(Span input)
{
	g_autoptr(Checkpoint) checkpoint = checkpoint_parse(input, NULL);

	if (checkpoint == NULL)
		return;
	g_assert_true(span_is(input, checkpoint->text));
	g_assert_cmpuint(checkpoint->signed_length, <, input.length);
	g_assert_cmpuint(checkpoint->n_signatures, >, 0);
	(void)checkpoint_is_whole(checkpoint);
}

static void
feed_bundle(Span input)
{
	g_autoptr(GByteArray) again = g_byte_array_new();
	Span rest = input, entry;

	for (uint64_t i = 0; tile_next_entry(&rest, &entry); i++) {
		json_auto_t *value = entry_parse(entry, i, NULL);
		if (value != NULL)
			g_assert_true(json_is_object(value));
		tile_add_entry(again, entry);
	}
	g_assert_true(span_equal((Span){(const char *)again->data, again->len},
	                         span_slice(input, 0, input.length - rest.length)));
}

static void
feed_names(const char *text)
{
	Tile tile;
	PublicKey key;

	if (tile_parse(text, &tile)) {
		g_autofree char *path = tile_path(&tile);
		g_assert_cmpstr(path, ==, text);
	}
	if (checkpoint_read_verifier_key(text, "tingfu/example", &key, NULL)) {
		g_autofree char *line = ledger_verifier_key("tingfu/example", &key);
		g_autofree char *trimmed = g_strstrip(g_strdup(text));
		g_assert_cmpstr(line, ==, trimmed);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Span input = {(const char *)bytes, size};
	g_autofree char *text = g_strndup(input.bytes, size);

	feed_checkpoint(input);
	feed_bundle(input);
	feed_names(text);
	return 0;
}
