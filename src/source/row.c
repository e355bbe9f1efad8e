/*
 * row.c - the values of one record while they are put together
 *
 * Values lie one behind the other in one array; where they begin is kept as an offset until
 * row_values, because the array moves when it grows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "row.h"

#include "bounds.h"
#include "text.h"

#include <iconv.h>

/* Of GB18030 two bytes can become three of UTF-8, and four bytes four. */
#define GROWTH(length) ((length) + (length) / 2 + 8)

/* All values of one record together: thousands of fields of BOUND_VALUE are not held. */
#define BOUND_ROW (512 * MEBIBYTE)

typedef struct {
	size_t start;
	size_t length;
	ValueType type;
	bool truncated;
} Cell;

/* Bytes of a short row. */
#define ROOM 256

struct Row {
	GByteArray *bytes;
	GArray *cells;  /* Cell */
	GArray *values; /* SourceValue */
	size_t start;   /* of the value that is being put together */
	bool cut;
	iconv_t from_gb18030;
};

Row *
row_new(void)
{
	Row *row = g_new0(Row, 1);

	/* Room from the start: an empty first value then points at something. */
	row->bytes = g_byte_array_sized_new(ROOM);
	row->cells = g_array_new(FALSE, TRUE, sizeof(Cell));
	row->values = g_array_new(FALSE, TRUE, sizeof(SourceValue));
	row->from_gb18030 = iconv_open("UTF-8", "GB18030");
	return row;
}

void
row_free(Row *row)
{
	if (row == NULL)
		return;
	if (row->bytes->len > 0)
		explicit_bzero(row->bytes->data, row->bytes->len);
	g_byte_array_unref(row->bytes);
	g_array_unref(row->cells);
	g_array_unref(row->values);
	if (row->from_gb18030 != (iconv_t)-1)
		iconv_close(row->from_gb18030);
	g_free(row);
}

void
row_clear(Row *row)
{
	g_byte_array_set_size(row->bytes, 0);
	g_array_set_size(row->cells, 0);
	row->start = 0;
	row->cut = false;
}

void
row_begin(Row *row)
{
	row->start = row->bytes->len;
	row->cut = false;
}

void
row_append(Row *row, Span bytes)
{
	size_t room = BOUND_VALUE - MIN(row->bytes->len - row->start, BOUND_VALUE);

	room = MIN(room, BOUND_ROW - MIN(row->bytes->len, BOUND_ROW));
	if (bytes.length > room)
		row->cut = true;
	if (bytes.length > 0 && room > 0)
		g_byte_array_append(row->bytes, (const guint8 *)bytes.bytes,
		                    (guint)MIN(bytes.length, room));
}

void
row_append_byte(Row *row, char byte)
{
	row_append(row, (Span){&byte, 1});
}

Span
row_pending(const Row *row)
{
	Span all = {(const char *)row->bytes->data, row->bytes->len};

	return span_slice(all, row->start, all.length);
}

void
row_end(Row *row, ValueType type)
{
	Cell cell = {row->start, row->bytes->len - row->start, type, row->cut};

	g_array_append_val(row->cells, cell);
	row->start = row->bytes->len;
	row->cut = false;
}

/* Valid UTF-8, NUL allowed; a value that was cut may end inside a character. */
static bool
is_text(Span text, bool cut)
{
	const char *at = text.bytes, *end = text.bytes + text.length, *stop;

	while (at < end) {
		if (g_utf8_validate(at, end - at, &stop))
			return true;
		if (stop < end && *stop == '\0') {
			at = stop + 1;
			continue;
		}
		return cut && end - stop < 4 &&
		       g_utf8_get_char_validated(stop, end - stop) == (gunichar)-2;
	}
	return true;
}

/* Replace the pending bytes by their UTF-8 form; false where they are not GB18030. */
static bool
convert(Row *row)
{
	size_t in_left = row->bytes->len - row->start, out_left = GROWTH(in_left);
	size_t start = row->start, end = row->bytes->len;

	if (row->from_gb18030 == (iconv_t)-1)
		return false;
	g_byte_array_set_size(row->bytes, (guint)(end + out_left));
	char *in = (char *)row->bytes->data + start, *out = (char *)row->bytes->data + end;
	char *from = out;

	iconv(row->from_gb18030, NULL, NULL, NULL, NULL);
	if (iconv(row->from_gb18030, &in, &in_left, &out, &out_left) == (size_t)-1 &&
	    !(row->cut && in_left < 4)) {
		g_byte_array_set_size(row->bytes, (guint)end);
		return false;
	}
	size_t written = (size_t)(out - from);
	memmove(row->bytes->data + start, from, written);
	g_byte_array_set_size(row->bytes, (guint)(start + written));
	return true;
}

void
row_end_text(Row *row)
{
	bool text = is_text(row_pending(row), row->cut) || convert(row);

	row_end(row, text ? VALUE_TEXT : VALUE_BINARY);
}

void
row_add(Row *row, ValueType type, Span bytes)
{
	row_begin(row);
	row_append(row, bytes);
	row_end(row, type);
}

void
row_add_text(Row *row, Span bytes)
{
	row_begin(row);
	row_append(row, bytes);
	row_end_text(row);
}

void
row_pad(Row *row, size_t n_values)
{
	Cell null = {0, 0, VALUE_NULL, false};

	while (row->cells->len < n_values)
		g_array_append_val(row->cells, null);
}

void
row_place(Row *row, size_t place)
{
	Cell cell = g_array_index(row->cells, Cell, row->cells->len - 1);

	g_array_set_size(row->cells, row->cells->len - 1);
	row_pad(row, place + 1);
	g_array_index(row->cells, Cell, place) = cell;
}

size_t
row_length(const Row *row)
{
	return row->cells->len;
}

const SourceValue *
row_values(Row *row)
{
	g_array_set_size(row->values, row->cells->len);
	for (guint i = 0; i < row->cells->len; i++) {
		const Cell *cell = &g_array_index(row->cells, Cell, i);

		g_array_index(row->values, SourceValue, i) = (SourceValue){
			.bytes = {(const char *)row->bytes->data + cell->start, cell->length},
			.type = cell->type,
			.truncated = cell->truncated,
		};
	}
	return (const SourceValue *)(void *)row->values->data;
}
