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
#include "match-output.h"
#include "parallel.h"
#include "rule-set.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (256 * 1024)
/* Of a picture that is taken for one of an identity card: read on it, or by name and shape. */
#define PICTURE_SURE      95
#define PICTURE_SUGGESTED 50

#define OUT_LIMIT 65536 /* bytes gathered before they are written */

#define MOST_JOBS  16 /* unless more are asked for: each has a megabyte */
#define MOST_ASKED 64

/* Of the whole run. */
typedef struct {
	Invocation *call;
	KindSet wanted;
	unsigned n_jobs;
	MatchOutput *output;
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
	{"jobs", 'j', OPTION_NUMBER, "N", NULL, "0",
         N_("search a large file with so many threads; 0: one a processor")},
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
	terminal_write(run->call->out, run->output->text->str);
	g_string_truncate(run->output->text, 0);
}

static bool
visit(const Match *match, Span text, void *data)
{
	Run *run = data;

	match_output_put(run->output, match, text);
	if (run->output->text->len > OUT_LIMIT)
		flush_out(run);
	return true;
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
	match_output_name(run->output, name);
	match_output_unsearched(run->output, why, reason);
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
	match_output_name(run->output, name);
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

static void *
begin_slice(void *data)
{
	Run *run = data;

	return match_output_part(run->output);
}

static bool
visit_slice(const Match *match, Span text, void *slice)
{
	match_output_put(slice, match, text);
	return true;
}

static bool
take_slice(void *slice, uint64_t length, void *data)
{
	Run *run = data;

	match_output_add(run->output, slice);
	if (run->output->text->len > OUT_LIMIT)
		flush_out(run);
	run->stopped = !progress_advance(run->call->progress, length);
	return !run->stopped;
}

static void
free_slice(void *slice)
{
	match_output_free(slice);
}

/* The bytes of a plain file, by several threads. */
static bool
scan_slices(Run *run, const char *path, GError **error)
{
	static const SliceVisitor visitor = {begin_slice, visit_slice, take_slice, free_slice};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0) {
		fault_set_errno(error, errno, N_("cannot open '%s'"), path);
		return false;
	}
	match_output_name(run->output, path);
	bool searched = parallel_search(fd, run->n_jobs, run->wanted, &visitor, run, error);
	close(fd);
	return searched;
}

/* Is @path one large stretch of plain bytes, of which any part can be searched on its own? */
static bool
is_sliceable(const char *path)
{
	g_autoptr(Extract) extract = extract_open(path, NULL);
	struct stat status;

	if (extract == NULL || !extract_is_plain(extract) || stat(path, &status) != 0)
		return false;
	if ((uint64_t)status.st_size < PARALLEL_LEAST)
		return false;
	const UnpackMember *member = extract_next(extract);
	return member != NULL && member->unreadable == NULL && member->shows == NULL &&
	       *member->member == '\0';
}

static bool
scan_file(Run *run, const char *path, GError **error)
{
	static const UnpackVisitor visitor = {begin_stream, feed_stream, end_stream};

	run->path = path;
	if (strcmp(path, "-") != 0) {
		if (run->n_jobs > 1 && is_sliceable(path))
			return scan_slices(run, path, error);
		return extract_file(path, &visitor, run, error);
	}
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
	match_output_end(run->output);
	if (run->output->form == OUTPUT_COUNT && run->n_unsearched > 0)
		g_string_append_printf(run->output->text,
		                       "not-searched\t%" G_GUINT64_FORMAT "\t0\n",
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

static OutputForm
form_of(const Invocation *call)
{
	if (invocation_flag(call, "count"))
		return OUTPUT_COUNT;
	if (invocation_format_is(call, "json"))
		return OUTPUT_JSON;
	return invocation_format_is(call, "jsonl") ? OUTPUT_JSONL : OUTPUT_TEXT;
}

static unsigned
read_jobs(const Invocation *call)
{
	long n_processors = sysconf(_SC_NPROCESSORS_ONLN);
	int64_t asked = invocation_number(call, "jobs", 0);

	return (unsigned)CLAMP(asked > 0 ? asked : MIN(n_processors, MOST_JOBS), 1, MOST_ASKED);
}

static int
run_detect(Invocation *call, GError **error)
{
	Run run = {.call = call};
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
	run.n_jobs = read_jobs(call);
	g_autoptr(MatchOutput) output = run.output = match_output_new(form_of(call));
	if (!scan_files(&run, error))
		return -1;
	return output->n_matches > 0 ? 0 : 1;
}

static const char *const examples[] = {
	"tingfu detect app.log",
	"tingfu detect --count --kinds resident-id,mobile dump.sql",
	NULL,
};

const Command cmd_detect = {
	.name = "detect",
	.group = N_("Find out"),
	.synopsis = "[--count] [--list] [--kinds KIND,...] [--rules FILE] [--jobs N] FILE...|-",
	.summary = N_("find personal identifiers in files"),
	.description = N_("Reads the files once and prints one line a match: file, offset and "
                          "length in bytes, kind, whether a check digit or a closed structure "
                          "agreed, confidence from 0 to 100, and a masked sample.  Looks into "
                          "archives, office files, mail, PDF and HTML, where positions are those "
                          "in their text, and lists what it could not search.  Finds nothing: "
                          "exit status 1."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_detect,
};
