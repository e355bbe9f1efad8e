/*
 * office-text.c - the text of one XML part of Word, PowerPoint or OpenDocument, line by line
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "office-text.h"

#include "bounds.h"

/* Lines are handed out when so much has come together. */
#define ENOUGH (16 * KIBIBYTE)

struct OfficeText {
	XmlPart *part;
	OfficeStyle style;
	GString *lines;
	unsigned skipped; /* in how many elements that repeat what was there */
	unsigned cells;   /* in how many cells of tables */
	unsigned text;    /* in how many elements that hold text */
};

OfficeText *
office_text_new(XmlPart *take_part, OfficeStyle style)
{
	OfficeText *text = g_new0(OfficeText, 1);

	text->part = take_part;
	text->style = style;
	text->lines = g_string_new(NULL);
	return text;
}

void
office_text_free(OfficeText *text)
{
	if (text == NULL)
		return;
	xml_part_free(text->part);
	explicit_bzero(text->lines->str, text->lines->len);
	g_string_free(text->lines, TRUE);
	g_free(text);
}

GString *
office_text_lines(OfficeText *text)
{
	return text->lines;
}

static bool
is_one_of(const XmlPart *part, const char *const *names)
{
	for (; *names != NULL; names++)
		if (xml_part_is(part, *names))
			return true;
	return false;
}

/* w:t, a:t, w:delText, w:instrText ...; text:p, text:h and all within. */
static bool
holds_text(const OfficeText *text)
{
	static const char *const ooxml[] = {"t",    "delText", "instrText", "v",
	                                    "text", "author",  NULL};
	static const char *const odf[] = {"p", "h", "creator", "date", "initial-creator", NULL};

	return is_one_of(text->part, text->style == OFFICE_ODF ? odf : ooxml);
}

static bool
is_block(const OfficeText *text)
{
	static const char *const names[] = {"p",    "h",       "si",   "author",
	                                    "text", "creator", "date", "initial-creator",
	                                    "v",    "comment", NULL};

	return is_one_of(text->part, names);
}

static bool
is_cell(const XmlPart *part)
{
	static const char *const names[] = {"tc", "table-cell", "covered-table-cell", NULL};

	return is_one_of(part, names);
}

static void
end_line(OfficeText *text)
{
	char last = text->lines->len == 0 ? '\n' : text->lines->str[text->lines->len - 1];

	if (text->cells > 0 && last != '\t' && last != '\n')
		g_string_append_c(text->lines, ' ');
	else if (text->cells == 0 && last != '\n')
		g_string_append_c(text->lines, '\n');
}

static void
add_value(OfficeText *text)
{
	g_autofree char *value = xml_part_attribute(text->part, "v");

	if (value == NULL)
		return;
	g_string_append(text->lines, value);
	g_string_append_c(text->lines, '\n');
}

static void
start_element(OfficeText *text)
{
	static const char *const breaks[] = {"br", "cr", "line-break", NULL};

	if (text->skipped > 0 || xml_part_is(text->part, "Fallback"))
		text->skipped++;
	if (text->skipped > 0)
		return;
	if (text->style == OFFICE_PIVOT)
		add_value(text);
	else if (is_cell(text->part))
		text->cells++;
	else if (xml_part_is(text->part, "tab"))
		g_string_append_c(text->lines, '\t');
	else if (xml_part_is(text->part, "s") && text->style == OFFICE_ODF)
		g_string_append_c(text->lines, ' ');
	else if (is_one_of(text->part, breaks))
		g_string_append_c(text->lines, text->cells > 0 ? ' ' : '\n');
	text->text += holds_text(text);
}

static void
end_element(OfficeText *text)
{
	static const char *const rows[] = {"tr", "table-row", NULL};

	if (text->skipped > 0) {
		text->skipped--;
		return;
	}
	if (holds_text(text) && text->text > 0)
		text->text--;
	if (is_cell(text->part)) {
		if (text->cells > 0)
			text->cells--;
		if (text->lines->len > 0 && text->lines->str[text->lines->len - 1] == ' ')
			g_string_truncate(text->lines, text->lines->len - 1);
		g_string_append_c(text->lines, '\t');
	} else if (is_one_of(text->part, rows)) {
		if (text->cells == 0)
			g_string_append_c(text->lines, '\n');
	} else if (is_block(text)) {
		end_line(text);
	}
}

bool
office_text_more(OfficeText *text)
{
	size_t enough = text->lines->len + ENOUGH;

	while (text->lines->len < enough) {
		switch (xml_part_next(text->part)) {
		case XML_PART_START:
			start_element(text);
			break;
		case XML_PART_END:
			end_element(text);
			break;
		case XML_PART_TEXT:
			if (text->text > 0 && text->skipped == 0) {
				Span bytes = xml_part_text(text->part);

				g_string_append_len(text->lines, bytes.bytes, (gssize)bytes.length);
			}
			break;
		case XML_PART_OVER:
			text->cells = 0;
			end_line(text);
			return false;
		}
	}
	return true;
}
