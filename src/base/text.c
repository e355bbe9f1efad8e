/*
 * text.c - UTF-8, GB18030, full-width folding, display width
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text.h"

#include "errors.h"

/* Full-width forms stand this far above ASCII (U+FF01 is '!'). */
#define FULL_WIDTH_FIRST  0xFF01
#define FULL_WIDTH_LAST   0xFF5E
#define FULL_WIDTH_SHIFT  0xFEE0
#define IDEOGRAPHIC_SPACE 0x3000
#define ELLIPSIS          "…"

bool
text_is_utf8(Span text)
{
	return g_utf8_validate_len(text.bytes, text.length, NULL);
}

GBytes *
text_to_utf8(Span text, const char *encoding, GError **error)
{
	gsize written = 0;
	char *converted =
		g_convert(text.bytes, (gssize)text.length, "UTF-8", encoding, NULL, &written, NULL);

	if (converted == NULL) {
		fault_set(error, FAULT_MALFORMED, N_("the text is not valid %s"), encoding);
		return NULL;
	}
	return g_bytes_new_take(converted, written);
}

GBytes *
text_from_utf8(Span text, const char *encoding)
{
	gsize written = 0;
	char *converted =
		g_convert(text.bytes, (gssize)text.length, encoding, "UTF-8", NULL, &written, NULL);

	return converted == NULL ? NULL : g_bytes_new_take(converted, written);
}

static gunichar
fold(gunichar character)
{
	if (character >= FULL_WIDTH_FIRST && character <= FULL_WIDTH_LAST)
		return character - FULL_WIDTH_SHIFT;
	return character == IDEOGRAPHIC_SPACE ? ' ' : character;
}

/* The next character of @text, or its first byte where it is not UTF-8; moves @text on. */
static gunichar
next_character(Span *text)
{
	gunichar character = g_utf8_get_char_validated(text->bytes, (gssize)text->length);
	bool valid = character != (gunichar)-1 && character != (gunichar)-2;
	size_t length = valid ? (size_t)g_unichar_to_utf8(character, NULL) : 1;

	if (!valid)
		character = (unsigned char)text->bytes[0];
	*text = span_slice(*text, length, text->length - length);
	return character;
}

char *
text_fold_width(Span text)
{
	GString *folded = g_string_sized_new(text.length);

	while (text.length > 0)
		g_string_append_unichar(folded, fold(next_character(&text)));
	return g_string_free(folded, FALSE);
}

char *
text_fold_identifier(Span text)
{
	GString *folded = g_string_sized_new(text.length);

	while (text.length > 0) {
		gunichar character = fold(next_character(&text));

		if (!g_unichar_isspace(character))
			g_string_append_unichar(folded, g_unichar_tolower(character));
	}
	return g_string_free(folded, FALSE);
}

static size_t
width_of(gunichar character)
{
	if (g_unichar_iszerowidth(character) || character < ' ')
		return 0;
	return g_unichar_iswide(character) ? 2 : 1;
}

size_t
text_width(const char *text)
{
	Span rest = span_of(text);
	size_t width = 0;

	while (rest.length > 0)
		width += width_of(next_character(&rest));
	return width;
}

char *
text_fit(const char *text, size_t width)
{
	size_t whole = text_width(text), taken = 0;
	Span rest = span_of(text);
	GString *fitted = g_string_new(NULL);

	if (whole <= width) {
		g_string_append_printf(fitted, "%s%*s", text, (int)(width - whole), "");
		return g_string_free(fitted, FALSE);
	}
	while (rest.length > 0) {
		gunichar character = next_character(&rest);

		if (taken + width_of(character) + 1 > width)
			break;
		taken += width_of(character);
		g_string_append_unichar(fitted, character);
	}
	g_string_append(fitted, width > 0 ? ELLIPSIS : "");
	for (taken++; taken < width; taken++)
		g_string_append_c(fitted, ' ');
	return g_string_free(fitted, FALSE);
}

char *
text_escape_html(const char *text)
{
	GString *escaped = g_string_sized_new(strlen(text) + 16);

	for (; *text != '\0'; text++) {
		switch (*text) {
		case '<':
			g_string_append(escaped, "&lt;");
			break;
		case '>':
			g_string_append(escaped, "&gt;");
			break;
		case '&':
			g_string_append(escaped, "&amp;");
			break;
		case '"':
			g_string_append(escaped, "&quot;");
			break;
		case '\'':
			g_string_append(escaped, "&#39;");
			break;
		default:
			g_string_append_c(escaped, *text);
		}
	}
	return g_string_free(escaped, FALSE);
}
