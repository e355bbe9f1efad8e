/*
 * cmd-detect.c - `tingfu detect`: the detection engine alone, as a filter
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "detection.h"
#include "errors.h"
#include "kind-list.h"
#include "rule-set.h"
#include "unpack.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PIECE     (256 * 1024)
#define OUT_LIMIT 65536 /* bytes gathered before they are written */

typedef enum { FORM_TEXT, FORM_JSON, FORM_JSONL, FORM_COUNT } Form;

/* Of the whole run. */
typedef struct {
	Invocation *call;
	Form form;
	KindSet wanted;
	GString *out;
	char *shown; /* the file, as JSON text where the form asks for it */
	uint64_t matches[KIND_ROOM];
	uint64_t validated[KIND_ROOM];
	uint64_t n_matches;
	const char *path;        /* the file being read */
	DetectionStream *stream; /* of what is inside it */
	bool stopped;
	GError *trouble; /* the first */
} Run;

static const char *const formats[] = {"text", "json", "jsonl", "markdown", NULL};

static const Option options[] = {
	{"format", 0, OPTION_CHOICE, "FORMAT", formats, "text", N_("form of the output")},
	{"count", 'c', OPTION_FLAG, NULL, NULL, NULL, N_("print counts of each kind only")},
	{"list", 'l', OPTION_FLAG, NULL, NULL, NULL, N_("list the kinds that can be found")},
	{"rules", 'r', OPTION_STRING, "FILE", NULL, NULL,
         N_("look for the kinds of this file too")},
	{"kinds", 'k', OPTION_STRING, "KIND,...", NULL, NULL, N_("look for these kinds only")},
	OPTION_END,
};

static bool
read_kinds(const char *names, KindSet *ret_wanted, GError **error)
{
	*ret_wanted = KIND_SET_ALL;
	if (names == NULL)
		return true;
	g_auto(GStrv) list = g_strsplit(names, ",", -1);
	*ret_wanted = 0;
	for (char **name = list; *name != NULL; name++) {
		KindId kind = kind_find(g_strstrip(*name));

		if (kind == KIND_NONE) {
			fault_set(error, FAULT_USAGE,
			          N_("there is no kind '%s': see 'tingfu detect --list'"), *name);
			return false;
		}
		*ret_wanted |= KIND_BIT(kind);
	}
	return true;
}

static void
flush_out(Run *run)
{
	terminal_write(run->call->out, run->out->str);
	g_string_truncate(run->out, 0);
}

static void
put_number(GString *out, uint64_t number)
{
	char digits[20];
	size_t n = sizeof digits;

	do {
		digits[--n] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	g_string_append_len(out, digits + n, (gssize)(sizeof digits - n));
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

static void
put_object(Run *run, const Match *match, const char *sample)
{
	GString *out = run->out;

	if (run->form == FORM_JSON)
		g_string_append(out, run->n_matches > 1 ? ",\n  " : "[\n  ");
	g_string_append(out, "{\"file\": ");
	g_string_append(out, run->shown);
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
	g_string_append(out, ", \"sample\": ");
	put_json_text(out, sample);
	g_string_append(out, run->form == FORM_JSON ? "}" : "}\n");
}

static void
put_line(Run *run, const Match *match, const char *sample)
{
	GString *out = run->out;

	g_string_append(out, run->shown);
	g_string_append_c(out, '\t');
	put_number(out, match->offset);
	g_string_append_c(out, '\t');
	put_number(out, match->length);
	g_string_append_c(out, '\t');
	g_string_append(out, kind_get(match->kind)->id);
	g_string_append_c(out, '\t');
	g_string_append(out, match->validated ? "validated" : "shape");
	g_string_append_c(out, '\t');
	put_number(out, match->confidence);
	g_string_append_c(out, '\t');
	g_string_append(out, sample);
	g_string_append_c(out, '\n');
}

static bool
visit(const Match *match, Span text, void *data)
{
	Run *run = data;

	run->matches[match->kind]++;
	run->validated[match->kind] += match->validated ? 1 : 0;
	run->n_matches++;
	if (run->form == FORM_COUNT)
		return true;
	g_autofree char *sample = kind_mask(match->kind, text);
	if (run->form == FORM_TEXT)
		put_line(run, match, sample);
	else
		put_object(run, match, sample);
	if (run->out->len > OUT_LIMIT)
		flush_out(run);
	return true;
}

static void
show_file(Run *run, const char *name)
{
	g_free(run->shown);
	if (run->form == FORM_TEXT || run->form == FORM_COUNT) {
		run->shown = g_strdup(name);
		return;
	}
	GString *text = g_string_new(NULL);
	put_json_text(text, name);
	run->shown = g_string_free(text, FALSE);
}

/* Only the first trouble is told; a file that cannot be read does not hide the others. */
static void
note_trouble(Run *run, GError *trouble)
{
	if (run->trouble == NULL)
		run->trouble = trouble;
	else
		g_error_free(trouble);
}

/* A stream begins: the file, or a member of it, which is shown as PATH/member. */
static bool
begin_stream(const UnpackMember *member, void *data)
{
	Run *run = data;
	g_autofree char *name = *member->member == '\0'
	                                ? g_strdup(run->path)
	                                : g_strconcat(run->path, "/", member->member, NULL);

	if (member->unreadable != NULL) {
		GError *trouble = NULL;

		fault_set(&trouble, FAULT_MALFORMED, N_("cannot read '%s': %s"), name,
		          member->unreadable);
		note_trouble(run, trouble);
		return false;
	}
	show_file(run, name);
	run->stream = detection_stream_new(run->wanted, visit, run);
	return true;
}

static bool
feed_stream(Span piece, void *data)
{
	Run *run = data;

	detection_stream_feed(run->stream, piece);
	run->stopped = !progress_advance(run->call->progress, piece.length);
	return !run->stopped;
}

static bool
end_stream(void *data)
{
	Run *run = data;

	detection_stream_end(run->stream);
	g_clear_pointer(&run->stream, detection_stream_free);
	return true;
}

static bool
scan_standard_input(Run *run, GError **error)
{
	g_autofree char *piece = g_malloc(PIECE);
	UnpackMember whole = {.member = ""};
	ssize_t n_read;

	begin_stream(&whole, run);
	while ((n_read = read(STDIN_FILENO, piece, PIECE)) != 0) {
		if (n_read < 0 && errno == EINTR)
			continue;
		if (n_read < 0) {
			fault_set_errno(error, errno, N_("cannot read standard input"));
			return false;
		}
		if (!feed_stream((Span){piece, (size_t)n_read}, run))
			return true;
	}
	return end_stream(run);
}

static bool
scan_file(Run *run, const char *path, GError **error)
{
	static const UnpackVisitor visitor = {begin_stream, feed_stream, end_stream};

	run->path = path;
	if (strcmp(path, "-") == 0)
		return scan_standard_input(run, error);
	return unpack_file(path, &visitor, run, error);
}

/* What comes behind the last match. */
static void
put_end(Run *run)
{
	if (run->form == FORM_JSON)
		g_string_append(run->out, run->n_matches > 0 ? "\n]\n" : "[]\n");
	for (int i = 0; i < kind_count() && run->form == FORM_COUNT; i++)
		if (run->matches[i] > 0)
			g_string_append_printf(run->out,
			                       "%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\n",
			                       kind_get(i)->id, run->matches[i], run->validated[i]);
	flush_out(run);
}

static bool
scan_files(Run *run, GError **error)
{
	for (char **path = run->call->arguments; *path != NULL && !run->stopped; path++) {
		GError *trouble = NULL;

		if (!scan_file(run, *path, &trouble) && trouble != NULL)
			note_trouble(run, trouble);
		g_clear_pointer(&run->stream, detection_stream_free);
	}
	put_end(run);
	if (run->stopped && run->trouble == NULL)
		fault_set(&run->trouble, FAULT_INTERRUPTED, N_("stopped while reading '%s'"),
		          run->path);
	if (run->trouble == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&run->trouble));
	return false;
}

static Form
form_of(const Invocation *call)
{
	if (invocation_flag(call, "count"))
		return FORM_COUNT;
	if (invocation_format_is(call, "json"))
		return FORM_JSON;
	return invocation_format_is(call, "jsonl") ? FORM_JSONL : FORM_TEXT;
}

static int
run_detect(Invocation *call, GError **error)
{
	Run run = {.call = call, .form = form_of(call)};
	const char *rules = invocation_text(call, "rules");

	if (rules != NULL && !rule_set_load(rules, error))
		return -1;
	if (invocation_flag(call, "list"))
		return kind_list(call);
	if (invocation_format_is(call, "markdown")) {
		fault_set(error, FAULT_USAGE, N_("markdown is a form of --list only"));
		return -1;
	}
	if (!read_kinds(invocation_text(call, "kinds"), &run.wanted, error))
		return -1;
	if (call->n_arguments == 0) {
		fault_set(error, FAULT_USAGE,
		          N_("name a file to look into, or - for standard input"));
		return -1;
	}
	run.out = g_string_sized_new(2 * OUT_LIMIT);
	bool scanned = scan_files(&run, error);
	g_string_free(run.out, TRUE);
	g_free(run.shown);
	if (!scanned)
		return -1;
	return run.n_matches > 0 ? 0 : 1;
}

static const char *const examples[] = {
	"tingfu detect app.log",
	"tingfu detect --count --kinds resident-id,mobile dump.sql",
	NULL,
};

const Command cmd_detect = {
	.name = "detect",
	.group = N_("Find out"),
	.synopsis = "[--count] [--list] [--kinds KIND,...] [--rules FILE] FILE...|-",
	.summary = N_("find personal identifiers in files"),
	.description = N_("Reads the files once and prints one line a match: file, offset and "
                          "length in bytes, kind, whether a check digit or a closed structure "
                          "agreed, confidence from 0 to 100, and a masked sample.  Finds nothing: "
                          "exit status 1."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_detect,
};
