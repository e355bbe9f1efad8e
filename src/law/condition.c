/*
 * condition.c - what decides whether a rule binds this operator
 *
 * A condition is a name, some with arguments after ':' ("sector:finance,payment").  Each is
 * one row here: a function over the facts, and what to say where it does not hold or is
 * not known.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "errors.h"
#include "obligation.h"

#include <string.h>

#define TEN_MILLION 10000000 /* persons: Regulations on Network Data 28 */

typedef struct {
	const char *name;
	FactAnswer (*holds)(const LawFacts *facts, const char *argument);
	const char *no;      /* msgid */
	const char *unknown; /* msgid */
} Condition;

static bool
names_one_of(const char *value, const char *list)
{
	g_auto(GStrv) names = g_strsplit(list, ",", 0);

	return g_strv_contains((const char *const *)names, value);
}

static FactAnswer
answer(bool yes)
{
	return yes ? FACT_YES : FACT_NO;
}

static FactAnswer
sector(const LawFacts *facts, const char *argument)
{
	if (facts->sector == NULL)
		return FACT_UNKNOWN;
	return answer(names_one_of(facts->sector, argument));
}

static FactAnswer
region(const LawFacts *facts, const char *argument)
{
	if (facts->region == NULL)
		return FACT_UNKNOWN;
	return answer(names_one_of(facts->region, argument));
}

static FactAnswer
trigger(const LawFacts *facts, const char *argument)
{
	if (!facts->trigger_known)
		return FACT_UNKNOWN;
	return answer(names_one_of(trigger_name(facts->trigger), argument));
}

/* E-commerce Law 2: selling goods or services on line; financial products are outside it. */
static FactAnswer
e_commerce(const LawFacts *facts, const char *argument)
{
	static const char inside[] = "e-commerce,ecommerce,retail,live-commerce,catering,travel";
	static const char outside[] = "finance,bank,insurance,securities,payment,credit";

	(void)argument;
	if (facts->sector != NULL && names_one_of(facts->sector, inside))
		return FACT_YES;
	if (facts->sector != NULL && names_one_of(facts->sector, outside))
		return FACT_NO;
	if (facts->has_transactions)
		return FACT_YES;
	return facts->scanned || facts->sector != NULL ? FACT_NO : FACT_UNKNOWN;
}

/* A filing (备案) is no licence; a site with one may yet hold a licence. */
static FactAnswer
telecom_licence(const LawFacts *facts, const char *argument)
{
	static const char inside[] = "telecom,value-added,value-added-telecom";

	(void)argument;
	if (facts->sector != NULL && names_one_of(facts->sector, inside))
		return FACT_YES;
	if (facts->icp != NULL &&
	    (strstr(facts->icp, "ICP证") != NULL || strstr(facts->icp, "B1-") != NULL ||
	     strstr(facts->icp, "B2-") != NULL))
		return FACT_YES;
	return FACT_UNKNOWN;
}

static FactAnswer
some_minors(const LawFacts *facts, int64_t minors)
{
	if (minors > 0)
		return FACT_YES;
	return facts->scanned && minors == 0 && facts->age_unknown == 0 ? FACT_NO : FACT_UNKNOWN;
}

static FactAnswer
minors_14(const LawFacts *facts, const char *argument)
{
	(void)argument;
	return some_minors(facts, facts->minors_14);
}

static FactAnswer
minors_18(const LawFacts *facts, const char *argument)
{
	(void)argument;
	return some_minors(facts, MAX(facts->minors_18, facts->minors_14));
}

static FactAnswer
sms_trigger(const LawFacts *facts, const char *argument)
{
	(void)argument;
	if (facts->has_sms_trigger)
		return FACT_YES;
	return facts->scanned ? FACT_NO : FACT_UNKNOWN;
}

static FactAnswer
ten_million(const LawFacts *facts, const char *argument)
{
	(void)argument;
	if (facts->persons < 0)
		return FACT_UNKNOWN;
	return answer(facts->persons >= TEN_MILLION);
}

/* Whether data is important is a person's judgement; ten million persons settle it. */
static FactAnswer
important_data(const LawFacts *facts, const char *argument)
{
	(void)argument;
	return facts->persons >= TEN_MILLION ? FACT_YES : FACT_UNKNOWN;
}

static FactAnswer
transfers(const LawFacts *facts, const char *argument)
{
	(void)argument;
	return facts->transfers;
}

static FactAnswer
keeps(const LawFacts *facts, const char *argument)
{
	(void)argument;
	return facts->keeps;
}

static FactAnswer
anonymises(const LawFacts *facts, const char *argument)
{
	(void)argument;
	return facts->anonymises;
}

static FactAnswer
ask(const LawFacts *facts, const char *argument)
{
	(void)facts;
	(void)argument;
	return FACT_UNKNOWN;
}

static FactAnswer
own_documents(const LawFacts *facts, const char *argument)
{
	(void)facts;
	(void)argument;
	return FACT_NO;
}

static const Condition conditions_known[] = {
	{"sector", sector, N_("the operator's sector is none of those it binds"),
         N_("the sector is not known: give it with --sector, or set Sector in dossier.conf")},
	{"region", region, N_("it binds operators of another region"),
         N_("the region is not known: set Region in dossier.conf")},
	{"trigger", trigger, N_("the service does not stop for one of the reasons it speaks of"),
         N_("why the service stops is not known: it stands in a dossier")},
	{"e-commerce", e_commerce,
         N_("the operator sells nothing on line, or is in a sector of its own"),
         N_("whether anything is sold on line is not known: give the sector, or scan")},
	{"telecom-licence", telecom_licence, NULL,
         N_("whether the operator holds a telecom licence (value-added services included) is "
            "not known: a filing is no licence")},
	{"minors-14", minors_14, N_("the scan found no person under 14, and every age is known"),
         N_("whether persons under 14 are among the users is not known: not every birth date "
            "is")},
	{"minors-18", minors_18, N_("the scan found no person under 18, and every age is known"),
         N_("whether minors are among the users is not known: not every birth date is")},
	{"sms-trigger", sms_trigger,
         N_("the scan found no transaction, payment or financial-account data"),
         N_("whether transaction, payment or financial-account data is held is not known: "
            "scan")},
	{"ten-million", ten_million, N_("fewer than ten million persons were counted"),
         N_("persons are not counted yet: scan")},
	{"important-data", important_data, NULL,
         N_("whether important data is held is for a person to decide: the count alone does not "
            "say so")},
	{"transfer", transfers, N_("nothing is transferred to a receiver"),
         N_("whether data goes to a receiver is not known: make a plan")},
	{"keep", keeps, N_("the plan keeps nothing"),
         N_("whether anything is kept is not known: make a plan")},
	{"anonymise", anonymises, N_("the plan anonymises nothing"),
         N_("whether anything is anonymised is not known: make a plan")},
	{"ask", ask, NULL, N_("only the operator can say whether this is the case")},
	{"own-documents", own_documents,
         N_("it speaks of the operator's own reports and records, not of the platform's data: "
            "keep them as SD-EVD-04 says"),
         NULL},
};

static const Condition *
find(const char *text, const char **ret_argument)
{
	const char *colon = strchr(text, ':');
	size_t length = colon == NULL ? strlen(text) : (size_t)(colon - text);

	*ret_argument = colon == NULL ? "" : colon + 1;
	for (size_t i = 0; i < G_N_ELEMENTS(conditions_known); i++) {
		const char *name = conditions_known[i].name;

		if (strlen(name) == length && strncmp(name, text, length) == 0)
			return &conditions_known[i];
	}
	return NULL;
}

bool
law_condition_is_known(const char *condition)
{
	const char *argument = NULL;

	return find(condition, &argument) != NULL;
}

FactAnswer
law_condition(char *const *conditions, const LawFacts *facts, Language language, char **ret_why)
{
	FactAnswer all = FACT_YES;
	const char *why = NULL;

	for (size_t i = 0; conditions != NULL && conditions[i] != NULL && all != FACT_NO; i++) {
		const char *argument = NULL;
		const Condition *condition = find(conditions[i], &argument);
		g_assert(condition != NULL);
		FactAnswer one = condition->holds(facts, argument);

		if (one == FACT_NO || (one == FACT_UNKNOWN && all == FACT_YES)) {
			all = one;
			why = one == FACT_NO ? condition->no : condition->unknown;
		}
	}
	if (ret_why != NULL)
		*ret_why = why == NULL ? NULL : g_strdup(translate(language, why));
	return all;
}

bool
law_requirement_applies(const LawPack *pack, const Requirement *requirement, const LawFacts *facts,
                        Language language, char **ret_why)
{
	(void)pack;
	return law_condition(requirement->conditions, facts, language, ret_why) != FACT_NO;
}

LawFacts
law_facts_none(void)
{
	return (LawFacts){.persons = -1, .minors_14 = -1, .minors_18 = -1, .age_unknown = -1};
}

static bool
holds_transactions(const Inventory *inventory)
{
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = inventory->containers->pdata[i];

		if (container->record_class == RECORD_TRANSACTION)
			return true;
	}
	return false;
}

LawFacts
law_facts_from(const DossierSettings *settings, const Inventory *inventory)
{
	LawFacts facts = law_facts_none();

	if (settings != NULL) {
		facts.sector = settings->sector;
		facts.region = settings->region;
		facts.icp = settings->icp;
		facts.trigger = settings->trigger;
		facts.trigger_known = true;
		facts.transfers = settings->receiver != NULL ? FACT_YES : FACT_NO;
	}
	if (inventory != NULL && inventory->totals.scan > 0) {
		facts.scanned = true;
		facts.persons = inventory->totals.persons;
		facts.minors_14 = inventory->totals.minors_14;
		facts.minors_18 = inventory->totals.minors_18;
		facts.age_unknown = inventory->totals.age_unknown;
		facts.has_transactions = holds_transactions(inventory);
		facts.has_sms_trigger = inventory->totals.sms_trigger > 0;
	}
	return facts;
}
