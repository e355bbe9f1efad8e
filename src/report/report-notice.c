/*
 * report-notice.c - what people were told, and what they asked for
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "canonical-json.h"
#include "clock.h"
#include "report-basis.h"

#include <inttypes.h>

static char *
day_of(const Page *page, const ProofEntry *entry)
{
	const char *text = proof_text(entry, "time");
	g_autoptr(GDateTime) time = text == NULL ? NULL : g_date_time_new_from_iso8601(text, NULL);
	GDate day = date_of_time(time == NULL ? 0 : g_date_time_to_unix(time) * G_USEC_PER_SEC);

	return page_date(page, &day, entry->index);
}

static char *
short_digest(const Page *page, const ProofEntry *entry, const char *member)
{
	const char *digest = proof_word(entry, member);
	g_autofree char *head = digest == NULL ? NULL : g_strndup(digest, 12);

	return page_word(page, head, entry->index);
}

static void
write_versions(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("version"),     N_("drafted"),     N_(">items"),
	                                     N_("digest (zh)"), N_("digest (en)"), NULL};
	g_autoptr(GPtrArray) drafted = proofs_all(basis->proofs, "notice.drafted");

	page_table(page, N_("Versions of the announcement"), titles);
	for (size_t i = 0; i < drafted->len; i++) {
		const ProofEntry *entry = drafted->pdata[i];

		page_row(page, page_figure(page, proof_number(entry, "version"), entry->index),
		         day_of(page, entry),
		         page_figure(page, proof_number(entry, "items"), entry->index),
		         short_digest(page, entry, "digest_zh"),
		         short_digest(page, entry, "digest_en"), NULL);
	}
	page_table_end(page);
}

static void
write_publications(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("version"), N_("published"), N_("surfaces"),
	                                     N_(">working days before the stop"), NULL};
	g_autoptr(GPtrArray) list = proofs_all(basis->proofs, "notice.published");

	if (list->len == 0) {
		page_missing(page, "tingfu notice publish");
		return;
	}
	page_table(page, N_("Publication"), titles);
	for (size_t i = 0; i < list->len; i++) {
		const ProofEntry *entry = list->pdata[i];

		page_row(page, page_figure(page, proof_number(entry, "version"), entry->index),
		         page_word(page, proof_word(entry, "date"), entry->index),
		         page_plain(proof_word(entry, "surfaces")),
		         page_figure(page, proof_number(entry, "working_days"), entry->index),
		         NULL);
	}
	page_table_end(page);
}

void
report_notice(Page *page, const ReportBasis *basis)
{
	const ProofEntry *linted = proofs_last(basis->proofs, "notice.linted");
	const ProofEntry *due = proofs_last(basis->proofs, "notice.due");

	page_section(page, "notice", N_("The announcement"));
	if (proofs_last(basis->proofs, "notice.drafted") == NULL) {
		page_missing(page, "tingfu notice draft");
		page_section_end(page);
		return;
	}
	write_versions(page, basis);
	page_list(page, "facts");
	if (linted != NULL) {
		const char *missing = proof_word(linted, "missing");

		page_fact(page, N_("Defects by the last check against the statutory items"),
		          page_figure(page, proof_number(linted, "defects"), linted->index));
		if (missing != NULL && *missing != '\0')
			page_fact(page, N_("Items with defects"),
			          page_word(page, missing, linted->index));
	}
	page_fact(page, N_("Persons who must also be told personally"),
	          page_figure(page, proof_number(due, "persons"), proof_index(due)));
	page_list_end(page);
	write_publications(page, basis);
	page_remark(
		page,
		N_("That a person was told by telephone or text message has to be proven by the "
	           "gateway's receipts; the ledger holds none unless they are recorded."));
	page_section_end(page);
}

/* The answer to request @number; NULL while it is open. */
static const ProofEntry *
answer_to(const GPtrArray *answers, const ProofEntry *request)
{
	const json_t *wanted = json_object_get(proof_payload(request), "request");

	for (size_t i = answers->len; i-- > 0;) {
		const ProofEntry *answer = answers->pdata[i];

		if (json_equal(json_object_get(proof_payload(answer), "request"), wanted))
			return answer;
	}
	return NULL;
}

static char *
request_name(const Page *page, const ProofEntry *entry)
{
	const char *word = proof_word(entry, "request");

	return word != NULL ? page_word(page, word, entry->index)
	                    : page_figure(page, proof_number(entry, "request"), entry->index);
}

/* "view,copy" in words. */
static char *
action_words(const Page *page, const ProofEntry *entry)
{
	const char *actions = proof_word(entry, "actions");
	g_auto(GStrv) names = g_strsplit(actions == NULL ? "" : actions, ",", 0);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; names[i] != NULL; i++)
		g_string_append_printf(out, "%s%s", i == 0 ? "" : page_words(page, N_(", ")),
		                       page_words(page, announcement_right(names[i])));
	return g_string_free(out, FALSE);
}

void
report_requests(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {
		N_("request"), N_("asked"), N_("what for"), N_("answered"), N_(">rows"),
		N_(">files"),  NULL};
	g_autoptr(GPtrArray) opened = proofs_all(basis->proofs, "request.opened");
	g_autoptr(GPtrArray) answered = proofs_all(basis->proofs, "request.answered");

	page_section(page, "requests", N_("Requests of persons"));
	if (opened->len == 0)
		page_say(page, N_("No request is recorded."));
	else
		page_table(page,
		           N_("Requests, without names: the ledger holds a salted digest of who "
		              "asked"),
		           titles);
	for (size_t i = 0; i < opened->len; i++) {
		const ProofEntry *entry = opened->pdata[i];
		const ProofEntry *answer = answer_to(answered, entry);
		g_autofree char *actions = action_words(page, entry);

		page_row(page, request_name(page, entry), day_of(page, entry), page_plain(actions),
		         answer == NULL ? page_verdict(page, "open", N_("open"))
		                        : day_of(page, answer),
		         page_figure(page, proof_number(answer, "rows"), proof_index(answer)),
		         page_figure(page, proof_number(answer, "files"), proof_index(answer)),
		         NULL);
	}
	if (opened->len > 0)
		page_table_end(page);
	page_section_end(page);
}
