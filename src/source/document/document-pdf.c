/*
 * document-pdf.c - the text of PDF files, a line a record
 *
 * pdftotext (poppler-utils) does it, as a program of its own: its library's licence is not
 * ours, and a parser of PDF is better kept at a distance.  Without it PDF is not searched.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "bounds.h"
#include "child-program.h"
#include "line-table.h"
#include "picture-text.h"

#define PROGRAM "pdftotext"

/* Draws the pages of which there is no text but in pictures. */
#define DRAWER     "pdftoppm"
#define MOST_PAGES 500

/* Readers of PDF allow rubbish before the first line. */
#define SIGNATURE_WITHIN 1024

typedef struct {
	Schema *schema;
	Span bytes;
	ChildProgram *child;
	GString *text;
	LineTable *lines;
	uint64_t rows;
	unsigned page; /* the last that was read by OCR */
	bool ended;
} PdfReader;

static unsigned
taste(Span head, const char *name)
{
	ssize_t at = span_find(span_slice(head, 0, SIGNATURE_WITHIN), span_of("%PDF-"));

	(void)name;
	if (at < 0)
		return 0;
	/* A text that speaks of PDF is none. */
	return at == 0 || memchr(head.bytes, '\0', head.length) != NULL ? 100 : 0;
}

static void *
pdf_open(ByteStream *stream, const char *stem, Schema *schema)
{
	static const char *const arguments[] = {PROGRAM, "-q", "-enc", "UTF-8", "-", "-", NULL};
	PdfReader *self = g_new0(PdfReader, 1);

	self->schema = schema;
	self->text = g_string_new(NULL);
	if (!document_whole(stream, &self->bytes))
		schema_refuse(schema, "too-big|256 MiB");
	else if (!child_program_exists(PROGRAM))
		schema_refuse(schema, "unsupported|PDF (" PROGRAM ")");
	else
		self->child = child_program_start(arguments, self->bytes);
	if (self->child != NULL)
		self->lines = line_table_new(schema, stem);
	return self;
}

/* It ended: was that the end of the text? */
static void
finish(PdfReader *self)
{
	int status = child_program_finish(g_steal_pointer(&self->child));
	bool encrypted = span_find(self->bytes, span_of("/Encrypt")) >= 0;

	self->ended = true;
	if (status == 0)
		return;
	schema_refuse(self->schema, status == -1 ? "read-failed|" PROGRAM
	                            : encrypted  ? "encrypted"
	                                         : "damaged|PDF");
}

/* The text on the picture of the next page; false where there is none. */
static bool
read_page(PdfReader *self)
{
	g_autofree char *number = g_strdup_printf("%u", self->page + 1);
	const char *const arguments[] = {DRAWER, "-q", "-gray", "-r", "200", "-f",
	                                 number, "-l", number,  "-",  NULL};
	g_autoptr(GString) picture = g_string_new(NULL);
	const char *why = NULL;

	if (self->page >= MOST_PAGES || !picture_text_available() || !child_program_exists(DRAWER))
		return false;
	ChildProgram *child = child_program_start(arguments, self->bytes);
	while (child != NULL && picture->len < BOUND_DOCUMENT && child_program_read(child, picture))
		continue;
	if (child == NULL || child_program_finish(child) != 0 || picture->len == 0)
		return false;
	self->page++;
	g_autofree char *text = picture_text_read((Span){picture->str, picture->len}, &why);
	explicit_bzero(picture->str, picture->len);
	if (text == NULL)
		schema_refuse(self->schema, why);
	else
		g_string_append(self->text, text);
	return true;
}

static bool
pdf_next(void *data, DocumentRow *ret_row)
{
	PdfReader *self = data;

	while (self->lines != NULL) {
		if (line_table_take(self->lines, self->text, self->ended, ret_row)) {
			self->rows++;
			return true;
		}
		if (self->ended && (self->rows > 0 && self->page == 0))
			break;
		if (self->ended && !read_page(self))
			break;
		if (!self->ended && !child_program_read(self->child, self->text))
			finish(self);
	}
	if (self->rows == 0)
		schema_refuse(self->schema, "no-text|PDF");
	return false;
}

static void
pdf_close(void *data)
{
	PdfReader *self = data;

	if (self->child != NULL)
		(void)child_program_finish(self->child);
	explicit_bzero(self->text->str, self->text->len);
	g_string_free(self->text, TRUE);
	line_table_free(self->lines);
	g_free(self);
}

const DocumentReader document_pdf = {
	.name = "pdf",
	.extracts = true,
	.taste = taste,
	.open = pdf_open,
	.next = pdf_next,
	.close = pdf_close,
};
