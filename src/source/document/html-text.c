/*
 * html-text.c - the text of HTML, line by line, by libxml2's forgiving parser
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "html-text.h"

#include "bounds.h"
#include "byte-set.h"

#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

/* The parser takes an int. */
#define PIECE (64 * KIBIBYTE)

struct HtmlText {
	htmlParserCtxtPtr parser;
	GString *lines;
	bool gap;     /* white space was met and not written yet */
	unsigned raw; /* in how many script and style elements */
};

static void
end_line(HtmlText *text)
{
	text->gap = false;
	if (text->lines->len > 0 && text->lines->str[text->lines->len - 1] != '\n')
		g_string_append_c(text->lines, '\n');
}

static void
add(HtmlText *text, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		bool starts = text->lines->len == 0 ||
		              byte_in(text->lines->str[text->lines->len - 1], "\n\t");

		if (text->raw == 0 && g_ascii_isspace(bytes[i])) {
			text->gap = true;
			continue;
		}
		if (text->gap && !starts)
			g_string_append_c(text->lines, ' ');
		text->gap = false;
		g_string_append_c(text->lines, bytes[i] == '\0' ? ' ' : bytes[i]);
	}
}

static bool
is_one_of(const xmlChar *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (g_ascii_strcasecmp((const char *)name, *names) == 0)
			return true;
	return false;
}

static bool
is_raw(const xmlChar *name)
{
	static const char *const names[] = {"script", "style", NULL};

	return is_one_of(name, names);
}

static bool
is_inline(const xmlChar *name)
{
	static const char *const names[] = {
		"a",      "abbr", "b",   "bdi",  "bdo",  "big",   "code", "em",    "font", "i",
		"ins",    "del",  "kbd", "mark", "nobr", "q",     "s",    "small", "span", "u",
		"strong", "sub",  "sup", "tt",   "img",  "label", "wbr",  "input", "time", NULL};

	return is_one_of(name, names);
}

static void
add_attributes(HtmlText *text, const xmlChar **attributes)
{
	static const char *const told[] = {"href",  "src",     "value",       "content",
	                                   "alt",   "title",   "placeholder", "action",
	                                   "label", "summary", "datetime",    NULL};

	for (; attributes != NULL && attributes[0] != NULL; attributes += 2) {
		bool wanted = is_one_of(attributes[0], told) ||
		              g_str_has_prefix((const char *)attributes[0], "data-");

		if (attributes[1] == NULL || attributes[1][0] == '\0' || !wanted)
			continue;
		if (attributes[1][0] == '#')
			continue;
		end_line(text);
		add(text, (const char *)attributes[1], strlen((const char *)attributes[1]));
		end_line(text);
	}
}

static void
start_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
	HtmlText *text = data;
	static const char *const cells[] = {"td", "th", NULL};

	if (is_one_of(name, cells)) {
		if (text->lines->len > 0 && text->lines->str[text->lines->len - 1] != '\n')
			g_string_append_c(text->lines, '\t');
		text->gap = false;
	} else if (!is_inline(name)) {
		end_line(text);
	}
	text->raw += is_raw(name);
	add_attributes(text, attributes);
}

static void
end_element(void *data, const xmlChar *name)
{
	HtmlText *text = data;
	static const char *const cells[] = {"td", "th", NULL};

	if (is_raw(name) && text->raw > 0)
		text->raw--;
	if (!is_inline(name) && !is_one_of(name, cells))
		end_line(text);
}

static void
characters(void *data, const xmlChar *bytes, int length)
{
	add(data, (const char *)bytes, (size_t)length);
}

static void
comment(void *data, const xmlChar *bytes)
{
	end_line(data);
	add(data, (const char *)bytes, strlen((const char *)bytes));
	end_line(data);
}

static void
ignore_error(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

HtmlText *
html_text_new(void)
{
	static const xmlSAXHandler prototype = {
		.startElement = start_element,
		.endElement = end_element,
		.characters = characters,
		.cdataBlock = characters,
		.ignorableWhitespace = characters,
		.comment = comment,
		.initialized = XML_SAX2_MAGIC,
		.serror = ignore_error,
	};
	xmlSAXHandler handler = prototype;
	HtmlText *text = g_new0(HtmlText, 1);

	text->lines = g_string_new(NULL);
	text->parser =
		htmlCreatePushParserCtxt(&handler, text, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	/* Its text is UTF-8 already, whatever its head says. */
	htmlCtxtUseOptions(text->parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
	                                         HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
	                                         HTML_PARSE_NOWARNING);
	return text;
}

void
html_text_free(HtmlText *text)
{
	if (text == NULL)
		return;
	htmlFreeParserCtxt(text->parser);
	explicit_bzero(text->lines->str, text->lines->len);
	g_string_free(text->lines, TRUE);
	g_free(text);
}

void
html_text_feed(HtmlText *text, Span utf8)
{
	while (utf8.length > 0) {
		Span piece = span_slice(utf8, 0, PIECE);

		htmlParseChunk(text->parser, piece.bytes, (int)piece.length, 0);
		utf8 = span_slice(utf8, piece.length, utf8.length);
	}
}

void
html_text_end(HtmlText *text)
{
	htmlParseChunk(text->parser, "", 0, 1);
	end_line(text);
}

GString *
html_text_lines(HtmlText *text)
{
	return text->lines;
}
