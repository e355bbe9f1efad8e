/*
 * verdict-value.c - what the values say, for, against and in place of the name
 *
 * Chance decides how much a share of hits is worth: of eleven digits that begin with 1 more than
 * half look like a mobile number, of nineteen one in ten passes Luhn.  So a weak form
 * under a name that means a number of things is never "yes", and confidence without a
 * check digit has a cap.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict-context.h"

#include <inttypes.h>

/* Confidence that a form without a check can reach. */
#define CAP_UNCHECKED 85
#define CAP_CHECKED   98
#define CAP_EMPTY     70

/* From how many values on a share means something. */
#define FEW 5

/* Shares are per cent. */
typedef struct {
	KindId kind;
	unsigned share;     /* of the filled values that must match */
	unsigned validated; /* of the filled values that must pass the check; 0: none asked */
	int least;          /* values that must be there */
	unsigned distinct;  /* of the filled values that must differ */
	bool despite_name;  /* even under a name that means a thing */
	bool with_person;   /* only where the row hangs on a person */
} Threshold;

static const Threshold thresholds[] = {
	{KIND_RESIDENT_ID, 50, 0, 1, 0, true, false},
	{KIND_HKMOTW_RESIDENCE_PERMIT, 50, 50, 1, 0, true, false},
	{KIND_FOREIGN_PERMANENT_RESIDENT, 50, 50, 1, 0, true, false},
	{KIND_PASSPORT_MRZ, 60, 0, 1, 0, true, false},
	{KIND_IBAN, 80, 80, 1, 0, true, false},
	{KIND_EMAIL, 60, 0, 1, 0, true, false},
	{KIND_MOBILE, 90, 0, FEW, 20, false, false},
	{KIND_LANDLINE, 80, 0, FEW, 20, false, true},
	{KIND_BANK_CARD, 80, 80, FEW, 20, false, false},
	{KIND_IPV4, 90, 0, FEW, 0, false, true},
	{KIND_IPV6, 90, 0, FEW, 0, false, true},
	{KIND_MAC, 90, 0, FEW, 20, false, true},
	{KIND_IMEI, 90, 90, 2 * FEW, 20, false, true},
	{KIND_PLATE, 60, 0, FEW, 0, true, false},
	{KIND_VIN, 80, 80, FEW, 20, false, false},
	{KIND_PASSPORT_CN, 90, 0, FEW, 20, false, true},
	{KIND_WECHAT_OPENID, 80, 0, FEW, 20, false, true},
	{KIND_HK_ID, 90, 90, FEW, 20, false, true},
	{KIND_TW_ID, 90, 90, FEW, 20, false, true},
	{KIND_MILITARY_ID, 60, 0, FEW, 20, true, true},
	{KIND_US_SSN, 90, 0, FEW, 20, false, true},
	{KIND_UK_NINO, 90, 0, FEW, 20, false, true},
	{KIND_PRIVACY_NUMBER, 90, 0, FEW, 20, false, true},
	{KIND_PHONE_INTERNATIONAL, 80, 0, FEW, 20, false, true},
	{KIND_ICCID, 90, 0, FEW, 20, false, true},
	{KIND_ALIPAY_UID, 90, 0, FEW, 20, false, true},
	{KIND_COORDINATES, 90, 0, FEW, 20, false, true},
	{KIND_PASSWORD_HASH, 80, 0, FEW, 0, false, true},
	{KIND_PERSON_NAME, 80, 0, FEW, 30, false, true},
	{KIND_ADDRESS, 70, 0, FEW, 20, false, true},
};

/* The rows of the table, then one for each kind of a rules file: its author says it matters. */
static bool
threshold_at(size_t i, Threshold *ret_threshold)
{
	if (i < G_N_ELEMENTS(thresholds)) {
		*ret_threshold = thresholds[i];
		return true;
	}
	size_t own = N_KINDS + i - G_N_ELEMENTS(thresholds);

	*ret_threshold = (Threshold){(KindId)own, 80, 0, 1, 0, true, false};
	return own < (size_t)kind_count();
}

static bool
reaches(int64_t count, int64_t of, unsigned share)
{
	return of > 0 && count * 100 >= of * (int64_t)share;
}

static bool
is_about_things(ContainerClass table)
{
	return table == CLASS_THING || table == CLASS_SETTING || table == CLASS_TEMPLATE ||
	       table == CLASS_ORGANISATION;
}

/* Kinds that one name may mean: a telephone is one or the other. */
static KindId
sibling(KindId kind, const FieldStatistics *statistics)
{
	static const KindId families[][3] = {
		{KIND_MOBILE, KIND_LANDLINE, KIND_PHONE_INTERNATIONAL},
		{KIND_IPV4, KIND_IPV6, KIND_NONE},
		{KIND_RESIDENT_ID, KIND_HKMOTW_RESIDENCE_PERMIT, KIND_PASSPORT_CN},
	};
	KindId best = kind;

	for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
		bool member =
			families[i][0] == kind || families[i][1] == kind || families[i][2] == kind;

		for (size_t j = 0; member && j < 3; j++) {
			KindId other = families[i][j];
			if (other != KIND_NONE && statistics->hits[other] > statistics->hits[best])
				best = other;
		}
	}
	return best;
}

/* The kind of most values. */
static KindId
leading_kind(const FieldStatistics *statistics)
{
	KindId best = KIND_NONE;

	for (int i = 0; i < kind_count(); i++)
		if (statistics->hits[i] > 0 &&
		    (best == KIND_NONE || statistics->hits[i] > statistics->hits[best]))
			best = (KindId)i;
	return best;
}

static bool
has_check(KindId kind)
{
	return g_strcmp0(kind_get(kind)->check, "none") != 0;
}

static void
add_counts(Finding *finding, KindId kind, const FieldStatistics *statistics)
{
	int64_t hits = statistics->hits[kind];

	finding_add_reason(finding, "hits|%s|%" PRId64 "|%" PRId64, kind_get(kind)->id, hits,
	                   statistics->filled);
	if (has_check(kind) && statistics->validated[kind] > 0)
		finding_add_reason(finding, "validated|%" PRId64 "|%" PRId64,
		                   statistics->validated[kind], hits);
	else if (has_check(kind))
		finding_add_reason(finding, "shape-only|%" PRId64, hits);
}

/* What the values are against the kind that the name says; 0 where that is another kind. */
static int64_t
fits_of(const Verdict *verdict, KindId said, const FieldStatistics *statistics)
{
	return verdict->kind == said ? statistics->fits : 0;
}

/* Most of what was recognised lies there masked, as a digest, as ciphertext, as a token. */
static void
note_form(Finding *finding, const FieldStatistics *statistics)
{
	int64_t all = 0;

	for (int form = 0; form < N_MATCH_FORMS; form++)
		all += statistics->forms[form];
	finding->form = FIELD_PLAIN;
	for (int form = MATCH_MASKED; form < N_MATCH_FORMS; form++) {
		if (all == 0 || statistics->forms[form] * 2 <= all)
			continue;
		finding->form = (FieldForm)form;
		finding_add_reason(finding, "form-%s|%" PRId64 "|%" PRId64,
		                   field_form_name(finding->form), statistics->forms[form],
		                   statistics->filled);
	}
}

/* Values that have the form only because the name says what they are: a code, a word, a digest. */
static void
confirm_by_fit(Verdict *verdict, Finding *finding, const FieldStatistics *statistics)
{
	int64_t share = 100 * statistics->fits / MAX(statistics->fits_asked, 1);
	unsigned sum = verdict->confidence + (unsigned)share * 25 / 100;

	if (finding->form == FIELD_PLAIN || finding->form == FIELD_TOKENISED)
		finding_add_reason(finding, "hits|%s|%" PRId64 "|%" PRId64,
		                   kind_get(verdict->kind)->id, statistics->fits,
		                   statistics->fits_asked);
	verdict->confidence = MIN(sum, CAP_UNCHECKED);
}

/* Add what the share of hits is worth; capped unless the check agrees. */
static void
strengthen(Verdict *verdict, Finding *finding, const FieldStatistics *statistics)
{
	int64_t share = 100 * statistics->hits[verdict->kind] / MAX(statistics->filled, 1);
	bool checked = reaches(statistics->validated[verdict->kind], statistics->filled, 50);
	unsigned cap = checked ? CAP_CHECKED : CAP_UNCHECKED;
	unsigned sum = verdict->confidence + (unsigned)share * (checked ? 40 : 25) / 100;

	verdict->confidence = MIN(sum, cap);
	if (sum > cap && !checked)
		finding_add_reason(finding, "capped|%u", cap);
}

static void
confirm(const VerdictContext *context, size_t field, Verdict *verdict)
{
	const FieldStatistics *statistics = &context->statistics[field];
	Finding *finding = g_ptr_array_index(context->container->findings, field);
	Meaning meaning = context->fields[field].name.meaning;
	KindId leading = leading_kind(statistics);
	KindId said = verdict->kind;

	if (verdict->kind != KIND_NONE)
		verdict->kind = sibling(verdict->kind, statistics);
	bool other = leading != KIND_NONE && leading != verdict->kind &&
	             leading != KIND_BIRTH_DATE &&
	             reaches(statistics->hits[leading], statistics->filled, 80) &&
	             (kind_get(leading)->identifies || leading == KIND_PERSON_NAME) &&
	             meaning != MEANING_NICKNAME && meaning != MEANING_USER_ID;
	int64_t fits = verdict->kind == KIND_NONE ? 0 : fits_of(verdict, said, statistics);
	if (other &&
	    (verdict->kind == KIND_NONE || (statistics->hits[verdict->kind] == 0 && fits == 0))) {
		finding_add_reason(finding, "other-form|%s", kind_get(leading)->id);
		verdict->kind = leading;
	}
	if (verdict->kind == KIND_NONE)
		return;
	if (fits > statistics->hits[verdict->kind]) {
		confirm_by_fit(verdict, finding, statistics);
		return;
	}
	if (statistics->hits[verdict->kind] > 0) {
		add_counts(finding, verdict->kind, statistics);
		strengthen(verdict, finding, statistics);
		return;
	}
	/* A province alone has no form of an address, a nickname has none at all. */
	if (meaning == MEANING_REGION || meaning == MEANING_STATE ||
	    kind_get(verdict->kind)->evidence == EVIDENCE_FIELD)
		return;
	if (meaning == MEANING_PASSWORD && verdict->kind == KIND_PASSWORD_HASH) {
		finding_add_reason(finding, "password-in-clear|%" PRId64, statistics->filled);
		verdict->kind = KIND_PASSWORD;
		return;
	}
	finding_add_reason(finding, "no-form|%s|%" PRId64, kind_get(verdict->kind)->id,
	                   statistics->filled);
	verdict->confidence = MIN(verdict->confidence, 55);
	if (meaning == MEANING_STAFF || meaning == MEANING_BANK_ACCOUNT)
		verdict->kind = KIND_NONE;
}

/* May values alone say "yes" here? */
static Personal
by_values_alone(const VerdictContext *context, const Threshold *threshold, Meaning meaning)
{
	bool weak = !threshold->despite_name;

	if (weak && is_about_things(context->table.what))
		return threshold->kind == KIND_PERSON_NAME || threshold->kind == KIND_PASSWORD_HASH
		               ? PERSONAL_NO
		               : PERSONAL_UNKNOWN;
	if (weak && meaning == MEANING_THING)
		return PERSONAL_NO;
	if (threshold->with_person && !context->person_row)
		return threshold->kind == KIND_PASSWORD_HASH ? PERSONAL_NO : PERSONAL_UNKNOWN;
	return PERSONAL_YES;
}

static void
raise_verdict(const VerdictContext *context, size_t field, Verdict *verdict)
{
	const FieldStatistics *statistics = &context->statistics[field];
	Finding *finding = g_ptr_array_index(context->container->findings, field);

	Threshold threshold;

	for (size_t i = 0; threshold_at(i, &threshold); i++) {
		KindId kind = threshold.kind;

		if (statistics->filled < threshold.least ||
		    !reaches(statistics->hits[kind], statistics->filled, threshold.share) ||
		    !reaches(statistics->validated[kind], statistics->filled,
		             threshold.validated) ||
		    !reaches(statistics->distinct, statistics->filled, threshold.distinct))
			continue;
		Personal personal =
			by_values_alone(context, &threshold, context->fields[field].name.meaning);
		if (personal == PERSONAL_NO ||
		    (personal == PERSONAL_UNKNOWN && verdict->personal == PERSONAL_UNKNOWN))
			continue;
		verdict->personal = personal;
		verdict->kind = kind;
		verdict->category = kind_get(kind)->category;
		verdict->sensitivity = personal == PERSONAL_YES ? kind_get(kind)->sensitivity : 0;
		verdict->confidence = personal == PERSONAL_YES ? 45 : 20;
		add_counts(finding, kind, statistics);
		finding_add_reason(finding, "distinct|%" PRId64 "|%" PRId64, statistics->distinct,
		                   statistics->filled);
		strengthen(verdict, finding, statistics);
		return;
	}
}

/* Identifiers inside longer texts. */
static void
look_inside(const VerdictContext *context, size_t field, Verdict *verdict)
{
	static const KindId strong[] = {KIND_RESIDENT_ID, KIND_MOBILE, KIND_EMAIL, KIND_BANK_CARD,
	                                KIND_SECRET_KEY,  KIND_IPV4,   KIND_PLATE};
	const FieldStatistics *statistics = &context->statistics[field];
	Finding *finding = g_ptr_array_index(context->container->findings, field);
	KindId most = KIND_NONE;

	for (size_t i = 0; i < G_N_ELEMENTS(strong); i++) {
		KindId kind = strong[i];

		if (!reaches(statistics->inside[kind] + statistics->hits[kind], statistics->filled,
		             2) ||
		    statistics->inside[kind] == 0)
			continue;
		finding_add_reason(finding, "inside|%s|%" PRId64 "|%" PRId64, kind_get(kind)->id,
		                   statistics->inside[kind], statistics->filled);
		if (most == KIND_NONE || statistics->inside[kind] > statistics->inside[most])
			most = kind;
	}
	if (most == KIND_NONE || verdict->personal == PERSONAL_YES)
		return;
	bool yes = !is_about_things(context->table.what) &&
	           (most == KIND_RESIDENT_ID || most == KIND_MOBILE || most == KIND_EMAIL) &&
	           context->fields[field].name.meaning != MEANING_THING &&
	           reaches(statistics->inside[most], statistics->filled, 5);
	verdict->personal = yes ? PERSONAL_YES : PERSONAL_UNKNOWN;
	verdict->category = verdict->category == CATEGORY_NONE ? CATEGORY_OTHER : verdict->category;
	verdict->confidence = yes ? 60 : 25;
}

void
verdict_by_values(const VerdictContext *context, size_t field, Verdict *verdict)
{
	const FieldStatistics *statistics =
		context->statistics == NULL ? NULL : &context->statistics[field];
	Finding *finding = g_ptr_array_index(context->container->findings, field);

	if (statistics == NULL || statistics->filled == 0) {
		if (verdict->personal != PERSONAL_NO)
			finding_add_reason(finding, "empty");
		verdict->confidence = MIN(verdict->confidence, CAP_EMPTY);
		return;
	}
	note_form(finding, statistics);
	if (verdict->personal == PERSONAL_YES)
		confirm(context, field, verdict);
	else if (!context->fields[field].type_excludes)
		raise_verdict(context, field, verdict);
	look_inside(context, field, verdict);
}
