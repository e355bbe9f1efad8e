/*
 * cmd-verify.c - `tingfu verify`: look in the raw files whether it is gone
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "cmd.h"
#include "errors.h"
#include "self-search.h"
#include "verification.h"

#include <string.h>

static bool
record(Invocation *call, const Plan *plan, LedgerRecord *entry, json_t *payload, GError **error)
{
	entry->actor = invocation_actor(call);
	entry->role = "program";
	entry->plan_digest = plan->digest;
	entry->payload = payload;
	return invocation_record(call, entry, NULL, error);
}

/* "verified", "not-verified", "impossible": the ledger's words for the four verdicts. */
static const char *
result_of(VerifyVerdict verdict)
{
	static const char *const results[] = {
		[VERIFY_CLEAN] = "verified",
		[VERIFY_GONE] = "verified",
		[VERIFY_HITS] = "not-verified",
		[VERIFY_IMPOSSIBLE] = "impossible",
	};

	return results[verdict];
}

static bool
record_artefact(Invocation *call, const Plan *plan, const VerifiedArtefact *artefact,
                GError **error)
{
	json_auto_t *payload =
		json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:s}", "source", artefact->source,
	                  "artefact", artefact->artefact, "form", artefact->form, "verdict",
	                  verify_verdict_name(artefact->verdict), "bytes",
	                  (json_int_t)artefact->bytes, "hits", (json_int_t)artefact->hits,
	                  "offsets", artefact->offsets == NULL ? "" : artefact->offsets, "reason",
	                  artefact->reason == NULL ? "" : artefact->reason);
	LedgerRecord entry = {
		.kind = "verify.artefact",
		.requirements = "SD-DEL-02,SD-DEL-03",
		.before = -1,
		.after = (int64_t)artefact->hits,
		.result = result_of(artefact->verdict),
	};

	return record(call, plan, &entry, payload, error);
}

static bool
is_clean(const Verification *verification)
{
	return verification->counts[VERIFY_HITS] == 0 && verification->canaries_found_after == 0;
}

static bool
record_finished(Invocation *call, const Plan *plan, const Verification *it, GError **error)
{
	json_auto_t *payload = json_pack(
		"{s:i, s:i, s:i, s:i, s:i, s:I, s:i, s:i, s:i, s:i}", "artefacts",
		(int)it->artefacts->len, "clean", (int)it->counts[VERIFY_CLEAN], "gone",
		(int)it->counts[VERIFY_GONE], "hits", (int)it->counts[VERIFY_HITS], "impossible",
		(int)it->counts[VERIFY_IMPOSSIBLE], "fingerprints", (json_int_t)it->fingerprints,
		"canaries_planted", (int)it->canaries_planted, "canaries_found_before",
		(int)it->canaries_found_before, "canaries_found_after",
		(int)it->canaries_found_after, "chance_ppb", 0);
	LedgerRecord entry = {
		.kind = "verify.finished",
		.requirements = "SD-DEL-02,SD-DEL-03",
		.before = -1,
		.after = -1,
		.result = is_clean(it) ? "verified" : "not-verified",
	};

	return record(call, plan, &entry, payload, error);
}

typedef struct {
	const char *plan_digest;
	unsigned found;
} RecallPast;

/* The recall that was measured while the canaries lay there: "canary-recall|found|planted". */
static bool
note_recall(const LedgerEntry *entry, void *data)
{
	RecallPast *past = data;
	const json_t *payload = json_object_get(entry->value, "payload");
	const char *kind = json_text(entry->value, "kind"), *note = json_text(payload, "note");

	if (g_strcmp0(kind, "step.verified") != 0 || note == NULL ||
	    g_strcmp0(json_text(entry->value, "plan_digest"), past->plan_digest) != 0 ||
	    !g_str_has_prefix(note, "canary-recall|"))
		return true;
	past->found += (unsigned)g_ascii_strtoull(note + strlen("canary-recall|"), NULL, 10);
	return true;
}

static void
show_artefacts(const Invocation *call, const Verification *verification)
{
	static const char *const titles[] = {N_("artefact"), N_(">bytes"), N_(">hits"),
	                                     N_("verdict"),  N_("why"),    NULL};

	terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < verification->artefacts->len; i++) {
		const VerifiedArtefact *artefact = verification->artefacts->pdata[i];
		g_autofree char *name =
			g_strdup_printf("%s/%s", artefact->source, artefact->artefact);
		g_autofree char *bytes = g_strdup_printf("%ju", artefact->bytes);
		g_autofree char *hits = g_strdup_printf("%ju", artefact->hits);
		g_autofree char *why =
			artefact->reason == NULL
				? g_strdup("")
				: finding_reason_text(artefact->reason, call->language);
		const char *const cells[] = {
			name, bytes,
			hits, translate(call->language, verify_verdict_title(artefact->verdict)),
			why,  NULL};

		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

static json_t *
verification_json(const Verification *verification)
{
	json_t *list = json_array();

	for (size_t i = 0; i < verification->artefacts->len; i++) {
		const VerifiedArtefact *artefact = verification->artefacts->pdata[i];

		json_array_append_new(
			list,
			json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:s?}", "source",
		                  artefact->source, "artefact", artefact->artefact, "form",
		                  artefact->form, "verdict", verify_verdict_name(artefact->verdict),
		                  "bytes", (json_int_t)artefact->bytes, "hits",
		                  (json_int_t)artefact->hits, "reason", artefact->reason));
	}
	return list;
}

static bool
search_dossier(Invocation *call, const Plan *plan, int64_t *ret_found, GError **error)
{
	g_autoptr(SelfSearch) search = self_search_run(call->dossier, call->progress, error);

	if (search == NULL)
		return false;
	json_auto_t *payload =
		json_pack("{s:I, s:I, s:I, s:I}", "files", (json_int_t)search->files, "bytes",
	                  (json_int_t)search->bytes, "found", (json_int_t)search->found, "declared",
	                  (json_int_t)search->declared);
	LedgerRecord entry = {
		.kind = "dossier.searched",
		.requirements = "SD-EVD-05",
		.before = -1,
		.after = search->found,
		.result = search->found == 0 && search->unreadable->len == 0 ? "verified"
	                                                                     : "not-verified",
	};
	if (!record(call, plan, &entry, payload, error))
		return false;
	*ret_found = search->found;
	if (invocation_format_is(call, "json"))
		return true;
	terminal_say(call->out,
	             N_("the dossier itself: %jd files searched, %jd values found that are not "
	                "declared"),
	             search->files, search->found);
	for (size_t i = 0; i < search->findings->len; i++) {
		const SelfFinding *finding = search->findings->pdata[i];

		g_autofree char *line =
			g_strdup_printf("  %s: %s (%jd)\n", finding->file,
		                        kind_get(finding->kind)->id, finding->count);

		terminal_write(call->out, line);
	}
	return true;
}

static bool
destroy_key(Invocation *call, const Plan *plan, GError **error)
{
	g_autofree char *path = dossier_path(call->dossier, "keys/fingerprint.key");
	json_auto_t *payload = json_pack("{s:s}", "key", "fingerprint");
	LedgerRecord entry = {
		.kind = "key.destroyed",
		.requirements = "SD-DEL-07",
		.before = 1,
		.after = 0,
		.result = "done",
	};

	if (!key_destroy(path, error) || !record(call, plan, &entry, payload, error))
		return false;
	terminal_say(call->out, N_("the fingerprint key is destroyed: this verification cannot be "
	                           "repeated from here on"));
	return true;
}

static void
show_summary(const Invocation *call, const Verification *it)
{
	terminal_say(call->out,
	             N_("%ju fingerprints; artefacts: %u clean, %u gone, %u still "
	                "holding erased values, %u impossible to search"),
	             it->fingerprints, it->counts[VERIFY_CLEAN], it->counts[VERIFY_GONE],
	             it->counts[VERIFY_HITS], it->counts[VERIFY_IMPOSSIBLE]);
	terminal_say(call->out,
	             N_("canaries: %u planted, %u found while they were there, %u found now"),
	             it->canaries_planted, it->canaries_found_before, it->canaries_found_after);
}

static Verification *
verify(Invocation *call, const Plan *plan, GError **error)
{
	g_autoptr(Work) work = work_new(call->dossier, call->progress, error);
	g_autoptr(Verification) verification = NULL;
	RecallPast past = {plan->digest, 0};

	if (work == NULL)
		return NULL;
	verification = verification_run(work, plan, error);
	if (verification == NULL || !ledger_read(call->ledger, 0, ledger_head(call->ledger).size,
	                                         note_recall, &past, error))
		return NULL;
	verification->canaries_found_before = past.found;
	for (size_t i = 0; i < verification->artefacts->len; i++)
		if (!record_artefact(call, plan, verification->artefacts->pdata[i], error))
			return NULL;
	if (!record_finished(call, plan, verification, error))
		return NULL;
	return g_steal_pointer(&verification);
}

static int
run(Invocation *call, GError **error)
{
	g_autoptr(Plan) plan = plan_load(call->dossier, error);
	g_autoptr(Verification) verification = plan == NULL ? NULL : verify(call, plan, error);
	int64_t found = 0;

	if (verification == NULL)
		return -1;
	if (invocation_format_is(call, "json")) {
		json_auto_t *list = verification_json(verification);

		terminal_json(call->out, list);
	} else {
		show_artefacts(call, verification);
		show_summary(call, verification);
	}
	if (!search_dossier(call, plan, &found, error))
		return -1;
	if (!is_clean(verification) || found > 0)
		return 1;
	if (invocation_flag(call, "destroy-key") && !destroy_key(call, plan, error))
		return -1;
	return 0;
}

static const Option options[] = {
	OPTION_FORMAT,
	{"destroy-key", 0, OPTION_FLAG, NULL, NULL, NULL,
         N_("when all is clean, destroy the fingerprint key: it cannot be looked again")},
	OPTION_AS,
	OPTION_END,
};
static const char *const examples[] = {"tingfu verify", "tingfu verify --destroy-key", NULL};

const Command cmd_verify = {
	.name = "verify",
	.group = N_("Carry out"),
	.synopsis = "[OPTIONS]",
	.summary = N_("look in the raw files whether it is gone"),
	.description = N_("Searches the raw bytes of every artefact of every source for keyed "
                          "fingerprints of what was erased, and for\nthe planted canaries: UTF-8, "
                          "GB18030, UTF-16, inside archives and gzip.  Each artefact ends as "
                          "verified clean,\ngone, still there (with offsets) or impossible to "
                          "search (with the reason).  Then the dossier itself is searched."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run,
};
