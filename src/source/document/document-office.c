/*
 * document-office.c - Word, Excel, PowerPoint (OOXML) and OpenDocument files
 *
 * Sheets are tables; every other part that has text is a text of its own, named like the
 * part: "document", "slide3", "comments"; who wrote it is one record in "properties".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "line-table.h"
#include "office-text.h"
#include "package-form.h"
#include "sheet-book.h"

typedef struct {
	Schema *schema;
	OfficePackage *package;
	SheetBook *book; /* NULL behind its last row, and where it is none */
	guint n_part;    /* of the next */
	OfficeText *text;
	bool text_over;
	LineTable *lines;
	Row *row;
} OfficeReader;

static unsigned
taste(Span head, const char *name)
{
	(void)name;
	return package_taste(head) == PACKAGE_OFFICE ? 100 : 0;
}

static void *
office_open(ByteStream *stream, const char *stem, Schema *schema)
{
	OfficeReader *self = g_new0(OfficeReader, 1);
	Span bytes;

	(void)stem;
	self->schema = schema;
	self->row = row_new();
	if (!document_whole(stream, &bytes)) {
		schema_refuse(schema, "too-big|256 MiB");
		return self;
	}
	self->package = office_package_new(bytes);
	self->book = sheet_book_new(self->package, schema);
	return self;
}

/* Parts that only say how things look, or that are read otherwise. */
static bool
has_no_text(const char *name)
{
	static const char *const beginnings[] = {"[Content_Types]",
	                                         "_rels/",
	                                         "META-INF/",
	                                         "xl/workbook.xml",
	                                         "xl/sharedStrings",
	                                         "xl/worksheets/sheet",
	                                         "xl/styles",
	                                         "xl/calcChain",
	                                         "xl/metadata",
	                                         "Configurations2/",
	                                         "settings.xml",
	                                         "manifest.rdf",
	                                         NULL};
	static const char *const parts[] = {"/theme/",
	                                    "/styles.xml",
	                                    "/settings.xml",
	                                    "/fontTable.xml",
	                                    "/webSettings.xml",
	                                    "/numbering.xml",
	                                    "stylesWithEffects.xml",
	                                    "presProps.xml",
	                                    "viewProps.xml",
	                                    "tableStyles.xml",
	                                    "/_rels/",
	                                    NULL};

	if (!g_str_has_suffix(name, ".xml") && !g_str_has_suffix(name, ".vml"))
		return true;
	for (const char *const *beginning = beginnings; *beginning != NULL; beginning++)
		if (g_str_has_prefix(name, *beginning))
			return true;
	for (const char *const *part = parts; *part != NULL; part++)
		if (strstr(name, *part) != NULL)
			return true;
	return false;
}

static bool
is_properties(const char *name)
{
	return g_str_has_prefix(name, "docProps/") || g_str_equal(name, "meta.xml");
}

/* Each element with text is a field; NULL where there is none. */
static bool
read_properties(OfficeReader *self, const char *name, DocumentRow *ret_row)
{
	g_autoptr(XmlPart) part = xml_part_open(self->package, name);
	g_autofree char *stem = document_stem(name);
	g_autofree char *field = NULL;
	SchemaTable *table = schema_table(self->schema, "", stem);
	XmlEvent event;

	row_clear(self->row);
	while (part != NULL && table != NULL && (event = xml_part_next(part)) != XML_PART_OVER) {
		if (event == XML_PART_START) {
			g_free(field);
			field = g_strdup(xml_part_name(part));
			continue;
		}
		Span text = event == XML_PART_TEXT ? span_trim(xml_part_text(part)) : (Span){0};
		if (text.length == 0 || field == NULL)
			continue;
		size_t place = schema_table_place(table, span_of(field));
		if (place == G_MAXSIZE)
			continue;
		row_add(self->row, VALUE_TEXT, text);
		row_place(self->row, place);
	}
	if (table == NULL || row_length(self->row) == 0)
		return false;
	table->form = CONTAINER_DOCUMENT;
	table->by_field = true;
	*ret_row = (DocumentRow){table, row_values(self->row), row_length(self->row)};
	return true;
}

/* Begin the text of the part @name. */
static void
begin_text(OfficeReader *self, const char *name)
{
	XmlPart *part = xml_part_open(self->package, name);
	OfficeStyle style = office_package_has(self->package, "META-INF/manifest.xml")
	                            ? OFFICE_ODF
	                            : OFFICE_OOXML;

	if (part == NULL)
		return;
	if (strstr(name, "/pivotCache/") != NULL)
		style = OFFICE_PIVOT;
	self->text = office_text_new(part, style);
	self->text_over = false;
}

static bool
next_line(OfficeReader *self, const char *name, DocumentRow *ret_row)
{
	while (self->text != NULL) {
		GString *lines = office_text_lines(self->text);

		/* A part without text makes no container. */
		if (self->lines == NULL && lines->len > 0) {
			g_autofree char *stem = document_stem(name);

			self->lines = line_table_new(self->schema, stem);
		}
		if (self->lines != NULL &&
		    line_table_take(self->lines, lines, self->text_over, ret_row))
			return true;
		if (!self->text_over) {
			self->text_over = !office_text_more(self->text);
			continue;
		}
		g_clear_pointer(&self->text, office_text_free);
		g_clear_pointer(&self->lines, line_table_free);
	}
	return false;
}

static bool
next_of_parts(OfficeReader *self, DocumentRow *ret_row)
{
	const GPtrArray *names = self->package->names;

	for (;;) {
		if (self->text != NULL && next_line(self, names->pdata[self->n_part - 1], ret_row))
			return true;
		if (self->n_part >= names->len)
			return false;
		const char *name = g_ptr_array_index(names, self->n_part++);
		if (is_properties(name) && g_str_has_suffix(name, ".xml")) {
			if (read_properties(self, name, ret_row))
				return true;
		} else if (!has_no_text(name)) {
			begin_text(self, name);
		}
	}
}

static bool
office_next(void *data, DocumentRow *ret_row)
{
	OfficeReader *self = data;

	if (self->package == NULL)
		return false;
	if (self->book != NULL && sheet_book_next(self->book, ret_row))
		return true;
	g_clear_pointer(&self->book, sheet_book_free);
	if (next_of_parts(self, ret_row))
		return true;
	if (self->package->refused != NULL)
		schema_refuse(self->schema, self->package->refused);
	return false;
}

static void
office_close(void *data)
{
	OfficeReader *self = data;

	sheet_book_free(self->book);
	office_text_free(self->text);
	line_table_free(self->lines);
	office_package_free(self->package);
	row_free(self->row);
	g_free(self);
}

const DocumentReader document_office = {
	.name = "office",
	.extracts = true,
	.taste = taste,
	.open = office_open,
	.next = office_next,
	.close = office_close,
};
