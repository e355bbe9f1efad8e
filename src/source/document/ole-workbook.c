/*
 * ole-workbook.c - the sheets of an old Excel workbook (.xls) as tables (MS-XLS)
 *
 * A stream of records: type, length, bytes.  First those of the workbook (strings, formats,
 * names of sheets), then those of each sheet.  BIFF8 (Excel 97 on), and BIFF5 before it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ole-workbook.h"

#include "bounds.h"
#include "ole-file.h"
#include "ole-strings.h"
#include "sheet-date.h"
#include "sheet-grid.h"

#define BIFF8 0x0600

/* MS-XLS 2.3: the records that are looked at. */
typedef enum {
	RECORD_FORMULA = 0x0006,
	RECORD_EOF = 0x000a,
	RECORD_DATEMODE = 0x0022,
	RECORD_FILEPASS = 0x002f,
	RECORD_CODEPAGE = 0x0042,
	RECORD_BOUNDSHEET = 0x0085,
	RECORD_MULRK = 0x00bd,
	RECORD_XF = 0x00e0,
	RECORD_SST = 0x00fc,
	RECORD_LABELSST = 0x00fd,
	RECORD_NUMBER = 0x0203,
	RECORD_LABEL = 0x0204,
	RECORD_STRING = 0x0207,
	RECORD_RK = 0x027e,
	RECORD_FORMAT = 0x041e,
	RECORD_BOF = 0x0809,
} RecordType;

typedef struct {
	unsigned type;
	Span bytes;
} Record;

typedef struct {
	char *name;
	size_t at;
} Sheet;

struct OleWorkbook {
	Schema *schema;
	Span stream;
	size_t at;
	unsigned version;
	unsigned codepage;
	bool from_1904;
	GPtrArray *strings; /* GString * */
	GPtrArray *sheets;  /* Sheet * */
	GArray *dates;      /* bool, by XF */
	GHashTable *formats;
	guint n_sheet; /* of the next */
	SheetGrid *grid;
	GArray *cells; /* SheetCell, all of which keep their text */
	size_t n_cells;
	unsigned row;
	Record waiting; /* the first cell of the next row */
	bool waits;
};

static void
sheet_free(gpointer data)
{
	Sheet *sheet = data;

	g_free(sheet->name);
	g_free(sheet);
}

static void
string_free(gpointer data)
{
	GString *string = data;

	explicit_bzero(string->str, string->len);
	g_string_free(string, TRUE);
}

void
ole_workbook_free(OleWorkbook *book)
{
	if (book == NULL)
		return;
	for (guint i = 0; i < book->cells->len; i++)
		string_free(g_array_index(book->cells, SheetCell, i).text);
	sheet_grid_free(book->grid);
	g_array_unref(book->cells);
	g_array_unref(book->dates);
	g_hash_table_unref(book->formats);
	g_ptr_array_unref(book->strings);
	g_ptr_array_unref(book->sheets);
	g_free(book);
}

/* False at the end of the stream. */
static bool
next_record(OleWorkbook *book, Record *ret_record)
{
	if (book->at + 4 > book->stream.length)
		return false;
	ret_record->type = ole_u16(book->stream, book->at);
	ret_record->bytes =
		span_slice(book->stream, book->at + 4, ole_u16(book->stream, book->at + 2));
	book->at += 4 + ret_record->bytes.length;
	return true;
}

/* A string that lies in one record; @wide_count: two bytes say how long it is, not one. */
static void
append_string(const OleWorkbook *book, GString *out, Span bytes, bool wide_count)
{
	size_t count =
		wide_count ? ole_u16(bytes, 0) : (bytes.length == 0 ? 0 : (uint8_t)bytes.bytes[0]);
	Span rest = span_slice(bytes, wide_count ? 2 : 1, bytes.length);

	if (book->version < BIFF8)
		ole_append_bytes(out, span_slice(rest, 0, count), book->codepage);
	else
		ole_string_append(out, rest, count);
}

static void
take_sheet(OleWorkbook *book, Span bytes)
{
	g_autoptr(GString) name = g_string_new(NULL);
	Sheet *sheet = g_new0(Sheet, 1);

	append_string(book, name, span_slice(bytes, 6, bytes.length), false);
	sheet->name = schema_name((Span){name->str, name->len});
	sheet->at = ole_u32(bytes, 0);
	g_ptr_array_add(book->sheets, sheet);
}

static void
take_format(OleWorkbook *book, Span bytes)
{
	g_autoptr(GString) code = g_string_new(NULL);

	append_string(book, code, span_slice(bytes, 2, bytes.length), book->version >= BIFF8);
	if (sheet_format_is_date(code->str))
		g_hash_table_add(book->formats, GUINT_TO_POINTER(ole_u16(bytes, 0)));
}

static void
take_style(OleWorkbook *book, Span bytes)
{
	unsigned format = ole_u16(bytes, 2);
	g_autofree char *number = g_strdup_printf("%u", format);
	bool is_date = sheet_format_number_is_date(number) ||
	               g_hash_table_contains(book->formats, GUINT_TO_POINTER(format));

	g_array_append_val(book->dates, is_date);
}

/* The records before the first sheet; false where they are encrypted. */
static bool
read_globals(OleWorkbook *book)
{
	Record record;

	while (next_record(book, &record) && record.type != RECORD_EOF) {
		switch (record.type) {
		case RECORD_BOF:
			book->version = ole_u16(record.bytes, 0);
			break;
		case RECORD_FILEPASS:
			return false;
		case RECORD_CODEPAGE:
			book->codepage = ole_u16(record.bytes, 0);
			break;
		case RECORD_DATEMODE:
			book->from_1904 = ole_u16(record.bytes, 0) == 1;
			break;
		case RECORD_BOUNDSHEET:
			take_sheet(book, record.bytes);
			break;
		case RECORD_FORMAT:
			take_format(book, record.bytes);
			break;
		case RECORD_XF:
			take_style(book, record.bytes);
			break;
		case RECORD_SST:
			book->at -= record.bytes.length + 4;
			book->at = ole_strings_read(book->stream, book->at, book->strings);
			break;
		default:
			break;
		}
	}
	return true;
}

OleWorkbook *
ole_workbook_new(const GPtrArray *streams, Schema *schema)
{
	Span stream = ole_file_find(streams, "Workbook");

	if (stream.length == 0)
		stream = ole_file_find(streams, "Book");
	if (stream.length == 0 || ole_u16(stream, 0) != RECORD_BOF)
		return NULL;
	OleWorkbook *book = g_new0(OleWorkbook, 1);
	book->schema = schema;
	book->stream = stream;
	book->strings = g_ptr_array_new_with_free_func(string_free);
	book->sheets = g_ptr_array_new_with_free_func(sheet_free);
	book->dates = g_array_new(FALSE, FALSE, sizeof(bool));
	book->formats = g_hash_table_new(g_direct_hash, g_direct_equal);
	book->cells = g_array_new(FALSE, FALSE, sizeof(SheetCell));
	if (!read_globals(book)) {
		schema_refuse(schema, "encrypted");
		g_ptr_array_set_size(book->sheets, 0);
	}
	return book;
}

static SheetCell *
new_cell(OleWorkbook *book, unsigned column)
{
	if (book->n_cells == book->cells->len) {
		SheetCell fresh = {0, VALUE_NULL, g_string_new(NULL)};

		g_array_append_val(book->cells, fresh);
	}
	SheetCell *cell = &g_array_index(book->cells, SheetCell, book->n_cells++);
	g_string_truncate(cell->text, 0);
	cell->column = column;
	cell->type = VALUE_TEXT;
	return cell;
}

static void
add_number(OleWorkbook *book, unsigned column, unsigned style, double number)
{
	SheetCell *cell = new_cell(book, column);
	bool is_date = style < book->dates->len && g_array_index(book->dates, bool, style);
	char digits[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_assign(cell->text, g_ascii_dtostr(digits, sizeof(digits), number));
	if (sheet_number_write(cell->text, number, is_date, book->from_1904))
		return;
	cell->type = strpbrk(cell->text->str, ".eE") == NULL ? VALUE_INTEGER : VALUE_REAL;
}

static double
double_at(Span bytes, size_t at)
{
	uint64_t bits = ole_u32(bytes, at) | (uint64_t)ole_u32(bytes, at + 4) << 32;
	double number;

	memcpy(&number, &bits, sizeof(number));
	return number;
}

/* 30 bits of an integer or of a double, in hundredths or not (MS-XLS 2.5.217). */
static double
rk_number(uint32_t rk)
{
	uint64_t bits = (uint64_t)(rk & ~3U) << 32;
	double number;

	if ((rk & 2) != 0)
		number = (double)((int32_t)rk >> 2);
	else
		memcpy(&number, &bits, sizeof(number));
	return (rk & 1) != 0 ? number / 100 : number;
}

static void
add_many(OleWorkbook *book, Span bytes)
{
	unsigned column = ole_u16(bytes, 2);

	for (size_t at = 4; at + 8 <= bytes.length && column < BOUND_FIELDS; at += 6, column++)
		add_number(book, column, ole_u16(bytes, at), rk_number(ole_u32(bytes, at + 2)));
}

/* The result of a formula; a text follows in a record of its own. */
static void
add_formula(OleWorkbook *book, Span bytes)
{
	Record next;

	if (ole_u16(bytes, 12) != 0xffff) {
		add_number(book, ole_u16(bytes, 2), ole_u16(bytes, 4), double_at(bytes, 6));
		return;
	}
	size_t before = book->at;
	if (bytes.length > 6 && bytes.bytes[6] == 0 && next_record(book, &next) &&
	    next.type == RECORD_STRING)
		append_string(book, new_cell(book, ole_u16(bytes, 2))->text, next.bytes, true);
	else
		book->at = before;
}

static void
add_shared(OleWorkbook *book, Span bytes)
{
	uint32_t index = ole_u32(bytes, 6);

	if (index >= book->strings->len)
		return;
	const GString *string = g_ptr_array_index(book->strings, index);
	g_string_append_len(new_cell(book, ole_u16(bytes, 2))->text, string->str,
	                    (gssize)string->len);
}

static bool
is_cell(unsigned type)
{
	return type == RECORD_FORMULA || type == RECORD_MULRK || type == RECORD_LABELSST ||
	       type == RECORD_NUMBER || type == RECORD_LABEL || type == RECORD_RK;
}

static void
add_cell(OleWorkbook *book, const Record *record)
{
	Span bytes = record->bytes;

	if (ole_u16(bytes, 2) >= BOUND_FIELDS || book->n_cells >= BOUND_FIELDS) {
		schema_note(book->schema, "fields-dropped", book->row);
		return;
	}
	if (record->type == RECORD_LABELSST)
		add_shared(book, bytes);
	else if (record->type == RECORD_NUMBER)
		add_number(book, ole_u16(bytes, 2), ole_u16(bytes, 4), double_at(bytes, 6));
	else if (record->type == RECORD_RK)
		add_number(book, ole_u16(bytes, 2), ole_u16(bytes, 4),
		           rk_number(ole_u32(bytes, 6)));
	else if (record->type == RECORD_MULRK)
		add_many(book, bytes);
	else if (record->type == RECORD_FORMULA)
		add_formula(book, bytes);
	else
		append_string(book, new_cell(book, ole_u16(bytes, 2))->text,
		              span_slice(bytes, 6, bytes.length), true);
}

/* The cells of the next row; false at the end of the sheet. */
static bool
read_row(OleWorkbook *book)
{
	Record record;

	book->n_cells = 0;
	if (book->waits) {
		book->waits = false;
		book->row = ole_u16(book->waiting.bytes, 0);
		add_cell(book, &book->waiting);
	}
	while (next_record(book, &record) && record.type != RECORD_EOF) {
		if (!is_cell(record.type))
			continue;
		if (book->n_cells > 0 && ole_u16(record.bytes, 0) != book->row) {
			book->waiting = record;
			book->waits = true;
			return true;
		}
		book->row = ole_u16(record.bytes, 0);
		add_cell(book, &record);
	}
	return book->n_cells > 0;
}

static bool
next_sheet(OleWorkbook *book)
{
	if (book->n_sheet >= book->sheets->len)
		return false;
	const Sheet *sheet = g_ptr_array_index(book->sheets, book->n_sheet++);
	book->at = sheet->at;
	book->waits = false;
	book->grid = sheet_grid_new(book->schema, sheet->name);
	return true;
}

bool
ole_workbook_next(OleWorkbook *book, DocumentRow *ret_row)
{
	while (book->grid != NULL || next_sheet(book)) {
		if (!read_row(book)) {
			bool last = sheet_grid_end(book->grid, ret_row);

			if (last)
				return true;
			g_clear_pointer(&book->grid, sheet_grid_free);
			continue;
		}
		const SheetCell *cells = (const SheetCell *)(const void *)book->cells->data;
		if (sheet_grid_add(book->grid, cells, book->n_cells, ret_row))
			return true;
	}
	return false;
}
