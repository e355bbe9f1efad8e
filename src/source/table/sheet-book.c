/*
 * sheet-book.c - the sheets of an Excel workbook (.xlsx) as tables
 *
 * ECMA-376 part 1, 18: workbook, shared strings, styles, worksheets.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sheet-book.h"

#include "bounds.h"
#include "sheet-date.h"
#include "sheet-grid.h"

#include <stdlib.h>

#define WORKBOOK "xl/workbook.xml"

typedef struct {
	char *name;
	char *relation;
	char *path;
} Sheet;

struct SheetBook {
	OfficePackage *package;
	Schema *schema;
	GPtrArray *sheets;   /* Sheet * */
	GByteArray *strings; /* shared, one behind the other */
	GArray *starts;      /* uint32_t, of the strings, and their end */
	GArray *dates;       /* bool, by style */
	bool from_1904;
	guint n_sheet; /* of the next */
	XmlPart *part;
	SheetGrid *grid;
	GArray *cells; /* SheetCell, all of which keep their text */
	size_t n_cells;
};

static void
sheet_free(gpointer data)
{
	Sheet *sheet = data;

	g_free(sheet->name);
	g_free(sheet->relation);
	g_free(sheet->path);
	g_free(sheet);
}

void
sheet_book_free(SheetBook *book)
{
	if (book == NULL)
		return;
	xml_part_free(book->part);
	sheet_grid_free(book->grid);
	for (guint i = 0; i < book->cells->len; i++) {
		GString *text = g_array_index(book->cells, SheetCell, i).text;

		explicit_bzero(text->str, text->len);
		g_string_free(text, TRUE);
	}
	if (book->strings->len > 0)
		explicit_bzero(book->strings->data, book->strings->len);
	g_array_unref(book->cells);
	g_array_unref(book->dates);
	g_array_unref(book->starts);
	g_byte_array_unref(book->strings);
	g_ptr_array_unref(book->sheets);
	g_free(book);
}

static void
read_workbook(SheetBook *book)
{
	g_autoptr(XmlPart) part = xml_part_open(book->package, WORKBOOK);
	XmlEvent event;

	while (part != NULL && (event = xml_part_next(part)) != XML_PART_OVER) {
		if (event != XML_PART_START)
			continue;
		if (xml_part_is(part, "workbookPr")) {
			g_autofree char *flag = xml_part_attribute(part, "date1904");

			book->from_1904 = flag != NULL &&
			                  (g_str_equal(flag, "1") || g_str_equal(flag, "true"));
		} else if (xml_part_is(part, "sheet")) {
			Sheet *sheet = g_new0(Sheet, 1);

			sheet->name = xml_part_attribute(part, "name");
			sheet->relation = xml_part_attribute(part, "id");
			g_ptr_array_add(book->sheets, sheet);
		}
	}
}

/* Targets are relative to xl/, or begin at the root. */
static char *
path_of(const char *target)
{
	if (g_str_has_prefix(target, "/"))
		return g_strdup(target + 1);
	return g_strconcat("xl/", target, NULL);
}

static void
read_relations(SheetBook *book)
{
	g_autoptr(XmlPart) part = xml_part_open(book->package, "xl/_rels/workbook.xml.rels");
	XmlEvent event;

	while (part != NULL && (event = xml_part_next(part)) != XML_PART_OVER) {
		if (event != XML_PART_START || !xml_part_is(part, "Relationship"))
			continue;
		g_autofree char *id = xml_part_attribute(part, "Id");
		g_autofree char *target = xml_part_attribute(part, "Target");

		for (guint i = 0; id != NULL && target != NULL && i < book->sheets->len; i++) {
			Sheet *sheet = g_ptr_array_index(book->sheets, i);

			if (g_strcmp0(sheet->relation, id) == 0 && sheet->path == NULL)
				sheet->path = path_of(target);
		}
	}
}

/* One string is made of runs; its reading in kana is none of it. */
static void
read_strings(SheetBook *book)
{
	g_autoptr(XmlPart) part = xml_part_open(book->package, "xl/sharedStrings.xml");
	bool in_text = false, in_reading = false;
	uint32_t start = 0;
	XmlEvent event;

	while (part != NULL && (event = xml_part_next(part)) != XML_PART_OVER) {
		if (event == XML_PART_TEXT) {
			Span text = xml_part_text(part);

			if (in_text && !in_reading &&
			    book->strings->len + text.length < BOUND_DOCUMENT)
				g_byte_array_append(book->strings, (const guint8 *)text.bytes,
				                    (guint)text.length);
			continue;
		}
		if (xml_part_is(part, "si") && event == XML_PART_START) {
			start = book->strings->len;
			g_array_append_val(book->starts, start);
		}
		if (xml_part_is(part, "t"))
			in_text = event == XML_PART_START;
		if (xml_part_is(part, "rPh"))
			in_reading = event == XML_PART_START;
	}
	start = book->strings->len;
	g_array_append_val(book->starts, start);
	if (start + MEBIBYTE >= BOUND_DOCUMENT && book->package->refused == NULL)
		book->package->refused = "too-big|256 MiB";
}

static void
read_styles(SheetBook *book)
{
	g_autoptr(XmlPart) part = xml_part_open(book->package, "xl/styles.xml");
	g_autoptr(GHashTable) formats =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	bool in_cells = false;
	XmlEvent event;

	while (part != NULL && (event = xml_part_next(part)) != XML_PART_OVER) {
		if (event == XML_PART_TEXT)
			continue;
		if (xml_part_is(part, "cellXfs"))
			in_cells = event == XML_PART_START;
		if (event != XML_PART_START)
			continue;
		if (!xml_part_is(part, "numFmt") && !(in_cells && xml_part_is(part, "xf")))
			continue;
		g_autofree char *id = xml_part_attribute(part, "numFmtId");
		g_autofree char *code = xml_part_attribute(part, "formatCode");

		if (id != NULL && code != NULL && sheet_format_is_date(code))
			g_hash_table_add(formats, g_strdup(id));
		if (in_cells) {
			bool is_date = id != NULL && (sheet_format_number_is_date(id) ||
			                              g_hash_table_contains(formats, id));

			g_array_append_val(book->dates, is_date);
		}
	}
}

SheetBook *
sheet_book_new(OfficePackage *package, Schema *schema)
{
	if (!office_package_has(package, WORKBOOK))
		return NULL;
	SheetBook *book = g_new0(SheetBook, 1);
	book->package = package;
	book->schema = schema;
	book->sheets = g_ptr_array_new_with_free_func(sheet_free);
	book->strings = g_byte_array_new();
	book->starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	book->dates = g_array_new(FALSE, FALSE, sizeof(bool));
	book->cells = g_array_new(FALSE, FALSE, sizeof(SheetCell));
	read_workbook(book);
	read_relations(book);
	read_strings(book);
	read_styles(book);
	return book;
}

/* "BC12" is in column 54; G_MAXSIZE where there is no letter. */
static size_t
column_of(const char *reference)
{
	size_t column = 0;

	for (; g_ascii_isalpha(*reference) && column < BOUND_FIELDS * 32; reference++)
		column = column * 26 + (size_t)(g_ascii_toupper(*reference) - 'A') + 1;
	return column == 0 ? G_MAXSIZE : column - 1;
}

static SheetCell *
new_cell(SheetBook *book)
{
	if (book->n_cells == book->cells->len) {
		SheetCell fresh = {0, VALUE_NULL, g_string_new(NULL)};

		g_array_append_val(book->cells, fresh);
	}
	SheetCell *cell = &g_array_index(book->cells, SheetCell, book->n_cells++);
	g_string_truncate(cell->text, 0);
	return cell;
}

static void
take_shared(SheetBook *book, SheetCell *cell)
{
	guint64 index = 0;

	if (!g_ascii_string_to_unsigned(cell->text->str, 10, 0, G_MAXUINT32, &index, NULL) ||
	    index + 1 >= book->starts->len)
		return;
	uint32_t start = g_array_index(book->starts, uint32_t, index);
	uint32_t end = g_array_index(book->starts, uint32_t, index + 1);

	g_string_truncate(cell->text, 0);
	g_string_append_len(cell->text, (const char *)book->strings->data + start,
	                    (gssize)(end - start));
}

static void
take_number(SheetBook *book, SheetCell *cell, const char *style)
{
	guint64 index = 0;
	double number = g_ascii_strtod(cell->text->str, NULL);
	bool is_date = style != NULL &&
	               g_ascii_string_to_unsigned(style, 10, 0, G_MAXUINT32, &index, NULL) &&
	               index < book->dates->len && g_array_index(book->dates, bool, index);

	cell->type = sheet_number_write(cell->text, number, is_date, book->from_1904) ? VALUE_TEXT
	                                                                              : VALUE_REAL;
	if (cell->type == VALUE_REAL && strpbrk(cell->text->str, ".eE") == NULL)
		cell->type = VALUE_INTEGER;
}

/* The text of the cell that was begun, up to its end. */
static void
read_text(XmlPart *part, GString *text)
{
	bool in_text = false, in_reading = false;
	XmlEvent event;

	while ((event = xml_part_next(part)) != XML_PART_OVER) {
		if (event == XML_PART_TEXT) {
			Span piece = xml_part_text(part);

			if (in_text && !in_reading && text->len < BOUND_VALUE)
				g_string_append_len(text, piece.bytes, (gssize)piece.length);
			continue;
		}
		if (event == XML_PART_END && xml_part_is(part, "c"))
			return;
		if (xml_part_is(part, "v") || xml_part_is(part, "t"))
			in_text = event == XML_PART_START;
		if (xml_part_is(part, "rPh"))
			in_reading = event == XML_PART_START;
	}
}

static void
read_cell(SheetBook *book)
{
	g_autofree char *reference = xml_part_attribute(book->part, "r");
	g_autofree char *type = xml_part_attribute(book->part, "t");
	g_autofree char *style = xml_part_attribute(book->part, "s");
	size_t column = reference == NULL ? G_MAXSIZE : column_of(reference);
	SheetCell *cell = new_cell(book);

	cell->column = column == G_MAXSIZE ? book->n_cells - 1 : column;
	cell->type = VALUE_TEXT;
	read_text(book->part, cell->text);
	if (g_strcmp0(type, "s") == 0)
		take_shared(book, cell);
	else if (cell->text->len > 0 && (type == NULL || g_str_equal(type, "n")))
		take_number(book, cell, style);
	/* Empty cells have borders and colours, but no value. */
	if (cell->text->len > 0 && cell->column < BOUND_FIELDS)
		return;
	if (cell->text->len > 0)
		schema_note(book->schema, "fields-dropped", 0);
	book->n_cells--;
}

/* The cells of the next row; false behind the last. */
static bool
read_row(SheetBook *book)
{
	XmlEvent event;

	book->n_cells = 0;
	while ((event = xml_part_next(book->part)) != XML_PART_OVER) {
		if (event == XML_PART_START && xml_part_is(book->part, "c") &&
		    book->n_cells < BOUND_FIELDS)
			read_cell(book);
		else if (event == XML_PART_END && xml_part_is(book->part, "row"))
			return true;
	}
	return false;
}

static bool
next_sheet(SheetBook *book)
{
	g_clear_pointer(&book->part, xml_part_free);
	g_clear_pointer(&book->grid, sheet_grid_free);
	while (book->n_sheet < book->sheets->len) {
		const Sheet *sheet = g_ptr_array_index(book->sheets, book->n_sheet++);

		if (sheet->path != NULL)
			book->part = xml_part_open(book->package, sheet->path);
		if (book->part == NULL)
			continue;
		book->grid =
			sheet_grid_new(book->schema, sheet->name == NULL ? "sheet" : sheet->name);
		return true;
	}
	return false;
}

bool
sheet_book_next(SheetBook *book, DocumentRow *ret_row)
{
	while (book->part != NULL || next_sheet(book)) {
		if (!read_row(book)) {
			g_clear_pointer(&book->part, xml_part_free);
			if (sheet_grid_end(book->grid, ret_row))
				return true;
			continue;
		}
		const SheetCell *cells = (const SheetCell *)(const void *)book->cells->data;
		if (sheet_grid_add(book->grid, cells, book->n_cells, ret_row))
			return true;
	}
	return false;
}
