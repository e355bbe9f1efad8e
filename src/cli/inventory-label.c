/*
 * inventory-label.c - data labels: one JSON line a field that is or may be personal
 *
 * The format is ours and documented in docs/inventory.md; each line carries the digest of its
 * own canonical form, so that a label that was changed is told from one that was not.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "inventory-export.h"

#include "canonical-json.h"
#include "clock.h"
#include "digest.h"

#include <string.h>

#define LABEL_FORMAT "tingfu-data-label/1"

/*
 * A proposal, never a decision: general data, its level by what a leak would do to the person.
 * Whether data are important or core is declared and decided elsewhere.
 */
static const char *
grade_of(const Finding *finding)
{
	if (finding->personal == PERSONAL_UNKNOWN)
		return "undecided";
	if ((finding->sensitivity & (SENSITIVITY_SENSITIVE | SENSITIVITY_MINOR)) != 0)
		return "general-4";
	return (finding->sensitivity & SENSITIVITY_HIGH_RISK) != 0 ? "general-3" : "general-2";
}

/* What the verdict rests on: the codes of its reasons, without their arguments. */
static json_t *
rules_of(const Finding *finding)
{
	json_t *list = json_array();

	for (size_t i = 0; i < finding->reasons->len; i++) {
		g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(finding->reasons, i), "|", 2);

		json_array_append_new(list, json_string(parts[0]));
	}
	return list;
}

static json_t *
label_json(const Inventory *inventory, const ContainerFinding *container, const Finding *finding)
{
	g_autofree char *scanned = clock_text(inventory->totals.scanned_at);
	g_autofree char *decided =
		finding->decided_at == 0 ? NULL : clock_text(finding->decided_at);
	const char *kind = finding->kind == KIND_NONE ? NULL : kind_get(finding->kind)->id;
	json_t *label = json_object();

	json_object_set_new(label, "format", json_string(LABEL_FORMAT));
	json_object_set_new(label, "object",
	                    json_pack("{s:s, s:s, s:s}", "source", container->source, "container",
	                              container->container, "field", finding->field));
	json_object_set_new(label, "records",
	                    json_string(record_class_name(container->record_class)));
	json_object_set_new(label, "personal",
	                    finding->personal == PERSONAL_UNKNOWN ? json_null() : json_true());
	json_object_set_new(label, "category", json_string(category_code(finding->category)));
	json_object_set_new(label, "kind", kind == NULL ? json_null() : json_string(kind));
	json_object_set_new(label, "form", json_string(field_form_name(finding->form)));
	json_object_set_new(label, "sensitivity", finding_sensitivity_json(finding));
	json_object_set_new(label, "grade_proposal", json_string(grade_of(finding)));
	json_object_set_new(label, "rules", rules_of(finding));
	json_object_set_new(label, "confidence", json_integer(finding->confidence));
	json_object_set_new(label, "status", json_string(status_name(finding->status)));
	json_object_set_new(label, "confirmed_by",
	                    finding->decided_by == NULL ? json_null()
	                                                : json_string(finding->decided_by));
	json_object_set_new(label, "confirmed_at",
	                    decided == NULL ? json_null() : json_string(decided));
	json_object_set_new(label, "scan", json_integer(inventory->totals.scan));
	json_object_set_new(label, "scanned_at", json_string(scanned));
	return label;
}

bool
inventory_put_labels(const Invocation *call, const Inventory *inventory, GError **error)
{
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < container->findings->len; j++) {
			const Finding *finding = g_ptr_array_index(container->findings, j);
			char hex[DIGEST_HEX];

			if (finding->personal == PERSONAL_NO)
				continue;
			json_auto_t *label = label_json(inventory, container, finding);
			g_autofree char *bare = canonical_json(label, error);
			if (bare == NULL)
				return false;
			Digest digest = digest_of(DIGEST_SHA256, span_of(bare));
			json_object_set_new(label, "digest",
			                    json_string(digest_to_hex(&digest, hex)));
			g_autofree char *line = canonical_json(label, error);
			if (line == NULL)
				return false;
			terminal_write(call->out, line);
			terminal_write(call->out, "\n");
		}
	}
	return true;
}
