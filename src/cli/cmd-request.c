/*
 * cmd-request.c - `tingfu request add|list|answer|refuse`
 *
 * The identifier of a person never stands on the command line, where every user of the machine
 * can read it and the shell keeps it: it comes from standard input or from a file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "cmd.h"
#include "errors.h"
#include "package.h"
#include "request.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define GROUP N_("Tell")

/* One byte more than is allowed, white space around it, and a final newline. */
#define READ_BOUND (BOUND_IDENTIFIER + 64)

static bool
refuse_in_arguments(GError **error)
{
	fault_set(error, FAULT_USAGE,
	          N_("an identifier is not taken from the command line, where others can read it: "
	             "give it on standard input or by --identifier file:PATH"));
	return false;
}

static bool
read_stream(FILE *stream, char ret_text[READ_BOUND], size_t *ret_length, GError **error)
{
	size_t length = fread(ret_text, 1, READ_BOUND, stream);

	if (ferror(stream)) {
		fault_set_errno(error, errno, N_("the identifier cannot be read"));
		return false;
	}
	if (length == READ_BOUND || span_trim((Span){ret_text, length}).length > BOUND_IDENTIFIER) {
		fault_set(error, FAULT_USAGE, N_("an identifier has 1 to %d bytes"),
		          BOUND_IDENTIFIER);
		return false;
	}
	*ret_length = length;
	return true;
}

/* "-" or "file:PATH"; anything else may be the identifier itself. */
static bool
read_identifier(const char *where, char ret_text[READ_BOUND], size_t *ret_length, GError **error)
{
	if (where == NULL || strcmp(where, "-") == 0)
		return read_stream(stdin, ret_text, ret_length, error);
	if (!g_str_has_prefix(where, "file:"))
		return refuse_in_arguments(error);
	FILE *file = fopen(where + strlen("file:"), "re");
	if (file == NULL) {
		fault_set_errno(error, errno, N_("file '%s' cannot be read"),
		                where + strlen("file:"));
		return false;
	}
	bool done = read_stream(file, ret_text, ret_length, error);
	fclose(file);
	return done;
}

/* "SOURCE/CONTAINER/FIELD": a container's name may hold '/', a field's after the last does not. */
static bool
find_field(Invocation *call, const char *text, Locator *ret_field, char ***ret_parts,
           GError **error)
{
	const char *first = strchr(text, '/');
	const char *last = strrchr(text, '/');

	if (first == NULL || first == last) {
		fault_set(error, FAULT_USAGE,
		          N_("'%s' names no field: write SOURCE/CONTAINER/FIELD"), text);
		return false;
	}
	char **parts = g_new0(char *, 4);
	parts[0] = g_strndup(text, (size_t)(first - text));
	parts[1] = g_strndup(first + 1, (size_t)(last - first - 1));
	parts[2] = g_strdup(last + 1);
	*ret_parts = parts;
	*ret_field = (Locator){parts[0], parts[1], parts[2]};
	g_autoptr(Inventory) inventory = inventory_load(call->dossier, error);
	if (inventory == NULL)
		return false;
	const ContainerFinding *container = inventory_container(inventory, parts[0], parts[1]);
	if (container == NULL || container_finding_field(container, parts[2]) == NULL) {
		fault_set(error, FAULT_NOT_FOUND,
		          N_("there is no field '%s': see 'tingfu inventory'"), text);
		return false;
	}
	return true;
}

static json_t *
request_json(const Request *request)
{
	g_autofree char *wanted = request_actions_text(request->actions);
	g_autofree char *opened = clock_text(request->opened);
	g_autofree char *due = date_text(&request->due);
	const char *kind = request->kind == KIND_NONE ? NULL : kind_get(request->kind)->id;
	json_t *object = json_pack("{s:I, s:s, s:s, s:s, s:s, s:b, s:s?}", "number",
	                           (json_int_t)request->number, "opened", opened, "actions", wanted,
	                           "state", request_state_name(request->state), "due", due,
	                           "provisional", request->provisional, "identifier_kind", kind);

	if (request->answered != 0) {
		g_autofree char *answered = clock_text(request->answered);
		json_object_set_new(object, "answered", json_string(answered));
	}
	if (request->package_digest != NULL) {
		json_object_set_new(object, "containers", json_integer(request->containers));
		json_object_set_new(object, "rows", json_integer(request->rows));
		json_object_set_new(object, "files", json_integer(request->files));
		json_object_set_new(object, "package_digest", json_string(request->package_digest));
	}
	if (request->reason != NULL)
		json_object_set_new(object, "reason", json_string(request->reason));
	return object;
}

static bool
answer(Invocation *call, int64_t number, GError **error)
{
	if (!request_answer(call->dossier, call->ledger, number, invocation_actor(call),
	                    call->progress, error))
		return false;
	g_autoptr(Request) request = request_load(call->dossier, number, error);
	if (request == NULL)
		return false;
	g_autofree char *path = package_path(call->dossier, number);
	terminal_say(call->out, N_("request %d answered: %jd rows from %jd containers, %jd files"),
	             (int)number, (intmax_t)request->rows, (intmax_t)request->containers,
	             (intmax_t)request->files);
	terminal_say(call->out, N_("package: %s"), path);
	terminal_say(call->out, N_("digest of its manifest: %s"), request->package_digest);
	return true;
}

static bool
open_request(Invocation *call, int64_t *ret_number, GError **error)
{
	const char *field_text = invocation_text(call, "field");
	const char *wanted = invocation_text(call, "actions");
	g_auto(GStrv) parts = NULL;
	char text[READ_BOUND];
	size_t length = 0;
	Locator field = {NULL, NULL, NULL};
	RequestWish wish = {.kind = KIND_NONE};

	if (!request_actions_find(wanted == NULL ? "view,copy" : wanted, &wish.actions, error) ||
	    (field_text != NULL && !find_field(call, field_text, &field, &parts, error)) ||
	    !read_identifier(invocation_text(call, "identifier"), text, &length, error))
		return false;
	wish.identifier = span_trim((Span){text, length});
	wish.field = field_text == NULL ? NULL : &field;
	bool done = (field_text != NULL || request_kind_of(wish.identifier, &wish.kind, error)) &&
	            request_open(call->dossier, call->ledger, &wish, invocation_actor(call),
	                         ret_number, error);
	explicit_bzero(text, sizeof text);
	return done;
}

static int
run_add(Invocation *call, GError **error)
{
	int64_t number = 0;

	if (call->n_arguments > 0)
		return refuse_in_arguments(error), -1;
	if (!open_request(call, &number, error))
		return -1;
	g_autoptr(Request) request = request_load(call->dossier, number, error);
	if (request == NULL)
		return -1;
	g_autofree char *due = date_text(&request->due);
	terminal_say(call->out, N_("request %d is open, to be answered by %s"), (int)number, due);
	if (request->provisional)
		terminal_say(call->out, N_("the date is provisional: it lies past the published "
		                           "calendar of working days"));
	if (invocation_flag(call, "answer") && !answer(call, number, error))
		return -1;
	return 0;
}

static void
list_table(Invocation *call, const GPtrArray *requests)
{
	static const char *const titles[] = {N_(">number"),    N_("opened"), N_("actions"),
	                                     N_("state"),      N_("due"),    N_(">rows"),
	                                     N_("identifier"), NULL};

	terminal_table_begin(call->out, titles);
	for (unsigned i = 0; i < requests->len; i++) {
		const Request *request = g_ptr_array_index(requests, i);
		g_autofree char *number = g_strdup_printf("%d", (int)request->number);
		g_autofree char *rows = g_strdup_printf("%jd", (intmax_t)request->rows);
		g_autofree char *wanted = request_actions_text(request->actions);
		GDate day = date_of_time(request->opened);
		g_autofree char *opened = date_text(&day);
		g_autofree char *due = date_text(&request->due);
		const char *kind =
			request->kind == KIND_NONE ? request->field : kind_get(request->kind)->id;
		const char *cells[] = {
			number, opened,
			wanted, translate(call->language, request_state_title(request->state)),
			due,    request->package_digest == NULL ? "" : rows,
			kind,   NULL};
		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

static void
list_csv(Invocation *call, const GPtrArray *requests)
{
	terminal_write(call->out, "number,opened,actions,state,due,provisional,rows,kind\n");
	for (unsigned i = 0; i < requests->len; i++) {
		const Request *request = g_ptr_array_index(requests, i);
		g_autofree char *wanted = request_actions_text(request->actions);
		g_autofree char *opened = clock_text(request->opened);
		g_autofree char *due = date_text(&request->due);
		g_autofree char *line = g_strdup_printf(
			"%d,%s,\"%s\",%s,%s,%d,%jd,%s\n", (int)request->number, opened, wanted,
			request_state_name(request->state), due, request->provisional,
			(intmax_t)request->rows,
			request->kind == KIND_NONE ? "" : kind_get(request->kind)->id);
		terminal_write(call->out, line);
	}
}

static int
run_list(Invocation *call, GError **error)
{
	g_autoptr(GPtrArray) requests = requests_load(call->dossier, error);

	if (requests == NULL)
		return -1;
	json_auto_t *list = json_array();
	for (unsigned i = 0; i < requests->len; i++) {
		json_array_append_new(list, request_json(g_ptr_array_index(requests, i)));
	}
	if (invocation_format_is(call, "json"))
		terminal_json(call->out, list);
	else if (invocation_format_is(call, "csv"))
		list_csv(call, requests);
	else
		list_table(call, requests);
	return 0;
}

static bool
number_argument(const Invocation *call, int64_t *ret_number, GError **error)
{
	guint64 number = 0;

	if (call->n_arguments != 1 ||
	    !g_ascii_string_to_unsigned(call->arguments[0], 10, 1, G_MAXINT, &number, NULL)) {
		fault_set(error, FAULT_USAGE,
		          N_("name one request by its number: see 'tingfu request list'"));
		return false;
	}
	*ret_number = (int64_t)number;
	return true;
}

static int
run_answer(Invocation *call, GError **error)
{
	int64_t number = 0;

	return number_argument(call, &number, error) && answer(call, number, error) ? 0 : -1;
}

static int
run_refuse(Invocation *call, GError **error)
{
	const char *reason = invocation_text(call, "reason");
	int64_t number = 0;

	if (!number_argument(call, &number, error))
		return -1;
	if (reason == NULL || *reason == '\0') {
		fault_set(
			error, FAULT_USAGE,
			N_("a refusal must give its reason to the person: name it with --reason"));
		return -1;
	}
	if (!request_refuse(call->dossier, call->ledger, number, reason, invocation_actor(call),
	                    error))
		return -1;
	terminal_say(call->out, N_("request %d refused"), (int)number);
	return 0;
}

static const Option add_options[] = {
	{"identifier", 0, OPTION_STRING, "-|file:PATH", NULL, "-",
         N_("where the person's identifier is read from")},
	{"field", 0, OPTION_STRING, "SOURCE/CONTAINER/FIELD", NULL, NULL,
         N_("what is read is the value of this field of an account")},
	{"actions", 0, OPTION_STRING, "view,copy", NULL, "view,copy",
         N_("what the person asks for")},
	{"answer", 0, OPTION_FLAG, NULL, NULL, NULL, N_("build the package at once")},
	OPTION_AS,
	OPTION_END,
};

static const char *const add_examples[] = {
	"tingfu request add < mobile.txt", "tingfu request add --identifier file:id.txt --answer",
	"tingfu request add --field shop/members/nickname < nickname.txt", NULL};

const Command cmd_request_add = {
	.name = "request add",
	.group = GROUP,
	.synopsis = "[--identifier -|file:PATH] [--actions view,copy] [--answer]",
	.summary = N_("open the request of one person"),
	.description = N_(
		"Reads the person's identifier (a mobile number, an identity number, an e-mail "
		"address, a bank card or an OpenID) from standard input or a file, never from the "
		"command line, and opens a request. It is kept sealed; nothing is erased while a "
		"request is open. Verify who asks before you open one."),
	.examples = add_examples,
	.options = add_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_add,
};

static const Option list_options[] = {OPTION_FORMAT, OPTION_END};
static const char *const list_examples[] = {"tingfu request list",
                                            "tingfu request list --format json", NULL};

const Command cmd_request_list = {
	.name = "request list",
	.group = GROUP,
	.synopsis = "[--format text|json|csv]",
	.summary = N_("the queue of requests and when they are due"),
	.description =
		N_("Lists every request with its state and the day by which it must be answered."),
	.examples = list_examples,
	.options = list_options,
	.needs = COMMAND_READS_DOSSIER,
	.run = run_list,
};

static const Option answer_options[] = {OPTION_AS, OPTION_END};
static const char *const answer_examples[] = {"tingfu request answer 1", NULL};

const Command cmd_request_answer = {
	.name = "request answer",
	.group = GROUP,
	.synopsis = "NUMBER",
	.summary = N_("build the package of one person"),
	.description = N_(
		"Finds the person's rows in every source, by declared keys and equal identifiers, "
		"and writes them to request/NNNN: data as JSON lines and CSV, a dictionary, a page "
		"to "
		"read, a manifest with digests. What belongs to other persons is masked, and what "
		"is left out is listed with its reason."),
	.examples = answer_examples,
	.options = answer_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_answer,
};

static const Option refuse_options[] = {
	{"reason", 0, OPTION_STRING, "TEXT", NULL, NULL,
         N_("why, as the person is told; without any personal data")},
	OPTION_AS,
	OPTION_END,
};
static const char *const refuse_examples[] = {
	"tingfu request refuse 2 --reason 'the account belongs to another person'", NULL};

const Command cmd_request_refuse = {
	.name = "request refuse",
	.group = GROUP,
	.synopsis = "NUMBER --reason TEXT",
	.summary = N_("refuse a request, with the reason"),
	.description = N_("Closes a request without an answer. The reason is kept in the ledger."),
	.examples = refuse_examples,
	.options = refuse_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_refuse,
};
