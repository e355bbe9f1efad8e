/*
 * plan-build.c - inventory, law and settings to steps
 *
 * For each container with personal data: what the law keeps goes to the custodian, the
 * rest is deleted, row by row where the store can and file by file where it cannot.
 * Live stores come before their copies, children's data before all other deletion,
 * referring rows before those they refer to.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan-build.h"

#include "errors.h"
#include "plan-fate.h"
#include "plan-order.h"
#include "row-selection.h"

#include <string.h>

#define DELETE_RULE   "cn.pipl.47"
#define CHILDREN_RULE "cn.children.23"
#define RETURN_RULE   "cn.pipl.45"

typedef struct {
	Work *work;
	Plan *plan;
	GPtrArray *fates; /* Fate *, in the order in which containers are deleted */
} Build;

bool
plan_supports(Disposition disposition, GError **error)
{
	if (disposition == DISPOSITION_DELETE || disposition == DISPOSITION_KEEP ||
	    disposition == DISPOSITION_RETURN)
		return true;
	fault_set(error, FAULT_UNSUPPORTED,
	          N_("this version cannot carry out '%s' yet: plan delete, keep or return, or wait "
	             "for a version that can"),
	          disposition_name(disposition));
	return false;
}

static SourceTraits
traits_of(const Work *work, const char *name)
{
	Source *source = work_source(work, name);
	SourceTraits traits = 0;

	if (source == NULL || !source_check(source, &traits, NULL))
		return 0;
	return traits;
}

static void
set_clause(const Work *work, const char *rule, char **ret_zh, char **ret_en)
{
	fate_clause(work->law, rule, ret_zh, ret_en);
}

static PlanStep *
add_step(Build *build, StepForm form, Disposition disposition, const char *source, const char *rule)
{
	PlanStep *step = plan_add_step(build->plan, form);

	step->disposition = disposition;
	step->source = g_strdup(source);
	step->rule = g_strdup(rule);
	if (rule != NULL)
		set_clause(build->work, rule, &step->clause, &step->clause_en);
	return step;
}

/* One step of @form for each source that can. */
static void
each_source(Build *build, StepForm form, SourceTraits needs)
{
	for (size_t i = 0; i < build->work->sources->len; i++) {
		const char *name = source_name(build->work->sources->pdata[i]);

		if ((traits_of(build->work, name) & needs) == needs)
			add_step(build, form, DISPOSITION_DELETE, name, NULL);
	}
}

static bool
add_keep_steps(Build *build, bool copies, GError **error)
{
	for (size_t i = 0; i < build->fates->len; i++) {
		Fate *fate = build->fates->pdata[i];
		PlanStep *step;

		if (fate->rule == NULL || fate->container->is_copy != copies)
			continue;
		step = add_step(build, STEP_KEEP, DISPOSITION_KEEP, fate->container->source,
		                fate->rule->id);
		step->container = g_strdup(fate->container->container);
		step->artefact = g_strdup(fate->container->artefact);
		step->rows = ROWS_WITHIN_PERIOD;
		step->fields = fate_kept_fields(fate);
		if (!row_selection_count(build->work, step, &step->count, error))
			return false;
		if (!copies && !row_selection_index(build->work, fate->container, error))
			return false;
		/* Every period has ended, or the live store's rows are kept: nothing of this is. */
		if (step->count == 0)
			fate->rule = NULL;
	}
	return true;
}

/* Does the container, or one it refers to, tell who is a child? */
static bool
knows_children(const Work *work, const ContainerFinding *container)
{
	if (container->birth_field != NULL)
		return true;
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];
		const ContainerFinding *parent =
			finding->ref_container == NULL
				? NULL
				: inventory_container(work->inventory, container->source,
		                                      finding->ref_container);

		if (parent != NULL && parent->birth_field != NULL)
			return true;
	}
	return false;
}

static PlanStep *
add_delete_step(Build *build, const Fate *fate, StepRows rows, const char *rule)
{
	PlanStep *step =
		add_step(build, STEP_DELETE, DISPOSITION_DELETE, fate->container->source, rule);

	step->container = g_strdup(fate->container->container);
	step->artefact = g_strdup(fate->container->artefact);
	step->rows = rows;
	return step;
}

/* Children first; their rows are not counted again when the rest goes. */
static bool
add_delete_steps(Build *build, GError **error)
{
	g_autoptr(GHashTable) children = g_hash_table_new(g_direct_hash, g_direct_equal);

	for (size_t i = 0; i < build->fates->len; i++) {
		Fate *fate = build->fates->pdata[i];
		PlanStep *step;

		if (!fate->by_row || !knows_children(build->work, fate->container))
			continue;
		step = add_delete_step(build, fate, ROWS_CHILDREN, CHILDREN_RULE);
		if (!row_selection_count(build->work, step, &step->count, error))
			return false;
		g_hash_table_insert(children, fate, GSIZE_TO_POINTER((size_t)step->count));
	}
	for (size_t i = 0; i < build->fates->len; i++) {
		Fate *fate = build->fates->pdata[i];
		PlanStep *step;

		if (!fate->by_row)
			continue;
		step = add_delete_step(build, fate, ROWS_ALL, DELETE_RULE);
		if (!row_selection_count(build->work, step, &step->count, error))
			return false;
		step->count -= (int64_t)GPOINTER_TO_SIZE(g_hash_table_lookup(children, fate));
	}
	return true;
}

static void
add_rewrite_steps(Build *build)
{
	for (size_t i = 0; i < build->work->sources->len; i++) {
		Source *source = build->work->sources->pdata[i];
		const SourceDriver *driver = source_driver(source);

		for (size_t j = 0; driver->stages != NULL && driver->stages[j] != NULL; j++) {
			PlanStep *step = add_step(build, STEP_REWRITE, DISPOSITION_DELETE,
			                          source_name(source), NULL);

			step->container = g_strdup(driver->stages[j]);
		}
	}
}

/* Each artefact once; all its containers lose their rows with it. */
static void
add_erase_steps(Build *build)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < build->fates->len; i++) {
		const Fate *fate = build->fates->pdata[i];
		const ContainerFinding *container = fate->container;
		g_autofree char *place = NULL;
		PlanStep *step;

		if (fate->by_row || container->artefact == NULL)
			continue;
		place = g_strdup_printf("%s/%s", container->source, container->artefact);
		if (!g_hash_table_add(seen, g_steal_pointer(&place)))
			continue;
		step = add_step(build, STEP_ERASE, DISPOSITION_DELETE, container->source,
		                DELETE_RULE);
		step->artefact = g_strdup(container->artefact);
	}
}

static void
add_items(Build *build)
{
	for (size_t i = 0; i < build->fates->len; i++) {
		const Fate *fate = build->fates->pdata[i];

		for (size_t j = 0; j < fate->container->findings->len; j++) {
			const Finding *finding = fate->container->findings->pdata[j];
			bool kept = fate_keeps_field(fate, finding);
			PlanItem *item = plan_add_item(build->plan);

			item->source = g_strdup(fate->container->source);
			item->container = g_strdup(fate->container->container);
			item->field = g_strdup(finding->field);
			item->disposition = kept ? DISPOSITION_KEEP : DISPOSITION_DELETE;
			item->rule = g_strdup(kept ? fate->rule->id : DELETE_RULE);
			set_clause(build->work, item->rule, &item->clause, &item->clause_en);
			if (kept) {
				GDate last = law_keep_until(
					fate->rule,
					&dossier_settings(build->work->dossier)->stop_date);

				item->until = date_text(&last);
			}
		}
	}
}

static void
set_head(Build *build)
{
	const DossierSettings *settings = dossier_settings(build->work->dossier);
	Digest digest = inventory_digest(build->work->inventory);
	char hex[DIGEST_HEX];

	build->plan->made_at = clock_text(clock_now(dossier_clock(build->work->dossier)));
	build->plan->stop_date = date_text(&settings->stop_date);
	build->plan->inventory_digest = g_strdup(digest_to_hex(&digest, hex));
	build->plan->law_digest = g_strdup(law_digest(build->work->law));
}

Plan *
plan_build(Work *work, GError **error)
{
	g_autoptr(Plan) plan = plan_new();
	g_autoptr(GPtrArray) fates = fates_decide(work);
	Build build = {work, plan, fates};

	if (dossier_settings(work->dossier)->receiver != NULL &&
	    !plan_supports(DISPOSITION_TRANSFER, error))
		return NULL;
	plan_order(fates);
	set_head(&build);
	each_source(&build, STEP_PLANT, SOURCE_CAN_PLANT);
	each_source(&build, STEP_FINGERPRINT, 0);
	add_step(&build, STEP_RETURN, DISPOSITION_RETURN, NULL, RETURN_RULE);
	if (!add_keep_steps(&build, false, error) || !add_keep_steps(&build, true, error) ||
	    !add_delete_steps(&build, error))
		return NULL;
	each_source(&build, STEP_UNPLANT, SOURCE_CAN_PLANT);
	add_rewrite_steps(&build);
	add_erase_steps(&build);
	add_items(&build);
	fates_concerns(work, fates, plan);
	return g_steal_pointer(&plan);
}
