/*
 * report-json.c - the same content as one object, with stable keys
 *
 * Each part names the entry that proves its figures; -1 and null: there is no such
 * evidence.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "report-basis.h"

static json_t *
citation(const ProofEntry *entry)
{
	return entry == NULL ? json_null() : json_integer((json_int_t)entry->index);
}

static json_t *
date_json(const GDate *date)
{
	g_autofree char *text = g_date_valid(date) ? date_text(date) : NULL;

	return text == NULL ? json_null() : json_string(text);
}

/* The payload of @entry with its index: what it says, and where. */
static json_t *
cited_payload(const ProofEntry *entry)
{
	json_t *object;

	if (entry == NULL)
		return json_null();
	object =
		proof_payload(entry) == NULL ? json_object() : json_deep_copy(proof_payload(entry));
	json_object_set_new(object, "entry", citation(entry));
	return object;
}

static json_t *
cited_list(const ReportBasis *basis, const char *kind)
{
	g_autoptr(GPtrArray) entries = proofs_all(basis->proofs, kind);
	json_t *list = json_array();

	for (size_t i = 0; i < entries->len; i++)
		json_array_append_new(list, cited_payload(entries->pdata[i]));
	return list;
}

static json_t *
cited_last(const ReportBasis *basis, const char *kind)
{
	return cited_payload(proofs_last(basis->proofs, kind));
}

static json_t *
head_json(const ReportBasis *basis)
{
	const DossierSettings *settings = basis->settings;
	bool simulated = basis->approvals != NULL && basis->approvals->len > 0 &&
	                 approval_is_simulated(basis->approvals);

	return json_pack("{s:s?, s:s?, s:s?, s:s?, s:s, s:o, s:o, s:b, s:b, s:o}", "operator",
	                 settings->operator_name, "uscc", settings->uscc, "platform",
	                 settings->platform, "icp", settings->icp, "trigger",
	                 trigger_name(settings->trigger), "stop_date",
	                 date_json(&settings->stop_date), "as_of", date_json(&basis->proofs->as_of),
	                 "rehearsal", dossier_is_rehearsal(basis->dossier), "simulated", simulated,
	                 "entry", citation(basis->opened));
}

static json_t *
sensitivity_json(unsigned sensitivity)
{
	json_t *list = json_array();

	for (unsigned bit = SENSITIVITY_SENSITIVE; bit <= SENSITIVITY_MINOR; bit <<= 1)
		if ((sensitivity & bit) != 0)
			json_array_append_new(list,
			                      json_string(sensitivity_name((Sensitivity)bit)));
	return list;
}

static json_t *
field_json(const Finding *finding)
{
	return json_pack("{s:s, s:o, s:s?, s:s, s:o, s:I, s:I, s:i, s:s}", "field", finding->field,
	                 "personal",
	                 finding->personal == PERSONAL_UNKNOWN
	                         ? json_null()
	                         : json_boolean(finding->personal == PERSONAL_YES),
	                 "kind", finding->kind == KIND_NONE ? NULL : kind_get(finding->kind)->id,
	                 "category", category_code(finding->category), "sensitivity",
	                 sensitivity_json(finding->sensitivity), "hits", (json_int_t)finding->hits,
	                 "validated", (json_int_t)finding->validated, "confidence",
	                 (int)finding->confidence, "status", status_name(finding->status));
}

static json_t *
container_json(const ContainerFinding *container)
{
	json_t *fields = json_array();

	for (size_t i = 0; i < container->findings->len; i++)
		json_array_append_new(fields, field_json(container->findings->pdata[i]));
	return json_pack("{s:s, s:s, s:s, s:b, s:s?, s:I, s:o}", "source", container->source,
	                 "container", container->container, "records",
	                 record_class_name(container->record_class), "copy", container->is_copy,
	                 "unreadable", container->unreadable, "rows", (json_int_t)container->rows,
	                 "fields", fields);
}

static json_t *
found_json(const ReportBasis *basis)
{
	json_t *containers = json_array(), *skipped = json_array();

	for (size_t i = 0; basis->inventory != NULL && i < basis->inventory->containers->len; i++)
		json_array_append_new(containers,
		                      container_json(basis->inventory->containers->pdata[i]));
	for (size_t i = 0; basis->inventory != NULL && i < basis->inventory->skipped->len; i++) {
		const InventorySkip *skip = basis->inventory->skipped->pdata[i];

		json_array_append_new(skipped,
		                      json_pack("{s:s, s:s, s:s}", "source", skip->source, "name",
		                                skip->name, "reason", skip->reason));
	}
	return json_pack("{s:o, s:o, s:o, s:o}", "sources", cited_list(basis, "source.added"),
	                 "scan", cited_last(basis, "scan.finished"), "containers", containers,
	                 "skipped", skipped);
}

static json_t *
item_json(const PlanItem *item)
{
	return json_pack("{s:s, s:s, s:s?, s:s, s:s?, s:s?, s:s?, s:s?}", "source", item->source,
	                 "container", item->container, "field", item->field, "disposition",
	                 disposition_name(item->disposition), "rule", item->rule, "clause_zh",
	                 item->clause, "clause_en", item->clause_en, "until", item->until);
}

static json_t *
plan_json(const ReportBasis *basis)
{
	json_t *items = json_array(), *concerns = json_array();
	const Plan *plan = basis->plan;

	for (size_t i = 0; plan != NULL && i < plan->items->len; i++)
		json_array_append_new(items, item_json(plan->items->pdata[i]));
	for (size_t i = 0; plan != NULL && i < plan->concerns->len; i++) {
		const PlanConcern *concern = plan->concerns->pdata[i];

		json_array_append_new(concerns,
		                      json_pack("{s:s?, s:s?, s:s?, s:s?, s:b}", "code",
		                                concern->code, "subject", concern->subject,
		                                "text_zh", concern->text_zh, "text_en",
		                                concern->text_en, "blocks", concern->blocks));
	}
	return json_pack("{s:s?, s:o, s:o, s:o, s:o}", "digest", plan == NULL ? NULL : plan->digest,
	                 "made", cited_last(basis, "plan.made"), "items", items, "concerns",
	                 concerns, "approvals", cited_list(basis, "plan.approved"));
}

static json_t *
clocks_json(const ReportBasis *basis)
{
	const GPtrArray *zh = basis->deadlines[LANGUAGE_ZH], *en = basis->deadlines[LANGUAGE_EN];
	json_t *list = json_array();

	for (size_t i = 0; i < en->len; i++) {
		const Deadline *clock = en->pdata[i], *chinese = zh->pdata[i];
		json_t *object = json_pack(
			"{s:s, s:s, s:o, s:b, s:b, s:b, s:s}", "id", clock->id, "unit",
			clock->unit == NULL ? "" : clock->unit, "latest", date_json(&clock->latest),
			"binding", clock->binding, "provisional", clock->provisional, "missed",
			clock->missed, "applies", clock_stand_name(clock->stand));

		json_object_set_new(object, "days", json_integer(clock->days));
		json_object_set_new(object, "title_en", json_string(clock->title));
		json_object_set_new(object, "title_zh", json_string(chinese->title));
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
requirement_json(const ReportBasis *basis, const Assessment *item)
{
	json_t *entries = json_array();

	for (size_t i = 0; i < item->entries->len; i++) {
		uint64_t index = g_array_index(item->entries, uint64_t, i);

		if (index < basis->proofs->entries->len)
			json_array_append_new(entries, json_integer((json_int_t)index));
	}
	return json_pack("{s:s, s:b, s:s, s:s?, s:s?, s:o}", "id", item->requirement->id, "must",
	                 item->requirement->must, "verdict", assess_verdict_name(item->verdict),
	                 "reason_en", item->reasons[LANGUAGE_EN], "reason_zh",
	                 item->reasons[LANGUAGE_ZH], "entries", entries);
}

static json_t *
requirements_json(const ReportBasis *basis)
{
	json_t *list = json_array(), *counts = json_object();

	for (int i = 0; i < N_ASSESS_VERDICTS; i++)
		json_object_set_new(counts, assess_verdict_name((AssessVerdict)i),
		                    json_integer(basis->assess->counts[i]));
	for (size_t i = 0; i < basis->assess->items->len; i++)
		json_array_append_new(list,
		                      requirement_json(basis, basis->assess->items->pdata[i]));
	return json_pack("{s:o, s:i, s:o}", "counts", counts, "open", (int)basis->assess->open,
	                 "items", list);
}

static json_t *
erasure_json(const ReportBasis *basis)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "stop_measured",
	                 cited_list(basis, "stop.measured"), "steps",
	                 cited_list(basis, "step.outcome"), "verified",
	                 cited_list(basis, "step.verified"), "carry_out",
	                 cited_last(basis, "carry-out.finished"), "artefacts",
	                 cited_list(basis, "verify.artefact"), "verify",
	                 cited_last(basis, "verify.finished"), "dossier",
	                 cited_last(basis, "dossier.searched"));
}

static json_t *
ledger_json(const ReportBasis *basis)
{
	json_t *list = json_array();

	for (size_t i = 0; i < basis->proofs->entries->len; i++) {
		const ProofEntry *entry = basis->proofs->entries->pdata[i];

		json_array_append_new(list,
		                      json_pack("{s:o, s:s?, s:s?, s:s?, s:s?, s:s}", "index",
		                                citation(entry), "time", proof_text(entry, "time"),
		                                "kind", proof_kind(entry), "actor",
		                                proof_text(entry, "actor"), "result",
		                                proof_text(entry, "result"), "leaf", entry->leaf));
	}
	return json_pack("{s:s, s:i, s:s, s:s?, s:s?, s:o}", "origin", basis->origin, "size",
	                 (int)basis->proofs->entries->len, "root", basis->proofs->root,
	                 "checkpoint", basis->proofs->checkpoint, "verifier_key",
	                 basis->verifier_key, "entries", list);
}

json_t *
report_json(const ReportBasis *basis)
{
	json_t *report = json_pack("{s:i}", "format", 1);

	json_object_set_new(report, "head", head_json(basis));
	json_object_set_new(report, "found", found_json(basis));
	json_object_set_new(report, "plan", plan_json(basis));
	json_object_set_new(report, "clocks", clocks_json(basis));
	json_object_set_new(report, "notice",
	                    json_pack("{s:o, s:o, s:o, s:o}", "drafted",
	                              cited_list(basis, "notice.drafted"), "due",
	                              cited_last(basis, "notice.due"), "linted",
	                              cited_last(basis, "notice.linted"), "published",
	                              cited_list(basis, "notice.published")));
	json_object_set_new(report, "requests",
	                    json_pack("{s:o, s:o}", "opened", cited_list(basis, "request.opened"),
	                              "answered", cited_list(basis, "request.answered")));
	json_object_set_new(report, "erasure", erasure_json(basis));
	json_object_set_new(report, "requirements", requirements_json(basis));
	json_object_set_new(report, "ledger", ledger_json(basis));
	return report;
}
