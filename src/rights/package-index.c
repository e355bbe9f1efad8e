/*
 * package-index.c - what a package says of itself: manifest, dictionary, redactions
 *
 * The parts are those of the transfer package in the project's study of the law (8.3); rows are
 * one file a container, because the containers are what the person can ask about again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "package-index.h"

#include "category.h"
#include "language.h"

#define FORMAT "tingfu-request/1"

json_t *
index_both(const char *text)
{
	return json_pack("{s:s, s:s}", "zh", translate(LANGUAGE_ZH, text), "en",
	                 translate(LANGUAGE_EN, text));
}

const char *
index_reason(const char *code)
{
	static const struct {
		const char *code;
		const char *text;
	} reasons[] = {
		{"shared-identifier",
	         N_("an identifier that other persons have too was not followed")},
		{"shared-name", N_("a name that other accounts have too was not followed")},
		{"other-account", N_("an account of another person that shares an identifier")},
		{"other-person", N_("a row of another person: only what speaks of you is shown")},
		{"unreadable",
	         N_("this store could not be read, so it is not known what it holds")},
		{"changed", N_("its fields changed since the last scan")},
		{"cut", N_("keys were chained too deep to be followed to the end")},
		{"masked", N_("information of another person is masked")},
		{"scrubbed", N_("identifiers of other persons inside the text are masked")},
		{"withheld", N_("passwords and keys are not given out, for your security")},
		{"too-long", N_("the value is longer than can be delivered and was cut")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
		if (g_strcmp0(reasons[i].code, code) == 0)
			return reasons[i].text;
	return code;
}

const char *
index_field_title(const Finding *finding, Language language)
{
	if (language == LANGUAGE_ZH && finding->comment != NULL && *finding->comment != '\0')
		return finding->comment;
	if (finding->kind != KIND_NONE)
		return translate(language, kind_get(finding->kind)->title);
	return finding->field;
}

/* Why the operator may hold such rows; presumed from their class, and said to be so. */
static const char *
basis_of(RecordClass record_class)
{
	switch (record_class) {
	case RECORD_ACCOUNT:
	case RECORD_TRANSACTION:
	case RECORD_CONTACT:
		return N_("contract with the person (PIPL 13(1)(2))");
	case RECORD_NETWORK_LOG:
		return N_("statutory duty to keep network logs (PIPL 13(1)(3))");
	case RECORD_CONTENT:
	case RECORD_BEHAVIOUR:
		return N_("consent of the person (PIPL 13(1)(1))");
	case RECORD_OTHER:
	case N_RECORD_CLASSES:
		break;
	}
	return N_("not recorded");
}

static json_t *
ways_of(const Sheet *sheet)
{
	json_t *ways = json_object();

	for (ClosureWay way = CLOSURE_ACCOUNT; way < N_CLOSURE_WAYS; way++)
		if (sheet_rows_of(sheet, way) > 0)
			json_object_set_new(ways, closure_way_name(way),
			                    json_integer(sheet_rows_of(sheet, way)));
	return ways;
}

static json_t *
containers_of(const GPtrArray *sheets)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < sheets->len; i++) {
		const Sheet *sheet = g_ptr_array_index(sheets, i);
		const ContainerFinding *container = sheet_container(sheet);
		json_t *row = json_pack(
			"{s:s, s:s, s:s, s:b, s:I, s:o, s:o, s:s}", "source", container->source,
			"container", container->container, "records",
			record_class_name(container->record_class), "copy", container->is_copy,
			"rows", (json_int_t)sheet_rows(sheet), "found_by", ways_of(sheet), "basis",
			index_both(basis_of(container->record_class)), "basis_status", "presumed");
		json_array_append_new(list, row);
	}
	return list;
}

/* Kinds and quantity: what a person may ask to see. */
static json_t *
categories_of(const GPtrArray *sheets)
{
	int64_t fields[N_CATEGORIES] = {0}, rows[N_CATEGORIES] = {0};
	json_t *list = json_array();

	for (unsigned i = 0; i < sheets->len; i++) {
		const Sheet *sheet = g_ptr_array_index(sheets, i);
		const GPtrArray *findings = sheet_container(sheet)->findings;
		bool counted[N_CATEGORIES] = {false};
		for (unsigned f = 0; f < findings->len; f++) {
			const Finding *finding = g_ptr_array_index(findings, f);
			if (finding->personal == PERSONAL_NO || finding->category == CATEGORY_NONE)
				continue;
			fields[finding->category]++;
			if (!counted[finding->category])
				rows[finding->category] += sheet_rows(sheet);
			counted[finding->category] = true;
		}
	}
	for (Category c = CATEGORY_NONE; c < N_CATEGORIES; c++)
		if (fields[c] > 0)
			json_array_append_new(list, json_pack("{s:s, s:o, s:I, s:I}", "code",
			                                      category_code(c), "title",
			                                      index_both(category_title(c)),
			                                      "fields", (json_int_t)fields[c],
			                                      "rows", (json_int_t)rows[c]));
	return list;
}

static json_t *
files_of(const GPtrArray *files)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < files->len; i++) {
		const PackageFile *file = g_ptr_array_index(files, i);
		json_t *row = json_pack("{s:s, s:I, s:s, s:s}", "path", file->path, "bytes",
		                        (json_int_t)file->bytes, "sha256", file->sha256, "sm3",
		                        file->sm3);
		if (file->rows >= 0)
			json_object_set_new(row, "rows", json_integer(file->rows));
		json_array_append_new(list, row);
	}
	return list;
}

static void
add_exclusion(json_t *list, const char *code, const char *source, const char *container,
              const char *field, int64_t count)
{
	json_t *row = json_pack("{s:s, s:o, s:s, s:s, s:I}", "code", code, "reason",
	                        index_both(index_reason(code)), "source", source, "container",
	                        container, "count", (json_int_t)count);

	if (field != NULL)
		json_object_set_new(row, "field", json_string(field));
	json_array_append_new(list, row);
}

/* @all: every kind of redaction; else only what is missing altogether. */
static void
add_redactions(json_t *list, const Sheet *sheet, bool all)
{
	const ContainerFinding *container = sheet_container(sheet);

	for (unsigned f = 0; f < container->findings->len; f++) {
		const Finding *finding = g_ptr_array_index(container->findings, f);
		const Redaction *redaction = sheet_redaction(sheet, f);
		const struct {
			const char *code;
			int64_t count;
			bool missing;
		} counts[] = {
			{"masked", redaction->masked, false},
			{"scrubbed", redaction->scrubbed, false},
			{"withheld", redaction->withheld, true},
			{"too-long", redaction->cut, true},
		};
		for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
			if (counts[i].count > 0 && (all || counts[i].missing))
				add_exclusion(list, counts[i].code, container->source,
				              container->container, finding->field,
				              counts[i].count);
	}
}

static json_t *
exclusions_of(const Closure *closure, const GPtrArray *sheets)
{
	const GPtrArray *notes = closure_notes(closure);
	json_t *list = json_array();

	for (unsigned i = 0; i < notes->len; i++) {
		const ClosureNote *note = g_ptr_array_index(notes, i);
		add_exclusion(list, note->code, note->source, note->container, note->field,
		              note->count);
	}
	for (unsigned i = 0; i < sheets->len; i++)
		add_redactions(list, g_ptr_array_index(sheets, i), false);
	return list;
}

static json_t *
operator_of(const DossierSettings *settings)
{
	return json_pack("{s:s*, s:s*, s:s*, s:s*}", "name", settings->operator_name, "uscc",
	                 settings->uscc, "platform", settings->platform, "complaints",
	                 settings->complaints);
}

json_t *
index_manifest(Dossier *dossier, const PackageSubject *subject, const Closure *closure,
               const GPtrArray *sheets, const GPtrArray *files)
{
	g_autofree char *created = clock_text(subject->created);
	g_autofree char *id =
		g_strdup_printf("%.16s-%04" G_GINT64_FORMAT, subject->person, subject->request);
	const char *kind =
		subject->kind == KIND_NONE ? "account-field" : kind_get(subject->kind)->id;
	json_t *manifest = json_pack("{s:s, s:s, s:I, s:s, s:b, s:o, s:s, s:s, s:I}", "format",
	                             FORMAT, "package", id, "request", (json_int_t)subject->request,
	                             "created", created, "rehearsal", dossier_is_rehearsal(dossier),
	                             "operator", operator_of(dossier_settings(dossier)), "person",
	                             subject->person, "identifier_kind", kind, "accounts",
	                             (json_int_t)closure_accounts(closure));

	json_object_set_new(manifest, "legal_basis",
	                    index_both(N_("Personal Information Protection Law, article 45: the "
	                                  "right to see and copy one's personal information")));
	json_object_set_new(manifest, "languages", json_pack("[s, s]", "zh-CN", "en"));
	json_object_set_new(manifest, "rows_included", json_boolean(subject->copy));
	json_object_set_new(manifest, "categories", categories_of(sheets));
	json_object_set_new(manifest, "containers", containers_of(sheets));
	json_object_set_new(manifest, "files", files_of(files));
	json_object_set_new(manifest, "exclusions", exclusions_of(closure, sheets));
	return manifest;
}

static json_t *
fields_of(const ContainerFinding *container)
{
	json_t *list = json_array();

	for (unsigned f = 0; f < container->findings->len; f++) {
		const Finding *finding = g_ptr_array_index(container->findings, f);
		const char *kind = finding->kind == KIND_NONE ? NULL : kind_get(finding->kind)->id;
		const char *category = finding->category == CATEGORY_NONE
		                               ? NULL
		                               : category_code(finding->category);
		json_array_append_new(list,
		                      json_pack("{s:s, s:s, s:s, s:s*, s:s*, s:s*, s:s*, s:o}",
		                                "field", finding->field, "zh",
		                                index_field_title(finding, LANGUAGE_ZH), "en",
		                                index_field_title(finding, LANGUAGE_EN), "kind",
		                                kind, "category", category, "type", finding->type,
		                                "comment", finding->comment, "sensitivity",
		                                finding_sensitivity_json(finding)));
	}
	return list;
}

json_t *
index_dictionary(const GPtrArray *sheets)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < sheets->len; i++) {
		const ContainerFinding *container = sheet_container(g_ptr_array_index(sheets, i));
		json_t *row = json_pack("{s:s, s:s, s:s*, s:o, s:o}", "source", container->source,
		                        "container", container->container, "comment",
		                        container->comment, "records",
		                        index_both(record_class_title(container->record_class)),
		                        "fields", fields_of(container));
		json_array_append_new(list, row);
	}
	return json_pack("{s:s, s:o}", "format", FORMAT, "containers", list);
}

json_t *
index_redaction(const GPtrArray *sheets)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < sheets->len; i++)
		add_redactions(list, g_ptr_array_index(sheets, i), true);
	return json_pack("{s:s, s:o}", "format", FORMAT, "redactions", list);
}
