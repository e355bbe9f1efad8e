/*
 * report-found.c - what was found: totals, categories, containers, and what was not read
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-basis.h"

#include <string.h>

/* Containers of the table; the rest is in the inventory, and the table says how many. */
#define CONTAINERS_SHOWN 60

typedef struct {
	int64_t fields, containers, hits;
	unsigned sensitivity;
	GString *kinds;
	bool seen[KIND_ROOM];
} CategorySum;

static bool
is_personal(const Finding *finding)
{
	return finding->personal == PERSONAL_YES && finding->status != STATUS_REJECTED;
}

static char *
sensitivity_words(const Page *page, unsigned sensitivity)
{
	static const struct {
		Sensitivity bit;
		const char *title;
	} labels[] = {
		{SENSITIVITY_SENSITIVE, N_("sensitive")},
		{SENSITIVITY_HIGH_RISK, N_("high-risk identifier")},
		{SENSITIVITY_SMS_TRIGGER, N_("personal message")},
		{SENSITIVITY_MINOR, N_("minors")},
	};
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
		if ((sensitivity & labels[i].bit) != 0)
			g_string_append_printf(out, "<span class=\"label\">%s</span> ",
			                       page_words(page, labels[i].title));
	return g_string_free(out, FALSE);
}

static void
add_kind(CategorySum *sum, const Page *page, const Finding *finding)
{
	if (finding->kind == KIND_NONE || sum->seen[finding->kind])
		return;
	sum->seen[finding->kind] = true;
	if (sum->kinds->len > 0)
		g_string_append(sum->kinds, page_words(page, N_(", ")));
	g_string_append(sum->kinds, page_words(page, kind_get(finding->kind)->title));
}

static void
sum_container(CategorySum sums[N_CATEGORIES], const Page *page, const ContainerFinding *container)
{
	bool here[N_CATEGORIES] = {false};

	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];
		CategorySum *sum = &sums[finding->category];

		if (!is_personal(finding))
			continue;
		sum->fields++;
		sum->hits += finding->hits;
		sum->sensitivity |= finding->sensitivity;
		sum->containers += here[finding->category] ? 0 : 1;
		here[finding->category] = true;
		add_kind(sum, page, finding);
	}
}

static void
write_categories(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {
		N_("category"), N_("kinds"), N_(">containers"), N_(">fields"), N_(">values"),
		N_("labels"),   NULL};
	CategorySum sums[N_CATEGORIES] = {0};
	uint64_t entry = proof_index(basis->scanned);

	for (size_t i = 0; i < N_CATEGORIES; i++)
		sums[i].kinds = g_string_new(NULL);
	for (size_t i = 0; i < basis->inventory->containers->len; i++)
		sum_container(sums, page, basis->inventory->containers->pdata[i]);
	page_table(page, N_("Personal information by category"), titles);
	for (size_t i = 0; i < N_CATEGORIES; i++) {
		const char *title =
			i == CATEGORY_NONE ? N_("without a category") : category_title((Category)i);

		if (sums[i].fields > 0) {
			g_autofree char *name = g_strdup_printf("%s %s", category_code((Category)i),
			                                        page_words(page, title));

			page_row(page, page_plain(name), page_plain(sums[i].kinds->str),
			         page_figure(page, sums[i].containers, entry),
			         page_figure(page, sums[i].fields, entry),
			         page_figure(page, sums[i].hits, entry),
			         sensitivity_words(page, sums[i].sensitivity), NULL);
		}
		g_string_free(sums[i].kinds, TRUE);
	}
	page_table_end(page);
}

static int
by_rows(const void *a, const void *b)
{
	const ContainerFinding *first = *(const ContainerFinding *const *)a;
	const ContainerFinding *second = *(const ContainerFinding *const *)b;
	int order = (first->rows < second->rows) - (first->rows > second->rows);

	if (order == 0)
		order = strcmp(first->source, second->source);
	return order != 0 ? order : strcmp(first->container, second->container);
}

static int64_t
personal_fields(const ContainerFinding *container, unsigned *ret_sensitivity)
{
	int64_t count = 0;

	*ret_sensitivity = 0;
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];

		if (is_personal(finding)) {
			count++;
			*ret_sensitivity |= finding->sensitivity;
		}
	}
	return count;
}

static void
write_containers(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {
		N_("container"),        N_("what they record"), N_(">rows"), N_(">fields"),
		N_(">personal fields"), N_("labels"),           NULL};
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	uint64_t entry = proof_index(basis->scanned);

	for (size_t i = 0; i < basis->inventory->containers->len; i++) {
		ContainerFinding *container = basis->inventory->containers->pdata[i];

		if (container_finding_is_personal(container))
			g_ptr_array_add(list, container);
	}
	g_ptr_array_sort(list, by_rows);
	page_table(page, N_("Containers with personal information"), titles);
	for (size_t i = 0; i < list->len && i < CONTAINERS_SHOWN; i++) {
		const ContainerFinding *container = list->pdata[i];
		g_autofree char *name =
			g_strdup_printf("%s/%s", container->source, container->container);
		unsigned sensitivity;
		int64_t fields = personal_fields(container, &sensitivity);

		page_row(page, page_plain(name),
		         page_plain(page_words(
				 page, container->is_copy
					       ? N_("copy of another container")
					       : record_class_title(container->record_class))),
		         page_figure(page, container->rows, entry),
		         page_figure(page, (int64_t)container->findings->len, entry),
		         page_figure(page, fields, entry), sensitivity_words(page, sensitivity),
		         NULL);
	}
	page_table_end(page);
	if (list->len > CONTAINERS_SHOWN)
		page_remark(page, N_("The %d largest of %u are shown; report.json has them all."),
		            CONTAINERS_SHOWN, list->len);
}

/* Is it among the containers already, with the same reason? */
static bool
is_listed(const Inventory *inventory, const InventorySkip *skip)
{
	const ContainerFinding *container =
		inventory_container(inventory, skip->source, skip->name);

	return container != NULL && g_strcmp0(container->unreadable, skip->reason) == 0;
}

/* What was seen and not read: never skipped in silence. */
static void
write_unread(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("what"), N_("why"), NULL};
	const Inventory *inventory = basis->inventory;
	uint64_t entry = proof_index(basis->scanned);
	bool open = false;

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = inventory->containers->pdata[i];

		if (container->unreadable == NULL)
			continue;
		if (!open)
			page_table(page, N_("Seen and not read"), titles);
		open = true;
		g_autofree char *name =
			g_strdup_printf("%s/%s", container->source, container->container);
		g_autofree char *why = finding_reason_text(container->unreadable, page->language);
		page_row(page, page_plain(name), page_word(page, why, entry), NULL);
	}
	for (size_t i = 0; i < inventory->skipped->len; i++) {
		const InventorySkip *skip = inventory->skipped->pdata[i];

		if (is_listed(inventory, skip))
			continue;
		if (!open)
			page_table(page, N_("Seen and not read"), titles);
		open = true;
		g_autofree char *name = g_strdup_printf("%s/%s", skip->source, skip->name);
		g_autofree char *why = finding_reason_text(skip->reason, page->language);
		page_row(page, page_plain(name), page_word(page, why, entry), NULL);
	}
	if (open)
		page_table_end(page);
}

static void
write_sources(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("source"), N_("kind"), N_("what its driver can do"),
	                                     NULL};
	g_autoptr(GPtrArray) added = proofs_all(basis->proofs, "source.added");

	if (added->len == 0)
		return;
	page_table(page, N_("Data sources"), titles);
	for (size_t i = 0; i < added->len; i++) {
		const ProofEntry *entry = added->pdata[i];

		page_row(page, page_word(page, proof_word(entry, "source"), entry->index),
		         page_plain(proof_word(entry, "scheme")),
		         page_plain(proof_word(entry, "traits")), NULL);
	}
	page_table_end(page);
}

void
report_found(Page *page, const ReportBasis *basis)
{
	const ProofEntry *scan = basis->scanned;
	uint64_t entry = proof_index(scan);

	page_section(page, "found", N_("What was found"));
	write_sources(page, basis);
	if (scan == NULL || basis->inventory == NULL) {
		page_missing(page, "tingfu scan");
		page_section_end(page);
		return;
	}
	g_autofree char *bytes = page_bytes(proof_number(scan, "bytes"));
	page_list(page, "figures");
	page_fact(page, N_("rows read"), page_figure(page, proof_number(scan, "rows"), entry));
	page_fact(page, N_("bytes read"), page_word(page, bytes, entry));
	page_fact(page, N_("containers"),
	          page_figure(page, proof_number(scan, "containers"), entry));
	page_fact(page, N_("fields"), page_figure(page, proof_number(scan, "fields"), entry));
	page_fact(page, N_("personal"),
	          page_figure(page, proof_number(scan, "personal_fields"), entry));
	page_fact(page, N_("undecided"),
	          page_figure(page, proof_number(scan, "undecided_fields"), entry));
	page_fact(page, N_("skipped"), page_figure(page, proof_number(scan, "skipped"), entry));
	page_fact(page, N_("unreadable"),
	          page_figure(page, proof_number(scan, "unreadable"), entry));
	page_list_end(page);
	report_map(page, basis);
	write_categories(page, basis);
	write_containers(page, basis);
	write_unread(page, basis);
	page_section_end(page);
}

void
report_persons(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("who"), N_(">persons"), N_("how it was counted"),
	                                     NULL};
	static const struct {
		const char *member;
		const char *title, *how;
	} rows[] = {
		{"persons", N_("all persons"),
	         N_("distinct natural persons whose data is held now; each counted once over all "
	            "sources")},
		{"minors_14", N_("children under 14"),
	         N_("by the date of birth, on the day of the stop")},
		{"minors_18", N_("minors under 18"),
	         N_("by the date of birth, on the day of the stop")},
		{"age_unknown", N_("age unknown"),
	         N_("no date of birth is held; unknown is not counted as adult")},
		{"sensitive", N_("with sensitive personal information"),
	         N_("PIPL 28, as GB/T 45574-2025 lists it")},
		{"sms_trigger", N_("to be told personally"),
	         N_("transactions, payments, financial accounts (guide, fragment K11)")},
	};
	uint64_t entry = proof_index(basis->scanned);

	page_section(page, "persons", N_("Whose data"));
	if (basis->scanned == NULL) {
		page_missing(page, "tingfu scan");
		page_section_end(page);
		return;
	}
	page_table(page, N_("Persons"), titles);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		page_row(page, page_plain(page_words(page, rows[i].title)),
		         page_figure(page, proof_number(basis->scanned, rows[i].member), entry),
		         page_plain(page_words(page, rows[i].how)), NULL);
	page_table_end(page);
	if (proof_number(basis->scanned, "persons_estimated") == 1)
		page_remark(page,
		            N_("There were more persons than are counted exactly: the figures are "
		               "estimates."));
	page_section_end(page);
}
