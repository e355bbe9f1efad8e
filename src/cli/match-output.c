/*
 * match-output.c - matches as lines, as JSON, or as counts
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "match-output.h"

#include <string.h>

#define USUAL_TEXT 65536
#define NUMBERS    192 /* of a line, with the id of the kind */

MatchOutput *
match_output_new(OutputForm form)
{
	MatchOutput *output = g_new0(MatchOutput, 1);

	output->form = form;
	output->text = g_string_sized_new(form == OUTPUT_COUNT ? 1 : USUAL_TEXT);
	return output;
}

MatchOutput *
match_output_part(const MatchOutput *whole)
{
	MatchOutput *output = match_output_new(whole->form);

	output->shown = g_strdup(whole->shown);
	output->is_part = true;
	return output;
}

void
match_output_free(MatchOutput *output)
{
	if (output == NULL)
		return;
	g_string_free(output->text, TRUE);
	g_free(output->shown);
	g_free(output);
}

/* @to has room; where it ends then. */
static char *
write_number(char *to, uint64_t number)
{
	char digits[20];
	size_t n = sizeof digits;

	do {
		digits[--n] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	memcpy(to, digits + n, sizeof digits - n);
	return to + sizeof digits - n;
}

static void
put_number(GString *out, uint64_t number)
{
	char digits[20];

	g_string_append_len(out, digits, write_number(digits, number) - digits);
}

/* @text between quotes; what is not UTF-8 is replaced. */
static void
put_json_text(GString *out, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	g_string_append_c(out, '"');
	for (const char *at = valid; *at != '\0'; at++) {
		if (*at == '"' || *at == '\\')
			g_string_append_c(out, '\\');
		if ((unsigned char)*at >= ' ')
			g_string_append_c(out, *at);
		else
			g_string_append_printf(out, "\\u%04x", *at);
	}
	g_string_append_c(out, '"');
}

/* Parts are joined by whoever adds them up. */
static void
join_objects(MatchOutput *output)
{
	if (output->form != OUTPUT_JSON)
		return;
	if (output->n_objects > 0)
		g_string_append(output->text, ",\n  ");
	else if (!output->is_part)
		g_string_append(output->text, "[\n  ");
}

static void
begin_object(MatchOutput *output)
{
	join_objects(output);
	output->n_objects++;
	g_string_append(output->text, "{\"file\": ");
	g_string_append(output->text, output->shown);
}

static void
put_object(MatchOutput *output, const Match *match, const char *sample)
{
	GString *out = output->text;

	begin_object(output);
	g_string_append(out, ", \"offset\": ");
	put_number(out, match->offset);
	g_string_append(out, ", \"length\": ");
	put_number(out, match->length);
	g_string_append(out, ", \"kind\": \"");
	g_string_append(out, kind_get(match->kind)->id);
	g_string_append(out,
	                match->validated ? "\", \"validated\": true" : "\", \"validated\": false");
	g_string_append(out, ", \"confidence\": ");
	put_number(out, match->confidence);
	if (match->form != MATCH_PLAIN) {
		g_string_append(out, ", \"form\": \"");
		g_string_append(out, match_form_name(match->form));
		g_string_append_c(out, '"');
	}
	if (match->wrap != WRAP_NONE) {
		g_string_append(out, ", \"wrap\": \"");
		g_string_append(out, match_wrap_name(match->wrap));
		g_string_append_c(out, '"');
	}
	g_string_append(out, ", \"sample\": ");
	put_json_text(out, sample);
	g_string_append(out, output->form == OUTPUT_JSON ? "}" : "}\n");
}

static void
put_line(MatchOutput *output, const Match *match, const char *sample)
{
	char line[NUMBERS];
	char *at = line;

	*at++ = '\t';
	at = write_number(at, match->offset);
	*at++ = '\t';
	at = write_number(at, match->length);
	*at++ = '\t';
	at = g_stpcpy(at, kind_get(match->kind)->id);
	*at++ = '\t';
	at = g_stpcpy(at, match->form != MATCH_PLAIN ? match_form_name(match->form)
	                  : match->validated         ? "validated"
	                                             : "shape");
	*at++ = '\t';
	at = write_number(at, match->confidence);
	*at++ = '\t';
	g_string_append(output->text, output->shown);
	g_string_append_len(output->text, line, at - line);
	g_string_append(output->text, sample);
	g_string_append_c(output->text, '\n');
}

void
match_output_name(MatchOutput *output, const char *name)
{
	g_free(output->shown);
	if (output->form == OUTPUT_TEXT || output->form == OUTPUT_COUNT) {
		output->shown = g_strdup(name);
		return;
	}
	GString *text = g_string_new(NULL);
	put_json_text(text, name);
	output->shown = g_string_free(text, FALSE);
}

void
match_output_put(MatchOutput *output, const Match *match, Span text)
{
	output->matches[match->kind]++;
	output->validated[match->kind] += match->validated ? 1 : 0;
	output->n_matches++;
	if (output->form == OUTPUT_COUNT)
		return;
	g_autofree char *sample = kind_mask(match->kind, text);
	if (output->form == OUTPUT_TEXT)
		put_line(output, match, sample);
	else
		put_object(output, match, sample);
}

void
match_output_unsearched(MatchOutput *output, const char *why, const char *reason)
{
	if (output->form == OUTPUT_TEXT) {
		g_string_append_printf(output->text, "%s\t-\t-\tnot-searched\t-\t-\t%s\n",
		                       output->shown, reason);
	} else if (output->form != OUTPUT_COUNT) {
		begin_object(output);
		g_string_append(output->text, ", \"not_searched\": ");
		put_json_text(output->text, why);
		g_string_append(output->text, ", \"reason\": ");
		put_json_text(output->text, reason);
		g_string_append(output->text, output->form == OUTPUT_JSON ? "}" : "}\n");
	}
}

void
match_output_add(MatchOutput *output, const MatchOutput *part)
{
	if (part->n_matches == 0)
		return;
	for (size_t i = 0; i < KIND_ROOM; i++) {
		output->matches[i] += part->matches[i];
		output->validated[i] += part->validated[i];
	}
	if (part->n_objects > 0)
		join_objects(output);
	g_string_append_len(output->text, part->text->str, (gssize)part->text->len);
	output->n_matches += part->n_matches;
	output->n_objects += part->n_objects;
}

void
match_output_end(MatchOutput *output)
{
	if (output->form == OUTPUT_JSON)
		g_string_append(output->text, output->n_objects > 0 ? "\n]\n" : "[]\n");
	for (int i = 0; i < kind_count() && output->form == OUTPUT_COUNT; i++)
		if (output->matches[i] > 0)
			g_string_append_printf(
				output->text, "%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\n",
				kind_get(i)->id, output->matches[i], output->validated[i]);
}
