/*
 * cmd-detect.c - `tingfu detect`: the detection engine alone, as a filter
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "detection.h"
#include "errors.h"
#include "extract.h"
#include "finding.h"
#include "kind-list.h"
#include "rule-set.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PIECE (256 * 1024)
/* Of a picture that is taken for one of an identity card: read on it, or by name and shape. */
#define PICTURE_SURE      95
#define PICTURE_SUGGESTED 50

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
	uint64_t n_objects; /* of JSON */
	uint64_t n_unsearched;
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
begin_object(Run *run)
{
	if (run->form == FORM_JSON)
		g_string_append(run->out, run->n_objects > 0 ? ",\n  " : "[\n  ");
	run->n_objects++;
	g_string_append(run->out, "{\"file\": ");
	g_string_append(run->out, run->shown);
}

static void
put_object(Run *run, const Match *match, const char *sample)
{
	GString *out = run->out;

	begin_object(run);
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

/* A form that nothing here reads is no trouble: more tries would not help. */
static bool
is_beyond_us(const char *why)
{
	static const char *const reasons[] = {"binary", "unsupported",     "no-text",
	                                      "link",   "link-in-archive", "empty-archive"};
	size_t length = strcspn(why, "|");

	for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
		if (strlen(reasons[i]) == length && strncmp(why, reasons[i], length) == 0)
			return true;
	return false;
}

/* What was not searched is part of the answer. */
static void
put_unsearched(Run *run, const char *name, const char *why)
{
	g_autofree char *reason = finding_reason_text(why, run->call->language);

	run->n_unsearched++;
	show_file(run, name);
	if (run->form == FORM_TEXT) {
		g_string_append_printf(run->out, "%s\t-\t-\tnot-searched\t-\t-\t%s\n", run->shown,
		                       reason);
	} else if (run->form != FORM_COUNT) {
		begin_object(run);
		g_string_append(run->out, ", \"not_searched\": ");
		put_json_text(run->out, why);
		g_string_append(run->out, ", \"reason\": ");
		put_json_text(run->out, reason);
		g_string_append(run->out, run->form == FORM_JSON ? "}" : "}\n");
	}
	if (is_beyond_us(why))
		return;
	GError *trouble = NULL;

	fault_set(&trouble, FAULT_MALFORMED, N_("cannot read '%s': %s"), name, reason);
	note_trouble(run, trouble);
}

/* A picture is a match as a whole; none of its bytes can be pointed at. */
static void
put_picture(Run *run, const UnpackMember *member)
{
	Match match = {
		.kind = kind_find(member->shows),
		.confidence = member->sure ? PICTURE_SURE : PICTURE_SUGGESTED,
	};

	if (match.kind != KIND_NONE && (run->wanted & KIND_BIT(match.kind)) != 0)
		visit(&match, (Span){"", 0}, run);
}

/* A stream begins: the file, a member of it (PATH/member), or a part of a document (PATH!part). */
static bool
begin_stream(const UnpackMember *member, void *data)
{
	Run *run = data;
	const char *gap = *member->member == '!' || *member->member == '\0' ? "" : "/";
	g_autofree char *name = g_strconcat(run->path, gap, member->member, NULL);

	if (member->unreadable != NULL) {
		put_unsearched(run, name, member->unreadable);
		return false;
	}
	show_file(run, name);
	if (member->shows != NULL)
		put_picture(run, member);
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

/* Of standard input. */
typedef struct {
	char *piece;
	int failed; /* errno */
} Input;

static bool
pull_input(void *data, Span *ret_piece)
{
	Input *input = data;
	ssize_t n_read;

	do {
		n_read = read(STDIN_FILENO, input->piece, PIECE);
	} while (n_read < 0 && errno == EINTR);
	if (n_read < 0)
		input->failed = errno;
	*ret_piece = (Span){input->piece, (size_t)MAX(n_read, 0)};
	return n_read > 0;
}

static bool
scan_file(Run *run, const char *path, GError **error)
{
	static const UnpackVisitor visitor = {begin_stream, feed_stream, end_stream};

	run->path = path;
	if (strcmp(path, "-") != 0)
		return extract_file(path, &visitor, run, error);
	g_autofree char *piece = g_malloc(PIECE);
	Input input = {piece, 0};
	extract_stream(pull_input, &input, &visitor, run);
	if (input.failed == 0)
		return true;
	fault_set_errno(error, input.failed, N_("cannot read standard input"));
	return false;
}

/* What comes behind the last match. */
static void
put_end(Run *run)
{
	if (run->form == FORM_JSON)
		g_string_append(run->out, run->n_objects > 0 ? "\n]\n" : "[]\n");
	for (int i = 0; i < kind_count() && run->form == FORM_COUNT; i++)
		if (run->matches[i] > 0)
			g_string_append_printf(run->out,
			                       "%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\n",
			                       kind_get(i)->id, run->matches[i], run->validated[i]);
	if (run->form == FORM_COUNT && run->n_unsearched > 0)
		g_string_append_printf(run->out, "not-searched\t%" G_GUINT64_FORMAT "\t0\n",
		                       run->n_unsearched);
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
