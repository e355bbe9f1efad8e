/*
 * verdict.c - decides all fields of a container together
 *
 * First what the names, comments and types say of each field and, taken together, of the row;
 * then one verdict a field by its meaning; then the values, which confirm, correct or
 * replace it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict-context.h"

#include <string.h>

static void
note_statistics(Finding *finding, const FieldStatistics *statistics, bool said)
{
	if (statistics == NULL)
		return;
	finding->rows = statistics->rows;
	finding->filled = statistics->filled;
	finding->hits = 0;
	finding->validated = 0;
	if (finding->kind == KIND_NONE)
		return;
	finding->hits = MAX(statistics->hits[finding->kind], said ? statistics->fits : 0);
	finding->validated =
		MAX(statistics->validated[finding->kind], said ? statistics->fits_validated : 0);
}

static void
decide_field(const VerdictContext *context, size_t field)
{
	Finding *finding = g_ptr_array_index(context->container->findings, field);

	g_ptr_array_set_size(finding->reasons, 0);
	Verdict verdict = verdict_by_meaning(context, field);
	KindId said = verdict.kind;

	verdict_by_values(context, field, &verdict);
	if (verdict.kind == KIND_COORDINATES && context->is_track) {
		verdict.kind = KIND_TRAJECTORY;
		finding_add_reason(finding, "track");
	}
	if (verdict.personal == PERSONAL_NO) {
		verdict.kind = KIND_NONE;
		verdict.category = CATEGORY_NONE;
		verdict.sensitivity = 0;
	}
	if (verdict.kind != KIND_NONE && verdict.personal == PERSONAL_YES)
		verdict.sensitivity |= kind_get(verdict.kind)->sensitivity;
	finding->personal = verdict.personal;
	finding->kind = verdict.kind;
	finding->category = verdict.category;
	finding->sensitivity = verdict.sensitivity;
	finding->confidence = MIN(verdict.confidence, 100);
	note_statistics(finding, context->statistics == NULL ? NULL : &context->statistics[field],
	                verdict.kind == said);
}

/* Transactions are what people must be told of personally (guide, fragment K11). */
static void
finish_field(const VerdictContext *context, Finding *finding)
{
	const ContainerFinding *container = context->container;

	if (finding->personal == PERSONAL_YES && container->record_class == RECORD_TRANSACTION)
		finding->sensitivity |= SENSITIVITY_SMS_TRIGGER;
	if (finding->personal != PERSONAL_NO)
		return;
	if (container->subject_field != NULL)
		finding_add_reason(finding, "row-of-person|%s", container->subject_field);
	else if (finding->reasons->len == 0)
		finding_add_reason(finding, "nothing");
}

void
verdict_decide(ContainerFinding *container, const FieldStatistics *statistics)
{
	size_t n_fields = container->findings->len;
	g_autofree FieldView *fields = g_new0(FieldView, n_fields + 1);
	VerdictContext context = {
		.container = container,
		.statistics = statistics,
		.fields = fields,
		.n_fields = n_fields,
	};

	verdict_look(&context);
	for (size_t i = 0; i < n_fields; i++)
		decide_field(&context, i);
	verdict_roles(&context);
	for (size_t i = 0; i < n_fields; i++)
		g_free(fields[i].plain);
	for (size_t i = 0; i < n_fields; i++)
		finish_field(&context, g_ptr_array_index(container->findings, i));
}
