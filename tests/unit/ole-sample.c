/*
 * ole-sample.c - compound files of made-up data: a workbook, a message, a document
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ole-sample.h"

#include <gsf/gsf.h>
#include <string.h>

static void
put_u16(GByteArray *out, unsigned value)
{
	uint8_t bytes[2] = {(uint8_t)value, (uint8_t)(value >> 8)};

	g_byte_array_append(out, bytes, 2);
}

static void
put_u32(GByteArray *out, uint32_t value)
{
	put_u16(out, value & 0xffff);
	put_u16(out, value >> 16);
}

static void
put_text(GByteArray *out, const char *text)
{
	g_byte_array_append(out, (const uint8_t *)text, (unsigned)strlen(text));
}

/* UTF-8 as UTF-16LE. */
static void
put_wide(GByteArray *out, const char *text)
{
	long length = 0;
	g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &length, NULL);

	for (long i = 0; i < length; i++)
		put_u16(out, units[i]);
}

static unsigned
wide_length(const char *text)
{
	return (unsigned)g_utf8_strlen(text, -1);
}

/* A string of BIFF8: length, flags, characters. */
static void
put_string(GByteArray *out, const char *text)
{
	put_u16(out, wide_length(text));
	g_byte_array_append(out, (const uint8_t[]){1}, 1);
	put_wide(out, text);
}

static void
put_record(GByteArray *out, unsigned type, GByteArray *take_body)
{
	put_u16(out, type);
	put_u16(out, take_body->len);
	g_byte_array_append(out, take_body->data, take_body->len);
	g_byte_array_unref(take_body);
}

static GByteArray *
start_cell(unsigned row, unsigned column, unsigned style)
{
	GByteArray *body = g_byte_array_new();

	put_u16(body, row);
	put_u16(body, column);
	put_u16(body, style);
	return body;
}

static void
put_shared_cell(GByteArray *out, unsigned row, unsigned column, uint32_t index)
{
	GByteArray *body = start_cell(row, column, 0);

	put_u32(body, index);
	put_record(out, 0x00fd, body);
}

static void
put_number_cell(GByteArray *out, unsigned row, unsigned column, unsigned style, double number)
{
	GByteArray *body = start_cell(row, column, style);
	uint64_t bits;

	memcpy(&bits, &number, sizeof(bits));
	put_u32(body, (uint32_t)bits);
	put_u32(body, (uint32_t)(bits >> 32));
	put_record(out, 0x0203, body);
}

static void
put_begin(GByteArray *out, unsigned form)
{
	GByteArray *body = g_byte_array_new();

	put_u16(body, 0x0600);
	put_u16(body, form);
	put_record(out, 0x0809, body);
}

/* The table of strings, the third of which goes on in a record of its own. */
static void
put_strings(GByteArray *out)
{
	GByteArray *body = g_byte_array_new(), *rest = g_byte_array_new();

	put_u32(body, 4);
	put_u32(body, 4);
	put_string(body, "员工名单");
	put_string(body, "姓名");
	put_u16(body, 2);
	g_byte_array_append(body, (const uint8_t[]){1}, 1);
	put_wide(body, "手");
	g_byte_array_append(rest, (const uint8_t[]){1}, 1);
	put_wide(rest, "机");
	put_string(rest, "王芳");
	put_record(out, 0x00fc, body);
	put_record(out, 0x003c, rest);
}

static void
put_style(GByteArray *out, unsigned format)
{
	GByteArray *body = g_byte_array_new();

	put_u16(body, 0);
	put_u16(body, format);
	put_record(out, 0x00e0, body);
}

static GByteArray *
sheet_records(void)
{
	GByteArray *sheet = g_byte_array_new();

	put_begin(sheet, 0x0010);
	put_shared_cell(sheet, 0, 0, 0);
	put_shared_cell(sheet, 1, 0, 1);
	put_shared_cell(sheet, 1, 1, 2);
	put_shared_cell(sheet, 2, 0, 3);
	put_number_cell(sheet, 2, 1, 0, 13812345678.0);
	put_number_cell(sheet, 2, 2, 1, 18263);
	put_record(sheet, 0x000a, g_byte_array_new());
	return sheet;
}

typedef struct {
	GsfOutput *sink;
	GsfOutfile *root;
} Compound;

static Compound
compound_new(void)
{
	Compound compound;

	gsf_init();
	compound.sink = gsf_output_memory_new();
	compound.root = gsf_outfile_msole_new(compound.sink);
	return compound;
}

static void
add_stream(GsfOutfile *storage, const char *name, const GByteArray *bytes)
{
	GsfOutput *stream = gsf_outfile_new_child(storage, name, FALSE);

	g_assert_true(gsf_output_write(stream, bytes->len, bytes->data));
	g_assert_true(gsf_output_close(stream));
	g_object_unref(stream);
}

static GBytes *
compound_end(Compound *compound)
{
	g_assert_true(gsf_output_close(GSF_OUTPUT(compound->root)));
	GBytes *bytes = g_bytes_new(gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(compound->sink)),
	                            (size_t)gsf_output_size(compound->sink));

	g_object_unref(compound->root);
	g_object_unref(compound->sink);
	return bytes;
}

GBytes *
ole_sample_workbook(void)
{
	g_autoptr(GByteArray) stream = g_byte_array_new();
	g_autoptr(GByteArray) sheet = sheet_records();
	GByteArray *name = g_byte_array_new();
	Compound compound = compound_new();

	put_begin(stream, 0x0005);
	put_style(stream, 0);
	put_style(stream, 14);
	/* Where the sheet begins is known once its name is written: 4 bytes into that record. */
	size_t at = stream->len + 4;
	put_u32(name, 0);
	put_u16(name, 0);
	g_byte_array_append(name, (const uint8_t[]){2, 1}, 2);
	put_wide(name, "名单");
	put_record(stream, 0x0085, name);
	put_strings(stream);
	put_record(stream, 0x000a, g_byte_array_new());
	stream->data[at] = (uint8_t)stream->len;
	stream->data[at + 1] = (uint8_t)(stream->len >> 8);
	g_byte_array_append(stream, sheet->data, sheet->len);
	add_stream(compound.root, "Workbook", stream);
	return compound_end(&compound);
}

static void
add_text(GsfOutfile *storage, const char *name, const char *text)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	put_text(bytes, text);
	add_stream(storage, name, bytes);
}

GBytes *
ole_sample_message(void)
{
	static const char attachment[] = "__attach_version1.0_#00000000";
	g_autoptr(GByteArray) properties = g_byte_array_new();
	g_autoptr(GByteArray) name = g_byte_array_new();
	Compound compound = compound_new();

	for (unsigned i = 0; i < 8; i++)
		put_u32(properties, 0);
	put_u32(properties, 0x3ffd0003);
	put_u32(properties, 0);
	put_u32(properties, 936);
	put_u32(properties, 0);
	add_stream(compound.root, "__properties_version1.0", properties);
	add_text(compound.root, "__substg1.0_0037001E", "\xcd\xf5\xb7\xbc");
	add_text(compound.root, "__substg1.0_1000001E", "13812345678");
	GsfOutput *storage = gsf_outfile_new_child(compound.root, attachment, TRUE);
	put_wide(name, "list.txt");
	add_stream(GSF_OUTFILE(storage), "__substg1.0_3707001F", name);
	add_text(GSF_OUTFILE(storage), "__substg1.0_37010102", "a@b.cn");
	g_assert_true(gsf_output_close(storage));
	g_object_unref(storage);
	return compound_end(&compound);
}

GBytes *
ole_sample_document(void)
{
	static const char narrow[] = "13812345678\r";
	static const char wide[] = "手机：";
	g_autoptr(GByteArray) document = g_byte_array_new();
	g_autoptr(GByteArray) table = g_byte_array_new();
	Compound compound = compound_new();
	unsigned text_at = 0x0200, n_wide = wide_length(wide);

	g_byte_array_set_size(document, text_at);
	memset(document->data, 0, text_at);
	memcpy(document->data, "\xec\xa5", 2);
	document->data[0x0b] = 0x02; /* the table is in 1Table */
	document->data[0x01a6] = 5 + 12 + 16;
	put_wide(document, wide);
	put_text(document, narrow);
	g_byte_array_append(table, (const uint8_t[]){2}, 1);
	put_u32(table, 12 + 16);
	put_u32(table, 0);
	put_u32(table, n_wide);
	put_u32(table, n_wide + (unsigned)strlen(narrow));
	put_u16(table, 0);
	put_u32(table, text_at);
	put_u16(table, 0);
	put_u16(table, 0);
	put_u32(table, 0x40000000U | (text_at + 2 * n_wide) * 2);
	put_u16(table, 0);
	add_stream(compound.root, "WordDocument", document);
	add_stream(compound.root, "1Table", table);
	return compound_end(&compound);
}
