/*
 * ole-file.c - compound files of old Office and Outlook: directories and streams, by libgsf
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ole-file.h"

#include "bounds.h"
#include "text.h"

#include <gsf/gsf.h>

/* Storages within storages; attached mails lie within mails. */
#define DEPTH        12
#define MOST_STREAMS 20000

typedef struct {
	GPtrArray *streams;
	uint64_t allowed;
	bool cut;
} Walk;

static void
stream_free(gpointer data)
{
	OleStream *stream = data;

	g_bytes_unref(stream->bytes);
	g_free(stream->path);
	g_free(stream);
}

static void
take_stream(Walk *walk, GsfInput *input, const char *path)
{
	gsf_off_t size = gsf_input_size(input);

	if (size < 0 || (uint64_t)size > walk->allowed || walk->streams->len >= MOST_STREAMS) {
		walk->cut = true;
		return;
	}
	walk->allowed -= (uint64_t)size;
	g_autofree uint8_t *bytes = g_malloc((size_t)size + 1);
	if (size > 0 && gsf_input_read(input, (size_t)size, bytes) == NULL) {
		walk->cut = true;
		return;
	}
	OleStream *stream = g_new0(OleStream, 1);
	stream->path = g_strdup(path);
	stream->bytes = g_bytes_new_take(g_steal_pointer(&bytes), (size_t)size);
	g_ptr_array_add(walk->streams, stream);
}

static void
walk_storage(Walk *walk, GsfInfile *storage, const char *prefix, unsigned depth)
{
	int n = gsf_infile_num_children(storage);

	for (int i = 0; i < n; i++) {
		const char *name = gsf_infile_name_by_index(storage, i);
		GsfInput *child = gsf_infile_child_by_index(storage, i);
		g_autofree char *path = g_strconcat(prefix, name == NULL ? "?" : name, NULL);

		if (child == NULL) {
			walk->cut = true;
		} else if (GSF_IS_INFILE(child) &&
		           gsf_infile_num_children(GSF_INFILE(child)) >= 0) {
			g_autofree char *inner = g_strconcat(path, "/", NULL);

			if (depth < DEPTH)
				walk_storage(walk, GSF_INFILE(child), inner, depth + 1);
			else
				walk->cut = true;
		} else {
			take_stream(walk, child, path);
		}
		if (child != NULL)
			g_object_unref(child);
	}
}

static void
ignore_message(const char *domain, GLogLevelFlags level, const char *message, void *data)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)data;
}

GPtrArray *
ole_file_streams(Span bytes, bool *ret_cut)
{
	static size_t begun;
	Walk walk = {NULL, BOUND_DOCUMENT, false};

	if (g_once_init_enter(&begun)) {
		gsf_init();
		/* It tells of each damaged block on standard error; we tell of the file. */
		g_log_set_handler("libgsf:msole", G_LOG_LEVEL_MASK, ignore_message, NULL);
		g_log_set_handler("libgsf", G_LOG_LEVEL_MASK, ignore_message, NULL);
		g_once_init_leave(&begun, 1);
	}
	GsfInput *input =
		gsf_input_memory_new((const uint8_t *)bytes.bytes, (gsf_off_t)bytes.length, FALSE);
	GsfInfile *root = input == NULL ? NULL : gsf_infile_msole_new(input, NULL);

	if (root != NULL) {
		walk.streams = g_ptr_array_new_with_free_func(stream_free);
		walk_storage(&walk, root, "", 0);
		g_object_unref(root);
	}
	if (input != NULL)
		g_object_unref(input);
	*ret_cut = walk.cut;
	return walk.streams;
}

Span
ole_file_find(const GPtrArray *streams, const char *path)
{
	Span found = {0};

	for (guint i = 0; i < streams->len; i++) {
		const OleStream *stream = g_ptr_array_index(streams, i);

		if (g_str_equal(stream->path, path))
			found.bytes = g_bytes_get_data(stream->bytes, &found.length);
	}
	return found;
}

uint32_t
ole_u16(Span bytes, size_t at)
{
	if (at + 2 > bytes.length)
		return 0;
	return (uint8_t)bytes.bytes[at] | (uint32_t)(uint8_t)bytes.bytes[at + 1] << 8;
}

uint32_t
ole_u32(Span bytes, size_t at)
{
	return at + 4 > bytes.length ? 0 : ole_u16(bytes, at) | ole_u16(bytes, at + 2) << 16;
}

void
ole_append_utf16(GString *out, Span text)
{
	for (size_t at = 0; at + 1 < text.length; at += 2) {
		gunichar unit = ole_u16(text, at);

		if (unit >= 0xd800 && unit < 0xdc00 && at + 3 < text.length) {
			gunichar low = ole_u16(text, at + 2);

			if (low >= 0xdc00 && low < 0xe000) {
				unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
				at += 2;
			}
		}
		if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
			unit = ' ';
		g_string_append_unichar(out, unit);
	}
}

void
ole_append_bytes(GString *out, Span text, unsigned codepage)
{
	g_autofree char *name = g_strdup_printf("CP%u", codepage);
	const char *names[] = {codepage == 0 || codepage == 65001 ? "UTF-8" : name, "GB18030",
	                       "CP1252"};

	while (text.length > 0 && text.bytes[text.length - 1] == '\0')
		text.length--;
	if (text_is_utf8(text)) {
		g_string_append_len(out, text.bytes, (gssize)text.length);
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GBytes) converted = text_to_utf8(text, names[i], NULL);
		size_t length;

		if (converted == NULL)
			continue;
		const char *bytes = g_bytes_get_data(converted, &length);
		g_string_append_len(out, bytes, (gssize)length);
		return;
	}
}
