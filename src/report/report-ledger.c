/*
 * report-ledger.c - the appendix: how to check the ledger, and every entry with its leaf hash
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "report-basis.h"

#include <inttypes.h>

static void
write_code(Page *page, const char *text)
{
	html_add(page->out, "<pre><code>%s</code></pre>\n", text);
}

static void
write_how_to_check(Page *page, const ReportBasis *basis)
{
	const char *key = basis->verifier_key;
	g_autofree char *own = key == NULL
	                               ? g_strdup("tingfu ledger verify")
	                               : g_strdup_printf("tingfu ledger verify --key '%s'", key);
	g_autofree char *other =
		key == NULL
			? g_strdup("python3 tools/verify-ledger.py DOSSIER/ledger")
			: g_strdup_printf(
				  "python3 tools/verify-ledger.py DOSSIER/ledger --key '%s'", key);

	page_heading(page, N_("How to check it"));
	page_say(page, N_("Entries are canonical JSON (RFC 8785); a Merkle tree (RFC 9162) stands "
	                  "over them, "
	                  "stored as tlog-tiles, its head signed as a tlog-checkpoint (Ed25519). "
	                  "Two programs that "
	                  "share no code recompute all of it:"));
	write_code(page, own);
	write_code(page, other);
	if (key != NULL) {
		page_say(page, N_("The verifier key; compare it with the one that was given to you "
		                  "by another "
		                  "channel:"));
		write_code(page, key);
	}
	if (basis->proofs->checkpoint != NULL) {
		page_say(page, N_("The signed head over the entries below; keep it, and give it to "
		                  "a later check as "
		                  "--checkpoint:"));
		write_code(page, basis->proofs->checkpoint);
	}
}

static void
write_entry(Page *page, const ProofEntry *entry)
{
	const json_t *payload = proof_payload(entry);
	g_autofree char *said = payload == NULL ? g_strdup("") : canonical_json(payload, NULL);
	const char *requirements = proof_text(entry, "requirements");

	html_add(page->out,
	         "<tr id=\"entry-%" PRIu64 "\"><th scope=\"row\" class=\"n\">%" PRIu64 "</th>",
	         entry->index, entry->index);
	html_add(page->out, "<td class=\"time\">%s</td><td>%s</td><td>%s</td><td>%s</td>",
	         proof_text(entry, "time") == NULL ? "" : proof_text(entry, "time"),
	         proof_kind(entry) == NULL ? "" : proof_kind(entry),
	         proof_text(entry, "actor") == NULL ? "" : proof_text(entry, "actor"),
	         proof_text(entry, "result") == NULL ? "" : proof_text(entry, "result"));
	html_add(page->out, "<td class=\"leaf\"><code>%s</code>", entry->leaf);
	if (requirements != NULL)
		html_add(page->out, "<br><span class=\"basis\">%s</span>", requirements);
	html_raw(page->out, "<br><span class=\"said\">");
	html_text(page->out, said == NULL ? "" : said);
	html_raw(page->out, "</span></td></tr>\n");
}

void
report_ledger(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_(">entry"), N_("time (UTC)"),
	                                     N_("kind"),   N_("actor"),
	                                     N_("result"), N_("leaf hash, requirements, payload"),
	                                     NULL};
	const GPtrArray *entries = basis->proofs->entries;
	g_autofree char *count = page_number(entries->len);

	page_section(page, "ledger", N_("The ledger"));
	page_list(page, "facts");
	page_fact(page, N_("Ledger"), page_plain(basis->origin));
	page_fact(page, N_("Entries in this report"),
	          page_word(page, count, entries->len == 0 ? ENTRY_NONE : entries->len - 1));
	page_fact(page, N_("Tree head (SHA-256)"), page_plain(basis->proofs->root));
	page_list_end(page);
	write_how_to_check(page, basis);
	html_raw(page->out, "<div class=\"entries\">\n");
	page_table(page, N_("Entries"), titles);
	for (size_t i = 0; i < entries->len; i++)
		write_entry(page, entries->pdata[i]);
	page_table_end(page);
	html_raw(page->out, "</div>\n");
	page_section_end(page);
}
