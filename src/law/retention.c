/*
 * retention.c - how long what must be kept is kept, and whom the rule binds
 *
 * A rule that does not bind this operator is not applicable, with the reason: keeping
 * without a basis is as unlawful as deleting too early.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "errors.h"
#include "obligation.h"

bool
law_retention_applies(const RetentionRule *rule, const LawFacts *facts, Language language,
                      char **ret_why)
{
	g_autofree char *why = NULL;
	const char *holder = language == LANGUAGE_ZH ? rule->holder_zh : rule->holder_en;
	const char *instrument =
		language == LANGUAGE_ZH ? rule->instrument_zh : rule->instrument_en;
	const char *article = language == LANGUAGE_ZH ? rule->article_zh : rule->article;
	FactAnswer answer = law_condition(rule->conditions, facts, language, &why);

	if (ret_why == NULL)
		return answer == FACT_YES;
	if (answer == FACT_YES)
		*ret_why = g_strdup_printf(translate(language, N_("%s, article %s, binds %s")),
		                           instrument, article, holder);
	else if (answer == FACT_NO)
		*ret_why = g_strdup_printf(
			translate(language, N_("not applicable: %s, article %s, binds %s; %s")),
			instrument, article, holder, why);
	else
		*ret_why = g_strdup_printf(
			translate(language, N_("not applied: %s, article %s, binds %s; %s")),
			instrument, article, holder, why);
	return answer == FACT_YES;
}

char *
retention_period_text(const RetentionRule *rule, Language language)
{
	if (rule->maximum)
		return g_strdup(translate(language, N_("no keeping: delete at once")));
	if (rule->years > 0)
		return g_strdup_printf(translate(language, N_("%u years at least")), rule->years);
	return g_strdup_printf(translate(language, N_("%u months at least")), rule->months);
}

GDate
law_keep_until(const RetentionRule *rule, const GDate *start)
{
	if (rule->maximum && rule->years == 0 && rule->months == 0)
		return *start;
	return date_add(start, (int)rule->years, (int)rule->months, 0);
}
