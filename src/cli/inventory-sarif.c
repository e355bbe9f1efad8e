/*
 * inventory-sarif.c - the catalogue as SARIF 2.1.0 (OASIS)
 *
 * One result a field that is or may be personal.  The rule is the kind, or the category where a
 * field has none; the place is a logical location, because a database has no lines.  The
 * level follows the sensitivity; what cannot be said is for review; what a person
 * rejected is there and suppressed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "inventory-export.h"

#include "digest.h"

#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

typedef struct {
	const Invocation *call;
	json_t *rules;
	GHashTable *by_id; /* char * -> GINT_TO_POINTER(index) */
	json_t *results;
} Sarif;

static json_t *
text_message(const char *text)
{
	return json_pack("{s:s}", "text", text);
}

static size_t
rule_of(Sarif *sarif, const Finding *finding, const char **ret_id)
{
	const Kind *kind = finding->kind == KIND_NONE ? NULL : kind_get(finding->kind);
	const char *category = category_code(finding->category);
	const char *id = kind != NULL ? kind->id : *category != '\0' ? category : "undecided";
	const char *title = kind != NULL        ? kind->title
	                    : *category != '\0' ? category_title(finding->category)
	                                        : N_("undecided");
	gpointer index = NULL;

	*ret_id = id;
	if (g_hash_table_lookup_extended(sarif->by_id, id, NULL, &index))
		return (size_t)GPOINTER_TO_INT(index);
	size_t number = json_array_size(sarif->rules);
	json_t *rule = json_pack("{s:s, s:o}", "id", id, "shortDescription",
	                         text_message(translate(sarif->call->language, title)));
	if (kind != NULL)
		json_object_set_new(rule, "properties",
		                    json_pack("{s:s, s:s, s:s, s:s}", "category",
		                              category_code(kind->category), "region", kind->region,
		                              "standard", kind->standard, "check", kind->check));
	json_array_append_new(sarif->rules, rule);
	g_hash_table_insert(sarif->by_id, g_strdup(id), GINT_TO_POINTER((int)number));
	return number;
}

static const char *
level_of(const Finding *finding)
{
	if (finding->personal == PERSONAL_UNKNOWN)
		return "none";
	if ((finding->sensitivity & (SENSITIVITY_SENSITIVE | SENSITIVITY_HIGH_RISK)) != 0)
		return "error";
	return finding->sensitivity != 0 ? "warning" : "note";
}

static char *
message_of(const Sarif *sarif, const Finding *finding)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < finding->reasons->len; i++) {
		g_autofree char *reason = finding_reason_text(
			g_ptr_array_index(finding->reasons, i), sarif->call->language);

		g_string_append_printf(text, "%s%s", i == 0 ? "" : "; ", reason);
	}
	/* A message must say something. */
	if (text->len == 0)
		g_string_append(text, status_name(finding->status));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* From the container in, each with its parents' names. */
static json_t *
locations_of(const ContainerFinding *container, const Finding *finding)
{
	Locator locator = {container->source, container->container, finding->field};
	g_autofree char *full = locator_text(&locator);
	json_t *logical = json_pack("{s:s, s:s, s:s}", "name", finding->field, "fullyQualifiedName",
	                            full, "kind", "member");

	return json_pack("[{s:[o]}]", "logicalLocations", logical);
}

/* The same field in two runs has the same fingerprint, whatever its verdict. */
static json_t *
fingerprints_of(const ContainerFinding *container, const Finding *finding)
{
	Locator locator = {container->source, container->container, finding->field};
	g_autofree char *full = locator_text(&locator);
	Digest digest = digest_of(DIGEST_SHA256, span_of(full));
	char hex[DIGEST_HEX];

	return json_pack("{s:s}", "field/v1", digest_to_hex(&digest, hex));
}

static json_t *
properties_of(const ContainerFinding *container, const Finding *finding)
{
	g_autofree char *sensitivity = inventory_sensitivity_text(finding->sensitivity);
	json_t *bag = json_pack(
		"{s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "category", category_code(finding->category),
		"status", status_name(finding->status), "form", field_form_name(finding->form),
		"sensitivity", sensitivity, "rows", (json_int_t)finding->rows, "hits",
		(json_int_t)finding->hits, "validated", (json_int_t)finding->validated);

	json_object_set_new(bag, "records",
	                    json_string(record_class_name(container->record_class)));
	if (finding->decided_by != NULL)
		json_object_set_new(bag, "decided_by", json_string(finding->decided_by));
	if (finding_is_contradicted(finding))
		json_object_set_new(bag, "contradicted", json_true());
	return bag;
}

static void
add_result(const Invocation *call, const ContainerFinding *container, const Finding *finding,
           void *data)
{
	Sarif *sarif = data;
	const char *id = NULL;
	bool rejected = finding->status == STATUS_REJECTED;

	(void)call;
	if (finding->personal == PERSONAL_NO && !rejected)
		return;
	size_t rule = rule_of(sarif, finding, &id);
	g_autofree char *message = message_of(sarif, finding);
	const char *level = rejected ? "none" : level_of(finding);
	/* A level other than none goes with "fail" alone. */
	const char *kind = strcmp(level, "none") != 0 ? "fail" : rejected ? "pass" : "review";
	json_t *result =
		json_pack("{s:s, s:I, s:s, s:s, s:o, s:o, s:o, s:o}", "ruleId", id, "ruleIndex",
	                  (json_int_t)rule, "kind", kind, "level", level, "message",
	                  text_message(message), "locations", locations_of(container, finding),
	                  "partialFingerprints", fingerprints_of(container, finding), "properties",
	                  properties_of(container, finding));

	json_object_set_new(result, "rank", json_real(finding->confidence));
	if (rejected)
		json_object_set_new(
			result, "suppressions",
			json_pack("[{s:s, s:s, s:s}]", "kind", "external", "status", "accepted",
		                  "justification",
		                  finding->decided_by == NULL ? "" : finding->decided_by));
	json_array_append_new(sarif->results, result);
}

void
inventory_put_sarif(const Invocation *call, const Inventory *inventory)
{
	Sarif sarif = {
		.call = call,
		.rules = json_array(),
		.by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.results = json_array(),
	};

	inventory_each_field(call, inventory, add_result, &sarif);
	const char *language = call->language == LANGUAGE_ZH ? "zh-CN" : "en";
	json_t *driver = json_pack("{s:s, s:s, s:s, s:o}", "name", "tingfu", "version",
	                           TINGFU_VERSION, "language", language, "rules", sarif.rules);
	json_t *run =
		json_pack("{s:{s:o}, s:s, s:o, s:{s:I, s:s}}", "tool", "driver", driver, "language",
	                  language, "results", sarif.results, "properties", "scan",
	                  (json_int_t)inventory->totals.scan, "columnKind", "unicodeCodePoints");
	json_auto_t *log =
		json_pack("{s:s, s:s, s:[o]}", "$schema", SCHEMA, "version", "2.1.0", "runs", run);

	g_hash_table_unref(sarif.by_id);
	terminal_json(call->out, log);
}
