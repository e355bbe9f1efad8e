/*
 * archive-pack.c - bytes as a gzip member, for canaries
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "archive-pack.h"

#include "text.h"

#include <archive.h>
#include <archive_entry.h>

/* A gzip member is never longer than this, deflate's stored blocks included. */
#define PACKED_SIZE(length) ((length) + (length) / 1000 + 1024)

GBytes *
pack_gzip(Span bytes)
{
	size_t capacity = PACKED_SIZE(bytes.length), used = 0;
	char *packed = g_malloc(capacity);
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();

	archive_write_add_filter_gzip(archive);
	archive_write_set_format_raw(archive);
	archive_write_set_bytes_in_last_block(archive, 1);
	archive_entry_set_filetype(entry, AE_IFREG);
	bool done = archive_write_open_memory(archive, packed, capacity, &used) == ARCHIVE_OK &&
	            archive_write_header(archive, entry) == ARCHIVE_OK &&
	            archive_write_data(archive, bytes.bytes, bytes.length) ==
	                    (la_ssize_t)bytes.length &&
	            archive_write_close(archive) == ARCHIVE_OK;
	archive_entry_free(entry);
	archive_write_free(archive);
	g_assert(done);
	return g_bytes_new_take(packed, used);
}

GBytes *
pack_lines(const char *const *values, const char *encoding)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	for (size_t i = 0; values[i] != NULL; i++)
		g_string_append_printf(lines, "%s\n", values[i]);
	return text_from_utf8((Span){lines->str, lines->len}, encoding);
}
