/*
 * cmd-ledger.c - `tingfu ledger verify|show|prove|checkpoint`
 *
 * They read the ledger's directory and nothing else of the dossier, so that they work on a
 * copy that was handed to somebody, and on a dossier that does not open any more.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "durable.h"
#include "errors.h"
#include "merkle.h"

#include <string.h>

/* A key line or a checkpoint that a person hands in. */
#define ARGUMENT_BOUND (64 * 1024UL)

static const char *const verify_formats[] = {"text", "json", NULL};

static char *
ledger_directory(const Invocation *call)
{
	return g_build_filename(invocation_directory(call), "ledger", NULL);
}

static Ledger *
open_ledger(const Invocation *call, GError **error)
{
	g_autofree char *directory = ledger_directory(call);

	return ledger_open(directory, NULL, error);
}

static char *
read_argument(const char *path, GError **error)
{
	g_autoptr(GBytes) content = NULL;

	if (!durable_read(path, ARGUMENT_BOUND, &content, error))
		return NULL;
	return g_strndup(g_bytes_get_data(content, NULL), g_bytes_get_size(content));
}

/* VKEY, file:PATH, or the path of a file that is there. */
static char *
read_key(const char *text, GError **error)
{
	if (g_str_has_prefix(text, "file:"))
		return read_argument(text + strlen("file:"), error);
	if (strchr(text, '+') == NULL || g_file_test(text, G_FILE_TEST_IS_REGULAR))
		return read_argument(text, error);
	return g_strdup(text);
}

static char *
base64_of(const Digest *digest)
{
	return g_base64_encode(digest->bytes, DIGEST_SIZE);
}

static void
say_verdict(const Invocation *call, const LedgerVerdict *verdict)
{
	g_autofree char *root = base64_of(&verdict->head.root);

	if (verdict->signer_authenticated)
		terminal_say(call->out, N_("intact, signer authenticated"));
	else
		terminal_say(call->out, N_("intact, signer not authenticated"));
	terminal_say(call->out, N_("entries: %ju"), verdict->head.size);
	terminal_say(call->out, N_("head: %s"), root);
	if (verdict->consistent_with_earlier)
		terminal_say(call->out, N_("continues the earlier checkpoint"));
	if (verdict->leftovers > 0)
		terminal_say(call->out,
		             N_("files of one append that was cut off: %u (the next command that "
		                "writes removes them)"),
		             verdict->leftovers);
	if (verdict->unknown_signatures > 0)
		terminal_say(call->out, N_("signatures by others, not checked: %u"),
		             verdict->unknown_signatures);
}

static void
show_verdict(const Invocation *call, const LedgerVerdict *verdict)
{
	g_autofree char *root = base64_of(&verdict->head.root);

	if (!invocation_format_is(call, "json")) {
		say_verdict(call, verdict);
		return;
	}
	json_auto_t *object = json_pack("{s:b, s:b, s:b, s:I, s:s, s:i, s:i}", "intact", 1,
	                                "signer_authenticated", verdict->signer_authenticated,
	                                "consistent_with_earlier", verdict->consistent_with_earlier,
	                                "entries", (json_int_t)verdict->head.size, "head", root,
	                                "leftovers", (int)verdict->leftovers, "unknown_signatures",
	                                (int)verdict->unknown_signatures);
	terminal_json(call->out, object);
}

static void
show_tampered(const Invocation *call, const char *reason)
{
	if (invocation_format_is(call, "json")) {
		json_auto_t *object = json_pack("{s:b, s:s}", "intact", 0, "reason", reason);
		terminal_json(call->out, object);
		return;
	}
	terminal_say(call->out, N_("tampered: %s"), reason);
}

static int
run_verify(Invocation *call, GError **error)
{
	const char *key_text = invocation_text(call, "key");
	const char *checkpoint_path = invocation_text(call, "checkpoint");
	g_autofree char *directory =
		call->n_arguments > 0 ? g_strdup(call->arguments[0]) : ledger_directory(call);
	g_autofree char *key = NULL;
	g_autofree char *checkpoint = NULL;
	g_autoptr(GError) trouble = NULL;
	LedgerVerdict verdict = {0};

	if (call->n_arguments > 1) {
		fault_set(error, FAULT_USAGE, N_("name one ledger"));
		return -1;
	}
	if (key_text != NULL && (key = read_key(key_text, error)) == NULL)
		return -1;
	if (checkpoint_path != NULL && (checkpoint = read_argument(checkpoint_path, error)) == NULL)
		return -1;
	if (ledger_verify(directory, key, checkpoint, call->progress, &verdict, &trouble)) {
		show_verdict(call, &verdict);
		return 0;
	}
	if (!fault_is(trouble, FAULT_TAMPERED)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return -1;
	}
	show_tampered(call, trouble->message);
	return 1;
}

static const char *
member(const LedgerEntry *entry, const char *key)
{
	const char *text = json_string_value(json_object_get(entry->value, key));

	return text == NULL ? "" : text;
}

/* Where the entries go that ledger_read visits. */
typedef struct {
	const Invocation *call;
	json_t *list; /* of the JSON form, else NULL */
} Listing;

static bool
list_json(const LedgerEntry *entry, void *data)
{
	const Listing *listing = data;

	json_array_append_new(listing->list, json_deep_copy(entry->value));
	return true;
}

#define COLUMNS 6

static void
columns_of(const LedgerEntry *entry, const char *cells[COLUMNS + 1])
{
	cells[1] = member(entry, "time");
	cells[2] = member(entry, "kind");
	cells[3] = member(entry, "actor");
	cells[4] = member(entry, "result");
	cells[5] = member(entry, "requirements");
	cells[COLUMNS] = NULL;
}

static bool
list_text(const LedgerEntry *entry, void *data)
{
	const Listing *listing = data;
	g_autofree char *index = g_strdup_printf("%ju", entry->index);
	const char *cells[COLUMNS + 1] = {index};

	columns_of(entry, cells);
	terminal_table_row(listing->call->out, cells);
	return true;
}

/* RFC 4180. */
static bool
list_csv(const LedgerEntry *entry, void *data)
{
	const Listing *listing = data;
	g_autofree char *index = g_strdup_printf("%ju", entry->index);
	const char *cells[COLUMNS + 1] = {index};
	g_autoptr(GString) line = g_string_new(NULL);

	columns_of(entry, cells);
	for (size_t i = 0; i < COLUMNS; i++) {
		g_auto(GStrv) parts = g_strsplit(cells[i], "\"", -1);
		g_autofree char *quoted = g_strjoinv("\"\"", parts);
		bool plain = strpbrk(cells[i], "\",\r\n") == NULL;
		g_string_append_printf(line, plain ? "%s%s" : "%s\"%s\"", i > 0 ? "," : "", quoted);
	}
	terminal_write(listing->call->out, line->str);
	terminal_write(listing->call->out, "\r\n");
	return true;
}

static int
run_show(Invocation *call, GError **error)
{
	static const char *const titles[] = {N_("index"), N_("time"),   N_("kind"),
	                                     N_("actor"), N_("result"), N_("requirements"),
	                                     NULL};
	int64_t from = invocation_number(call, "from", 0);
	int64_t to = invocation_number(call, "to", INT64_MAX - 1);
	json_auto_t *list = json_array();
	Listing listing = {call, list};
	g_autoptr(Ledger) ledger = NULL;

	if (from < 0 || to < from) {
		fault_set(error, FAULT_USAGE,
		          N_("--from and --to are numbers of entries, in order"));
		return -1;
	}
	if ((ledger = open_ledger(call, error)) == NULL)
		return -1;
	uint64_t behind = (uint64_t)to + 1;
	if (invocation_format_is(call, "json")) {
		if (!ledger_read(ledger, (uint64_t)from, behind, list_json, &listing, error))
			return -1;
		terminal_json(call->out, list);
		return 0;
	}
	if (invocation_format_is(call, "csv")) {
		terminal_write(call->out, "index,time,kind,actor,result,requirements\r\n");
		return ledger_read(ledger, (uint64_t)from, behind, list_csv, &listing, error) ? 0
		                                                                              : -1;
	}
	terminal_table_begin(call->out, titles);
	bool done = ledger_read(ledger, (uint64_t)from, behind, list_text, &listing, error);
	terminal_table_end(call->out);
	return done ? 0 : -1;
}

static bool
take_entry(const LedgerEntry *entry, void *data)
{
	char **ret_text = data;

	*ret_text = g_strdup(entry->text);
	return true;
}

/* Everything that a person needs who has no ledger. */
static json_t *
proof_object(const Ledger *ledger, uint64_t index, const char *text, const GArray *proof)
{
	LedgerHead head = ledger_head(ledger);
	Digest leaf = merkle_leaf(span_of(text));
	g_autofree char *leaf_text = base64_of(&leaf);
	g_autofree char *root = base64_of(&head.root);
	g_autofree char *checkpoint = ledger_checkpoint(ledger);
	json_t *hashes = json_array();

	for (unsigned i = 0; i < proof->len; i++) {
		g_autofree char *hash = base64_of(&g_array_index(proof, Digest, i));
		json_array_append_new(hashes, json_string(hash));
	}
	return json_pack("{s:s, s:I, s:I, s:s, s:s, s:s, s:o, s:s}", "origin",
	                 ledger_origin(ledger), "index", (json_int_t)index, "size",
	                 (json_int_t)head.size, "entry", text, "leaf_hash", leaf_text, "head", root,
	                 "proof", hashes, "checkpoint", checkpoint);
}

static int
run_prove(Invocation *call, GError **error)
{
	uint64_t index = 0;
	g_autofree char *text = NULL;
	g_autoptr(Ledger) ledger = NULL;
	g_autoptr(GArray) proof = NULL;

	if (call->n_arguments != 1 ||
	    !g_ascii_string_to_unsigned(call->arguments[0], 10, 0, INT64_MAX, &index, NULL)) {
		fault_set(error, FAULT_USAGE, N_("name one entry by its number"));
		return -1;
	}
	if ((ledger = open_ledger(call, error)) == NULL)
		return -1;
	proof = ledger_prove_inclusion(ledger, index, ledger_head(ledger).size, error);
	if (proof == NULL || !ledger_read(ledger, index, index + 1, take_entry, &text, error))
		return -1;
	json_auto_t *object = proof_object(ledger, index, text, proof);
	terminal_json(call->out, object);
	return 0;
}

static int
run_checkpoint(Invocation *call, GError **error)
{
	g_autoptr(Ledger) ledger = open_ledger(call, error);

	if (ledger == NULL)
		return -1;
	g_autofree char *text = ledger_checkpoint(ledger);
	terminal_write(call->out, text);
	return 0;
}

static const Option verify_options[] = {
	{"format", 0, OPTION_CHOICE, "FORMAT", verify_formats, "text", N_("form of the output")},
	{"key", 0, OPTION_STRING, "VKEY|file:PATH", NULL, NULL,
         N_("the verifier key, from somebody else than the ledger")},
	{"checkpoint", 0, OPTION_STRING, "FILE", NULL, NULL,
         N_("an earlier checkpoint, which this ledger must continue")},
	OPTION_END,
};

static const Option show_options[] = {
	OPTION_FORMAT,
	{"from", 0, OPTION_NUMBER, "N", NULL, "0", N_("first entry shown")},
	{"to", 0, OPTION_NUMBER, "N", NULL, NULL, N_("last entry shown; else the last there is")},
	OPTION_END,
};

static const char *const verify_examples[] = {
	"tingfu ledger verify", "tingfu ledger verify --key file:ledger.vkey handed-over/ledger",
	NULL};
static const char *const show_examples[] = {"tingfu ledger show --from 10 --to 20",
                                            "tingfu ledger show --format json", NULL};
static const char *const prove_examples[] = {"tingfu ledger prove 17", NULL};
static const char *const checkpoint_examples[] = {"tingfu ledger checkpoint > checkpoint.txt",
                                                  NULL};

const Command cmd_ledger_verify = {
	.name = "ledger verify",
	.group = N_("Account"),
	.synopsis = "[--key VKEY|file:PATH] [--checkpoint FILE] [DIR]",
	.summary = N_("recompute the whole ledger: is it as it was written?"),
	.description = N_(
		"Recomputes every hash of the ledger from its entries and checks the signature.\n"
		"DIR is a ledger's directory; without it, that of the dossier. Writes nothing.\n"
		"Without --key anyone could have signed: the answer then says that the signer\n"
		"is not authenticated. Exit status 0 intact, 1 tampered, 2 trouble."),
	.examples = verify_examples,
	.options = verify_options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_verify,
};

const Command cmd_ledger_show = {
	.name = "ledger show",
	.group = N_("Account"),
	.synopsis = "[--from N] [--to N]",
	.summary = N_("list what was done"),
	.description = N_("Lists the entries of the dossier's ledger, each checked against the\n"
                          "signed head. The JSON form gives them whole."),
	.examples = show_examples,
	.options = show_options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_show,
};

const Command cmd_ledger_prove = {
	.name = "ledger prove",
	.group = N_("Account"),
	.synopsis = "INDEX",
	.summary = N_("prove that an entry is in the ledger"),
	.description = N_("Prints an entry with its inclusion proof (RFC 9162) and the signed\n"
                          "checkpoint as JSON: enough to check it without the other entries."),
	.examples = prove_examples,
	.options = NULL,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_prove,
};

const Command cmd_ledger_checkpoint = {
	.name = "ledger checkpoint",
	.group = N_("Account"),
	.synopsis = "",
	.summary = N_("print the signed head"),
	.description = N_("Prints the ledger's signed head. Kept by somebody else, it shows later\n"
                          "whether the ledger was rewritten: 'tingfu ledger verify --checkpoint'."),
	.examples = checkpoint_examples,
	.options = NULL,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_checkpoint,
};
