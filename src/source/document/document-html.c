/*
 * document-html.c - HTML as text: a line a record
 *
 * What it is encoded in: its mark, or UTF-8 where it is that, else what its head declares,
 * else GB18030.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "bounds.h"
#include "html-text.h"
#include "line-table.h"
#include "text.h"

#include <errno.h>
#include <iconv.h>

#define PIECE (64 * KIBIBYTE)
#define HEAD  2048

typedef struct {
	ByteStream *stream;
	HtmlText *text;
	iconv_t convert; /* (iconv_t)-1: UTF-8 already */
	GString *converted;
	bool ended;
	LineTable *lines;
} HtmlReader;

static bool
begins_with_tag(Span head, const char *const *tags)
{
	for (; *tags != NULL; tags++)
		if (head.length >= strlen(*tags) &&
		    g_ascii_strncasecmp(head.bytes, *tags, strlen(*tags)) == 0)
			return true;
	return false;
}

static unsigned
taste(Span head, const char *name)
{
	static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body", NULL};
	bool named = g_str_has_suffix(name, ".html") || g_str_has_suffix(name, ".htm") ||
	             g_str_has_suffix(name, ".xhtml") || g_str_has_suffix(name, ".mht");

	head = span_trim(head);
	if (begins_with_tag(head, tags))
		return 90;
	if (head.length == 0 || head.bytes[0] != '<')
		return 0;
	if (named)
		return 90;
	/* XHTML, and comments before the first tag. */
	Span first = span_slice(head, 0, HEAD);
	return span_find(first, span_of("<html")) >= 0 ||
	                       span_find(first, span_of("<!DOCTYPE html")) >= 0
	               ? 90
	               : 0;
}

/* What the head says: charset=NAME, in whatever quotes. */
static char *
declared(Span head)
{
	ssize_t at = span_find(head, span_of("charset="));

	if (at < 0)
		return NULL;
	head = span_slice(head, (size_t)at + strlen("charset="), 24);
	while (head.length > 0 && (head.bytes[0] == '"' || head.bytes[0] == '\''))
		head = span_slice(head, 1, head.length);
	size_t length = 0;
	while (length < head.length && (g_ascii_isalnum(head.bytes[length]) ||
	                                head.bytes[length] == '-' || head.bytes[length] == '_'))
		length++;
	return g_ascii_strdown(head.bytes, (gssize)length);
}

static iconv_t
choose(Span head)
{
	g_autofree char *name = declared(span_slice(head, 0, HEAD));

	/* The end of the window may cut a character. */
	for (size_t cut = 0; cut < 4 && cut <= head.length; cut++)
		if (text_is_utf8(span_slice(head, 0, head.length - cut)))
			return (iconv_t)-1;
	if (name == NULL || g_str_has_prefix(name, "gb") || g_str_has_prefix(name, "utf"))
		return iconv_open("UTF-8", "GB18030");
	if (g_str_equal(name, "big5"))
		return iconv_open("UTF-8", "BIG5-HKSCS");
	iconv_t converter = iconv_open("UTF-8", name);
	return converter == (iconv_t)-1 ? iconv_open("UTF-8", "GB18030") : converter;
}

static void *
html_open(ByteStream *stream, const char *stem, Schema *schema)
{
	HtmlReader *self = g_new0(HtmlReader, 1);

	self->stream = stream;
	self->text = html_text_new();
	self->converted = g_string_new(NULL);
	self->convert = choose(span_slice(byte_stream_window(stream, PIECE), 0, PIECE));
	self->lines = line_table_new(schema, stem);
	return self;
}

/* Convert what can be converted; returns how much of @piece was used. */
static size_t
convert(HtmlReader *self, Span piece, bool at_end)
{
	char *in = (char *)(uintptr_t)piece.bytes;
	size_t in_left = piece.length;

	g_string_set_size(self->converted, 4 * piece.length);
	char *out = self->converted->str;
	size_t out_left = self->converted->len;
	while (in_left > 0 && iconv(self->convert, &in, &in_left, &out, &out_left) == (size_t)-1) {
		if (out_left == 0 || (errno == EINVAL && !at_end && in_left < 8))
			break;
		*out++ = '?';
		out_left--;
		in++;
		in_left--;
	}
	g_string_truncate(self->converted, self->converted->len - out_left);
	return piece.length - in_left;
}

static void
feed(HtmlReader *self)
{
	Span piece = span_slice(byte_stream_window(self->stream, PIECE), 0, PIECE);
	size_t used = piece.length;

	if (self->convert != (iconv_t)-1 && piece.length > 0) {
		used = convert(self, piece, byte_stream_at_end(self->stream));
		piece = (Span){self->converted->str, self->converted->len};
	}
	if (used == 0) {
		html_text_end(self->text);
		self->ended = true;
		return;
	}
	html_text_feed(self->text, piece);
	byte_stream_use(self->stream, used);
}

static bool
html_next(void *data, DocumentRow *ret_row)
{
	HtmlReader *self = data;

	for (;;) {
		if (line_table_take(self->lines, html_text_lines(self->text), self->ended, ret_row))
			return true;
		if (self->ended)
			return false;
		feed(self);
	}
}

static void
html_close(void *data)
{
	HtmlReader *self = data;

	if (self->convert != (iconv_t)-1)
		iconv_close(self->convert);
	html_text_free(self->text);
	g_string_free(self->converted, TRUE);
	line_table_free(self->lines);
	g_free(self);
}

const DocumentReader document_html = {
	.name = "html",
	.extracts = true,
	.taste = taste,
	.open = html_open,
	.next = html_next,
	.close = html_close,
};
