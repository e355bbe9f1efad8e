/*
 * report-erasure.c - what was done, step by step, and what a search found afterwards
 *
 * A command that ended without error proves nothing: the verdicts are those of the
 * search over the raw bytes.  What could not be searched is listed with its reason.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "report-basis.h"

#include <string.h>

/* Form of a step as the ledger names it; the name itself where it is not known. */
static const char *
form_words(const char *name)
{
	for (int form = 0; name != NULL && form < N_STEP_FORMS; form++)
		if (strcmp(step_form_name((StepForm)form), name) == 0)
			return step_form_title((StepForm)form);
	return name == NULL ? "—" : name;
}

static bool
same_step(const ProofEntry *a, const ProofEntry *b)
{
	return proof_number(a, "plan") == proof_number(b, "plan") &&
	       proof_number(a, "step") == proof_number(b, "step");
}

/* The newest entry of @list for the step of @intent; NULL where there is none. */
static const ProofEntry *
entry_of_step(const GPtrArray *list, const ProofEntry *intent)
{
	for (size_t i = list->len; i-- > 0;)
		if (same_step(list->pdata[i], intent))
			return list->pdata[i];
	return NULL;
}

/* A count that stands beside the payload: before, after; bytes where a step is not about rows. */
static char *
count_markup(const Page *page, const ProofEntry *entry, const char *member, bool rows)
{
	int64_t count = entry == NULL ? -1 : json_number(entry->value, member, -1);

	if (count < 0)
		return page_plain(NULL);
	if (rows)
		return page_figure(page, count, proof_index(entry));
	g_autofree char *bytes = page_bytes(count);
	return page_word(page, bytes, proof_index(entry));
}

/* What the check of a step remarked. */
static char *
note_markup(const Page *page, const ProofEntry *checked, const ProofEntry *outcome)
{
	const char *note = proof_word(checked, "note");

	if (note == NULL)
		note = proof_word(outcome, "note");
	if (note == NULL || *note == '\0')
		return page_plain(NULL);
	g_autofree char *text = finding_reason_text(note, page->language);
	return page_plain(text);
}

static char *
step_verdict(const Page *page, const ProofEntry *outcome, const ProofEntry *checked)
{
	const char *result = checked == NULL ? NULL : proof_text(checked, "result");
	const char *colour = "open", *msgid = N_("not looked at");

	if (outcome == NULL) {
		colour = "bad";
		msgid = N_("begun, not finished");
	} else if (result != NULL && strcmp(result, "verified") == 0) {
		colour = "good";
		msgid = N_("verified");
	} else if (result != NULL && strcmp(result, "impossible") == 0) {
		colour = "none";
		msgid = N_("impossible to verify");
	} else if (result != NULL) {
		colour = "bad";
		msgid = N_("not verified");
	}
	return page_cited(page_verdict(page, colour, msgid), proof_index(checked));
}

static char *
step_place(const ProofEntry *intent)
{
	const char *source = proof_word(intent, "source"),
		   *container = proof_word(intent, "container");
	const char *artefact = proof_word(intent, "artefact");
	const char *place = container != NULL && *container != '\0' ? container : artefact;

	if (source == NULL || *source == '\0')
		return page_plain(place);
	if (place == NULL || *place == '\0')
		return page_plain(source);
	g_autofree char *text = g_strdup_printf("%s/%s", source, place);
	return page_plain(text);
}

/* A step may be begun more than once, when a run was cut off: its last intent speaks. */
static bool
begun_again(const GPtrArray *intents, size_t at)
{
	for (size_t i = at + 1; i < intents->len; i++)
		if (same_step(intents->pdata[i], intents->pdata[at]))
			return true;
	return false;
}

static void
write_steps(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_(">step"),    N_("what was done"),  N_("where"),
	                                     N_(">dry run"), N_(">before"),        N_(">after"),
	                                     N_("verdict"),  N_("what was noted"), NULL};
	g_autoptr(GPtrArray) intents = proofs_all(basis->proofs, "step.intent");
	g_autoptr(GPtrArray) outcomes = proofs_all(basis->proofs, "step.outcome");
	g_autoptr(GPtrArray) checks = proofs_all(basis->proofs, "step.verified");

	page_table(page, N_("Every step: intent, outcome, check"), titles);
	for (size_t i = 0; i < intents->len; i++) {
		const ProofEntry *intent = intents->pdata[i];
		const ProofEntry *outcome = entry_of_step(outcomes, intent);
		const ProofEntry *checked = entry_of_step(checks, intent);
		const ProofEntry *counted = checked != NULL ? checked : outcome;
		int64_t planned = proof_number(intent, "rows");

		if (begun_again(intents, i))
			continue;
		if (outcome != NULL && json_number(outcome->value, "after", -1) >= 0)
			counted = outcome;
		page_row(page, page_figure(page, proof_number(intent, "step"), intent->index),
		         page_plain(page_words(page, form_words(proof_word(intent, "form")))),
		         step_place(intent),
		         planned < 0 ? page_plain(NULL) : page_figure(page, planned, intent->index),
		         count_markup(page, counted, "before", planned >= 0),
		         count_markup(page, counted, "after", planned >= 0),
		         step_verdict(page, outcome, checked), note_markup(page, checked, outcome),
		         NULL);
	}
	page_table_end(page);
}

static void
write_stops(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("source"), N_("stop"), N_("last write"),
	                                     N_(">writes since the stop"), NULL};
	g_autoptr(GPtrArray) list = proofs_all(basis->proofs, "stop.measured");

	if (list->len == 0)
		return;
	page_table(page, N_("Collection has stopped: measured, not asserted"), titles);
	for (size_t i = 0; i < list->len; i++) {
		const ProofEntry *entry = list->pdata[i];

		page_row(page, page_word(page, proof_word(entry, "source"), entry->index),
		         page_plain(proof_word(entry, "stop_date")),
		         page_plain(proof_word(entry, "last_write")),
		         page_figure(page, proof_number(entry, "writes_since"), entry->index),
		         NULL);
	}
	page_table_end(page);
}

static void
write_carried(Page *page, const ReportBasis *basis)
{
	const ProofEntry *done = proofs_last(basis->proofs, "carry-out.finished");

	page_heading(page, N_("What was done"));
	if (proofs_last(basis->proofs, "step.intent") == NULL) {
		page_missing(page, "tingfu carry-out");
		return;
	}
	write_stops(page, basis);
	if (done == NULL) {
		page_say(page, N_("The run is not finished: 'tingfu carry-out' goes on where it "
		                  "stopped."));
	} else {
		page_list(page, "figures");
		page_fact(page, N_("steps"),
		          page_figure(page, proof_number(done, "steps"), done->index));
		page_fact(page, N_("rows deleted"),
		          page_figure(page, proof_number(done, "deleted"), done->index));
		page_fact(page, N_("rows kept"),
		          page_figure(page, proof_number(done, "kept"), done->index));
		page_fact(page, N_("files erased whole"),
		          page_figure(page, proof_number(done, "erased_artefacts"), done->index));
		page_list_end(page);
	}
	write_steps(page, basis);
}

static char *
artefact_verdict(const Page *page, const ProofEntry *entry)
{
	static const struct {
		const char *name, *colour, *title;
	} verdicts[] = {
		{"clean", "good", N_("verified clean")},
		{"gone", "good", N_("gone")},
		{"hits", "bad", N_("hits")},
		{"impossible", "none", N_("impossible to search")},
	};
	const char *name = proof_word(entry, "verdict");

	for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++)
		if (g_strcmp0(verdicts[i].name, name) == 0)
			return page_verdict(page, verdicts[i].colour, verdicts[i].title);
	return page_plain(name);
}

static const char *
artefact_words(const char *form)
{
	static const struct {
		const char *name, *words;
	} forms[] = {
		{"database", N_("database")},         {"log", N_("log of a database")},
		{"index", N_("index of a database")}, {"file", N_("file")},
		{"archive", N_("archive")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (g_strcmp0(forms[i].name, form) == 0)
			return forms[i].words;
	return form == NULL ? "" : form;
}

/* The artefacts of the newest search: the last ones, as many as it counted. */
static size_t
first_artefact(const ReportBasis *basis, const GPtrArray *list)
{
	const ProofEntry *done = proofs_last(basis->proofs, "verify.finished");
	int64_t count = proof_number(done, "artefacts");

	return count > 0 && (size_t)count <= list->len ? list->len - (size_t)count : 0;
}

int64_t
report_hits(const ReportBasis *basis)
{
	g_autoptr(GPtrArray) list = proofs_all(basis->proofs, "verify.artefact");
	int64_t hits = proofs_last(basis->proofs, "verify.finished") == NULL ? -1 : 0;

	for (size_t i = first_artefact(basis, list); hits >= 0 && i < list->len; i++)
		hits += MAX(proof_number(list->pdata[i], "hits"), 0);
	return hits;
}

static void
write_artefacts(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {
		N_("artefact"), N_("form"), N_("verdict"), N_(">bytes"),
		N_(">hits"),    N_("why"),  NULL};
	g_autoptr(GPtrArray) list = proofs_all(basis->proofs, "verify.artefact");

	page_table(page, N_("Residue: the verdict on every file that held data"), titles);
	for (size_t i = first_artefact(basis, list); i < list->len; i++) {
		const ProofEntry *entry = list->pdata[i];
		const char *source = proof_word(entry, "source"),
			   *name = proof_word(entry, "artefact");
		g_autofree char *place = g_strdup_printf("%s/%s", source == NULL ? "" : source,
		                                         name == NULL ? "" : name);
		const char *reason = proof_word(entry, "reason");
		g_autofree char *why = reason == NULL || *reason == '\0'
		                               ? NULL
		                               : finding_reason_text(reason, page->language);

		page_row(page, page_plain(place),
		         page_plain(page_words(page, artefact_words(proof_word(entry, "form")))),
		         artefact_verdict(page, entry),
		         page_figure(page, proof_number(entry, "bytes"), entry->index),
		         page_figure(page, proof_number(entry, "hits"), entry->index),
		         page_plain(why), NULL);
	}
	page_table_end(page);
}

static char *
chance_markup(const Page *page, const ProofEntry *done)
{
	int64_t chance = proof_number(done, "chance_ppb");
	g_autofree char *number = page_number(chance);
	g_autofree char *text = NULL;

	if (chance < 0)
		text = g_strdup(page_words(page, N_("not counted")));
	else if (chance == 0)
		text = g_strdup(page_words(page, N_("below one in a thousand million")));
	else
		text = g_strdup_printf(page_words(page, N_("%s in a thousand million")), number);
	return page_word(page, text, done->index);
}

static void
write_verified(Page *page, const ReportBasis *basis)
{
	const ProofEntry *done = proofs_last(basis->proofs, "verify.finished");
	const ProofEntry *searched = proofs_last(basis->proofs, "dossier.searched");

	page_heading(page, N_("What a search found afterwards"));
	if (done == NULL) {
		page_missing(page, "tingfu verify");
		return;
	}
	uint64_t entry = done->index;
	page_list(page, "figures");
	page_fact(page, N_("files searched"),
	          page_figure(page, proof_number(done, "artefacts"), entry));
	page_fact(page, N_("verified clean"),
	          page_figure(page, proof_number(done, "clean"), entry));
	page_fact(page, N_("gone"), page_figure(page, proof_number(done, "gone"), entry));
	page_fact(page, N_("with hits"), page_figure(page, proof_number(done, "hits"), entry));
	page_fact(page, N_("impossible to search"),
	          page_figure(page, proof_number(done, "impossible"), entry));
	page_list_end(page);
	write_artefacts(page, basis);
	page_list(page, "facts");
	page_fact(page, N_("Keyed fingerprints of erased values that were looked for"),
	          page_figure(page, proof_number(done, "fingerprints"), entry));
	page_fact(page, N_("Canaries: values of made-up persons that were planted"),
	          page_figure(page, proof_number(done, "canaries_planted"), entry));
	page_fact(page, N_("Canaries found before erasure (the recall of the search)"),
	          page_figure(page, proof_number(done, "canaries_found_before"), entry));
	page_fact(page, N_("Canaries found after erasure"),
	          page_figure(page, proof_number(done, "canaries_found_after"), entry));
	page_fact(page, N_("Chance that the search reports a value that is not there"),
	          chance_markup(page, done));
	if (searched != NULL) {
		page_fact(page, N_("This dossier, searched with the same detectors: values found"),
		          page_figure(page, proof_number(searched, "found"), searched->index));
		page_fact(page, N_("and values that are declared (contacts, names of approvers)"),
		          page_figure(page, proof_number(searched, "declared"), searched->index));
	}
	page_list_end(page);
}

void
report_erasure(Page *page, const ReportBasis *basis)
{
	page_section(page, "erasure", N_("Erasure, and looking again"));
	write_carried(page, basis);
	write_verified(page, basis);
	page_section_end(page);
}

void
report_limits(Page *page, const ReportBasis *basis)
{
	static const char *const limits[] = {
		N_("Values that are short or have no structure (names of two characters, ages, "
	           "genders) cannot be "
	           "told from chance in raw bytes. Their erasure is proven by row counts and by "
	           "the rewriting "
	           "of the pages they stood on."),
		N_("The search covers strong values: at least 11 bytes, or of a kind with a check "
	           "digit or closed "
	           "structure; in UTF-8, GB18030, UTF-16 and gzip."),
		N_("A file system or a storage device may keep old blocks that no program can read "
	           "through it. "
	           "Files are overwritten before they are removed; what the device keeps below is "
	           "for the "
	           "sanitisation of the medium."),
		N_("Copies that were never named as a source are not known to this report: backups "
	           "elsewhere, "
	           "processors, paper."),
	};
	const ProofEntry *destroyed = proofs_last(basis->proofs, "key.destroyed");

	page_section(page, "limits", N_("What cannot be proven"));
	html_raw(page->out, "<ul>\n");
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
		html_add(page->out, "<li>%s</li>\n", page_words(page, limits[i]));
	html_raw(page->out, "</ul>\n");
	page_list(page, "facts");
	page_fact(page, N_("The search can be repeated"),
	          destroyed == NULL
	                  ? page_plain(page_words(
				    page, N_("until the fingerprint key is destroyed; it still "
	                                     "exists")))
	                  : page_word(page,
	                              page_words(page,
	                                         N_("no more: the fingerprint key is destroyed")),
	                              destroyed->index));
	page_list_end(page);
	page_section_end(page);
}
