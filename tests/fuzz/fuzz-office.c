/*
 * fuzz-office.c - hostile parts of office files
 *
 * The checksums of a zip archive would reject nearly every change, so the input is the parts,
 * parted by zero bytes, and is packed here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz-document.h"

#include <archive.h>
#include <archive_entry.h>

#define PACKED_SIZE (1024UL * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
add(struct archive *archive, const char *name, Span content)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0600);
	archive_entry_set_size(entry, (la_int64_t)content.length);
	if (archive_write_header(archive, entry) == ARCHIVE_OK && content.length > 0)
		g_assert_cmpint(archive_write_data(archive, content.bytes, content.length), ==,
		                (int)content.length);
	archive_entry_free(entry);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const parts[] = {
		"xl/workbook.xml",   "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
		"xl/styles.xml",     "xl/worksheets/sheet1.xml",   "word/document.xml",
		"docProps/core.xml", "xl/pivotCache/p1.xml"};
	Span rest = {(const char *)data, size};
	g_autofree char *packed = g_malloc(PACKED_SIZE);
	struct archive *archive = archive_write_new();
	size_t length = 0;

	if (size > PACKED_SIZE / 2) {
		archive_write_free(archive);
		return 0;
	}
	archive_write_set_format_zip(archive);
	archive_write_zip_set_compression_store(archive);
	archive_write_open_memory(archive, packed, PACKED_SIZE, &length);
	add(archive, "[Content_Types].xml", (Span){0});
	for (size_t i = 0; i < G_N_ELEMENTS(parts) && rest.length > 0; i++) {
		const char *end = memchr(rest.bytes, '\0', rest.length);
		size_t here = end == NULL ? rest.length : (size_t)(end - rest.bytes);

		add(archive, parts[i], span_slice(rest, 0, here));
		rest = span_slice(rest, here + 1, rest.length);
	}
	archive_write_close(archive);
	archive_write_free(archive);
	fuzz_document(&document_office, (const uint8_t *)packed, length);
	return 0;
}
