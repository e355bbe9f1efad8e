/*
 * lint-line.c - an announcement as lines of plain text, whatever it was
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "lint.h"

#include <string.h>

bool
lint_has_any(const char *text, const char *const *words)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);

	for (size_t i = 0; words[i] != NULL; i++)
		if (strstr(lower, words[i]) != NULL)
			return true;
	return false;
}

const char *
lint_placeholder(const char *text)
{
	static const char *const gaps[] = {
		"待填写",      "待补充", "待定",        "某某", "××",      "【】",
		"[]",          "xxx",    "____",        "{{",   "[insert", "to be filled in",
		"to be added", "tbd",    "lorem ipsum", NULL,
	};
	g_autofree char *lower = g_ascii_strdown(text, -1);

	for (size_t i = 0; gaps[i] != NULL; i++)
		if (strstr(lower, gaps[i]) != NULL)
			return gaps[i];
	return NULL;
}

/* Is this the tag @name, opening or closing?  @tag starts behind '<'. */
static bool
tag_is(const char *tag, const char *name)
{
	size_t length = strlen(name);

	if (*tag == '/')
		tag++;
	return g_ascii_strncasecmp(tag, name, length) == 0 && !g_ascii_isalnum(tag[length]);
}

static bool
tag_is_any(const char *tag, const char *const *names)
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (tag_is(tag, names[i]))
			return true;
	return false;
}

/* Behind the closing tag of an element whose content nobody reads. */
static const char *
behind_element(const char *tag, const char *name)
{
	for (const char *at = strchr(tag, '<'); at != NULL; at = strchr(at + 1, '<'))
		if (at[1] == '/' && tag_is(at + 1, name))
			return at;
	return tag + strlen(tag);
}

/* One entity at @at (which is '&'); bytes of it that were read. */
static size_t
add_entity(GString *out, const char *at)
{
	static const struct {
		const char *entity;
		const char *text;
	} entities[] = {
		{"&amp;", "&"},   {"&lt;", "<"},    {"&gt;", ">"},
		{"&quot;", "\""}, {"&#39;", "'"},   {"&apos;", "'"},
		{"&nbsp;", " "},  {"&ldquo;", "“"}, {"&rdquo;", "”"},
	};
	char *end = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(entities); i++) {
		if (g_str_has_prefix(at, entities[i].entity)) {
			g_string_append(out, entities[i].text);
			return strlen(entities[i].entity);
		}
	}
	if (at[1] == '#') {
		bool hexadecimal = at[2] == 'x' || at[2] == 'X';
		guint64 number =
			g_ascii_strtoull(at + (hexadecimal ? 3 : 2), &end, hexadecimal ? 16 : 10);

		if (*end == ';' && number > 0 && number < 0x110000 &&
		    g_unichar_validate((gunichar)number)) {
			g_string_append_unichar(out, (gunichar)number);
			return (size_t)(end + 1 - at);
		}
	}
	g_string_append_c(out, '&');
	return 1;
}

char *
lint_lines_of_html(const char *html)
{
	static const char *const unread[] = {"head", "style", "script", "template", NULL};
	static const char *const blocks[] = {"p",   "li",    "tr",      "h1", "h2", "h3",
	                                     "h4",  "h5",    "h6",      "br", "dt", "ul",
	                                     "div", "table", "section", NULL};
	static const char *const cells[] = {"td", "th", "dd", NULL};
	GString *out = g_string_new(NULL);

	for (const char *at = html; *at != '\0';) {
		if (*at == '&') {
			at += add_entity(out, at);
			continue;
		}
		if (*at != '<') {
			g_string_append_c(out,
			                  *at == '\n' || *at == '\r' || *at == '\t' ? ' ' : *at);
			at++;
			continue;
		}
		if (tag_is_any(at + 1, blocks))
			g_string_append_c(out, '\n');
		else if (tag_is_any(at + 1, cells))
			g_string_append(out, "; ");
		for (size_t i = 0; at[1] != '/' && unread[i] != NULL; i++) {
			if (tag_is(at + 1, unread[i])) {
				at = behind_element(at + 1, unread[i]);
				break;
			}
		}
		at = strchrnul(at, '>');
		at += *at == '>';
	}
	return g_string_free(out, FALSE);
}
