/*
 * verdict-rule.c - is a field of this meaning personal in this container?
 *
 * One small function a group of meanings.  What belongs to an organisation, a template or
 * the service itself is "cannot say" rather than "yes": a shop's telephone may be its owner's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict-context.h"

#include <string.h>

typedef struct {
	const VerdictContext *context;
	const FieldView *view;
	Finding *finding;
	const FieldStatistics *statistics; /* NULL: not read */
	ContainerClass table;
} Case;

static bool
is_about_things(ContainerClass table)
{
	return table == CLASS_THING || table == CLASS_SETTING || table == CLASS_TEMPLATE;
}

static bool
owned_by(const Case *this, unsigned owner)
{
	return (this->view->name.owner & owner) != 0;
}

static Personal
unless(bool doubt, const Case *this, const char *reason)
{
	if (!doubt)
		return PERSONAL_YES;
	finding_add_reason(this->finding, "%s", reason);
	return PERSONAL_UNKNOWN;
}

static Personal
refuse(const Case *this, const char *reason)
{
	finding_add_reason(this->finding, "%s", reason);
	return PERSONAL_NO;
}

static bool
has_name_in_full(const VerdictContext *context)
{
	for (size_t i = 0; i < context->n_fields; i++)
		if (context->fields[i].name.meaning == MEANING_PERSON_NAME &&
		    context->fields[i].name.owner == 0)
			return true;
	return false;
}

/* A bare "name": of a person where the row is one. */
static Personal
rule_name(const Case *this)
{
	const VerdictContext *context = this->context;
	bool reach = verdict_has_meaning(context, MEANING_MOBILE) ||
	             verdict_has_meaning(context, MEANING_TELEPHONE);

	if (this->table == CLASS_ORGANISATION)
		return refuse(this, "of-organisation");
	if (is_about_things(this->table) && !context->person_table)
		return refuse(this, "thing-table");
	if (context->person_table || context->near_person)
		return PERSONAL_YES;
	if (this->table == CLASS_CONTACT && (reach || context->n_place > 0))
		return PERSONAL_YES;
	bool filled_in = this->table == CLASS_TRANSACTION || this->table == CLASS_CONTENT ||
	                 this->table == CLASS_MEDICAL;
	if (filled_in && reach && !has_name_in_full(context))
		return PERSONAL_YES;
	return PERSONAL_NO;
}

static Personal
rule_role(const Case *this)
{
	Meaning meaning = this->view->name.meaning;

	/* The author of a book, the singer of a song: known in public. */
	if (meaning == MEANING_PERSON && is_about_things(this->table))
		return unless(!this->context->person_row || this->table != CLASS_THING, this,
		              "too-little");
	if (meaning == MEANING_PERSON && this->context->table.what == CLASS_PERSON &&
	    this->view->type == TYPE_LONG_TEXT)
		return PERSONAL_UNKNOWN;
	if (meaning == MEANING_CREATOR || meaning == MEANING_STAFF)
		finding_add_reason(this->finding, "staff-trace");
	return PERSONAL_YES;
}

static Personal
rule_reach(const Case *this)
{
	if (owned_by(this, OWNER_THING))
		return refuse(this, "thing-table");
	if (owned_by(this, OWNER_ORGANISATION))
		return unless(!this->context->person_table, this, "of-organisation");
	if (this->table == CLASS_SETTING || this->table == CLASS_TEMPLATE)
		return unless(true, this, "secret-of-service");
	if (this->table == CLASS_THING)
		return unless(!owned_by(this, OWNER_PERSON | OWNER_STAFF) &&
		                      !verdict_has_meaning(this->context, MEANING_PERSON),
		              this, "of-organisation");
	return PERSONAL_YES;
}

/* Account name, number at another service, password, token. */
static Personal
rule_account(const Case *this)
{
	Meaning meaning = this->view->name.meaning;

	if (owned_by(this, OWNER_THING) || this->table == CLASS_SETTING ||
	    this->table == CLASS_TEMPLATE)
		return unless(true, this, "secret-of-service");
	if (this->context->person_table || owned_by(this, OWNER_PERSON | OWNER_STAFF))
		return PERSONAL_YES;
	if (this->table == CLASS_ORGANISATION || this->table == CLASS_THING)
		return unless(!verdict_has_meaning(this->context, MEANING_PASSWORD) ||
		                      !verdict_has_meaning(this->context, MEANING_ACCOUNT),
		              this, "of-organisation");
	if (meaning == MEANING_TOKEN || meaning == MEANING_SOCIAL_ACCOUNT)
		return unless(!this->context->person_row && this->table != CLASS_SESSION, this,
		              "too-little");
	return PERSONAL_YES;
}

static Personal
rule_code(const Case *this)
{
	bool yes = this->table == CLASS_VERIFICATION ||
	           (this->view->name.meaning == MEANING_OTP && this->context->person_row &&
	            !is_about_things(this->table));

	return yes ? PERSONAL_YES : PERSONAL_NO;
}

static Personal
rule_money(const Case *this)
{
	bool doubt = owned_by(this, OWNER_ORGANISATION | OWNER_THING) ||
	             is_about_things(this->table) || this->table == CLASS_ORGANISATION;

	return unless(doubt && !this->context->person_table, this, "of-organisation");
}

/* What stands on a card is told apart from other numbers by the card's number beside it. */
static Personal
rule_card_code(const Case *this)
{
	if (!verdict_has_meaning(this->context, MEANING_BANK_CARD))
		return refuse(this, "no-card-beside");
	return rule_money(this);
}

static bool
has_plain_income(const VerdictContext *context)
{
	for (size_t i = 0; i < context->n_fields; i++)
		if (context->fields[i].name.meaning == MEANING_INCOME &&
		    !context->fields[i].name.ambiguous)
			return true;
	return false;
}

/* A salary, a score, what is left on an account: of whom the row is about. */
static Personal
rule_wealth(const Case *this)
{
	const VerdictContext *context = this->context;

	if (this->view->name.ambiguous && owned_by(this, OWNER_UNKNOWN))
		return PERSONAL_NO;
	if (context->person_table || context->near_person)
		return PERSONAL_YES;
	if (is_about_things(this->table) || owned_by(this, OWNER_THING))
		return refuse(this, "thing-table");
	if (this->table == CLASS_ORGANISATION || owned_by(this, OWNER_ORGANISATION))
		return unless(true, this, "of-organisation");
	if (this->view->name.ambiguous && !has_plain_income(context))
		return PERSONAL_NO;
	return context->person_row ? PERSONAL_YES : PERSONAL_NO;
}

static Personal
rule_machine(const Case *this)
{
	bool doubt = owned_by(this, OWNER_THING | OWNER_ORGANISATION) ||
	             is_about_things(this->table) || this->table == CLASS_ORGANISATION;

	return unless(doubt, this, "too-little");
}

static Personal
rule_place(const Case *this)
{
	Meaning meaning = this->view->name.meaning;
	const VerdictContext *context = this->context;
	bool part = meaning != MEANING_ADDRESS;

	if (owned_by(this, OWNER_THING))
		return refuse(this, "thing-table");
	if (context->person_table && !is_about_things(this->table))
		return PERSONAL_YES;
	if (this->table == CLASS_ORGANISATION || owned_by(this, OWNER_ORGANISATION))
		return unless(true, this, "of-organisation");
	if (is_about_things(this->table))
		return owned_by(this, OWNER_PERSON) && !part ? PERSONAL_YES
		                                             : refuse(this, "thing-table");
	if (meaning == MEANING_STATE && (context->n_place < 2 || is_about_things(this->table)))
		return PERSONAL_NO;
	if (owned_by(this, OWNER_PERSON) || this->table == CLASS_CONTACT)
		return PERSONAL_YES;
	if (!context->person_row)
		return unless(true, this, "too-little");
	if (part && this->table == CLASS_UNKNOWN && context->n_place < 2)
		return unless(true, this, "too-little");
	return PERSONAL_YES;
}

static Personal
rule_position(const Case *this)
{
	if (owned_by(this, OWNER_THING | OWNER_ORGANISATION) || is_about_things(this->table) ||
	    this->table == CLASS_ORGANISATION || this->table == CLASS_FILE)
		return refuse(this, "thing-table");
	return this->context->person_row ? PERSONAL_YES : PERSONAL_UNKNOWN;
}

static bool
is_long_enough(const FieldView *view)
{
	return view->type == TYPE_TEXT || view->type == TYPE_LONG_TEXT ||
	       view->type == TYPE_UNKNOWN;
}

/* What a person wrote; what staff wrote about a case may be about a person or not. */
static Personal
rule_text(const Case *this)
{
	const VerdictContext *context = this->context;
	bool remark = this->view->name.meaning == MEANING_REMARK;

	/* What people uploaded, kept in the database itself. */
	if (this->table == CLASS_FILE && this->view->type == TYPE_BINARY) {
		finding_add_reason(this->finding, "text-of-person");
		return PERSONAL_YES;
	}
	if (!is_long_enough(this->view))
		return PERSONAL_NO;
	if (this->table == CLASS_TEMPLATE)
		return refuse(this, "template");
	if (is_about_things(this->table) || this->table == CLASS_ORGANISATION)
		return context->person_table ? PERSONAL_YES : refuse(this, "thing-table");
	if (owned_by(this, OWNER_STAFF))
		return unless(true, this, "text-of-person");
	if (!context->person_row && !(this->table == CLASS_CONTENT && context->table.certain))
		return PERSONAL_NO;
	finding_add_reason(this->finding, "text-of-person");
	if (this->table == CLASS_LOG || this->table == CLASS_SESSION || this->table == CLASS_FILE)
		return PERSONAL_UNKNOWN;
	if (this->table == CLASS_UNKNOWN && !context->person_table)
		return remark ? PERSONAL_UNKNOWN : PERSONAL_YES;
	if (this->table == CLASS_BEHAVIOUR && remark)
		return PERSONAL_UNKNOWN;
	return PERSONAL_YES;
}

static Personal
rule_machine_text(const Case *this)
{
	const VerdictContext *context = this->context;

	bool talk = this->view->name.meaning == MEANING_COMMUNICATION &&
	            (this->table == CLASS_CONTENT || this->table == CLASS_TRANSACTION ||
	             this->table == CLASS_LOG);

	if (is_about_things(this->table) || this->table == CLASS_ORGANISATION ||
	    (!context->person_row && !talk))
		return PERSONAL_NO;
	finding_add_reason(this->finding, "machine-text");
	return this->table == CLASS_UNKNOWN && !context->person_table ? PERSONAL_UNKNOWN
	                                                              : PERSONAL_YES;
}

static Personal
rule_picture(const Case *this)
{
	const VerdictContext *context = this->context;

	if (owned_by(this, OWNER_THING | OWNER_ORGANISATION))
		return PERSONAL_NO;
	if (this->table == CLASS_FILE)
		return unless(true, this, "text-of-person");
	if (is_about_things(this->table) || this->table == CLASS_ORGANISATION ||
	    !context->person_row)
		return context->person_table ? PERSONAL_YES : PERSONAL_NO;
	return this->table == CLASS_UNKNOWN && !context->person_table ? PERSONAL_UNKNOWN
	                                                              : PERSONAL_YES;
}

static Personal
rule_own(const Case *this)
{
	const VerdictContext *context = this->context;

	switch ((int)this->view->name.meaning) {
	case MEANING_NAME:
		return rule_name(this);
	case MEANING_PERSON:
	case MEANING_STAFF:
	case MEANING_CREATOR:
		return rule_role(this);
	case MEANING_USER_ID:
		finding_add_reason(this->finding, "key-of-person");
		return PERSONAL_YES;
	case MEANING_MOBILE:
	case MEANING_TELEPHONE:
	case MEANING_FAX:
	case MEANING_EMAIL:
		return rule_reach(this);
	case MEANING_ACCOUNT:
	case MEANING_PASSWORD:
	case MEANING_TOKEN:
	case MEANING_SOCIAL_ACCOUNT:
		return rule_account(this);
	case MEANING_SECRET:
		return unless(!context->person_table, this, "secret-of-service");
	case MEANING_OTP:
	case MEANING_CODE:
		return rule_code(this);
	case MEANING_BANK_CARD:
	case MEANING_BANK_ACCOUNT:
		return rule_money(this);
	case MEANING_CARD_CODE:
		return rule_card_code(this);
	case MEANING_INCOME:
	case MEANING_BALANCE:
		return rule_wealth(this);
	case MEANING_IP:
	case MEANING_MAC:
		return rule_machine(this);
	case MEANING_ADDRESS:
	case MEANING_REGION:
	case MEANING_STATE:
	case MEANING_POSTCODE:
		return rule_place(this);
	case MEANING_POSITION:
		return rule_position(this);
	case MEANING_FREE_TEXT:
	case MEANING_REMARK:
		return rule_text(this);
	case MEANING_RAW:
	case MEANING_COMMUNICATION:
		return rule_machine_text(this);
	case MEANING_PICTURE:
		return rule_picture(this);
	case MEANING_TITLE:
		return context->person_table && this->table != CLASS_CONTENT ? PERSONAL_YES
		                                                             : PERSONAL_NO;
	case MEANING_COMPANY:
		if (context->person_table && (this->view->name.owner & OWNER_PERSON) == 0)
			return PERSONAL_YES;
		return unless(true, this, "of-organisation");
	case MEANING_SEARCH:
		return context->person_row && !is_about_things(this->table) &&
		                       this->table != CLASS_ORGANISATION && !context->person_table
		               ? PERSONAL_YES
		               : PERSONAL_NO;
	case MEANING_USCC:
		return unless(true, this, "of-organisation");
	default:
		break;
	}
	return PERSONAL_UNKNOWN;
}

static bool
is_among_things(const Case *this)
{
	return is_about_things(this->table) || this->table == CLASS_ORGANISATION;
}

static bool
is_theirs(const Case *this)
{
	return owned_by(this, OWNER_PERSON | OWNER_STAFF);
}

static Personal
rule_always(const Case *this)
{
	bool is_date = meanings[this->view->name.meaning].form == HOLDS_DATE;

	if (this->table == CLASS_TEMPLATE)
		return unless(true, this, "template");
	/* The full name of a region, of a menu, of a course; the number of a licence. */
	if ((this->table == CLASS_SETTING || this->table == CLASS_THING ||
	     this->table == CLASS_ORGANISATION) &&
	    !this->context->near_person && this->view->name.owner == 0 &&
	    (this->view->name.ambiguous ||
	     (this->table == CLASS_SETTING && this->view->name.meaning == MEANING_PERSON_NAME)))
		return refuse(this, "thing-table");
	if (owned_by(this, OWNER_THING) ||
	    (is_date && is_among_things(this) && !this->context->person_table))
		return refuse(this, "thing-table");
	return PERSONAL_YES;
}

static Personal
rule_person_row(const Case *this)
{
	const VerdictContext *context = this->context;
	bool things = is_among_things(this);

	if (this->table == CLASS_TEMPLATE)
		return unless(true, this, "template");
	if (context->person_table || (!things && (context->person_row || is_theirs(this))))
		return PERSONAL_YES;
	return things ? refuse(this, "thing-table") : PERSONAL_UNKNOWN;
}

static Personal
rule_person_table(const Case *this)
{
	const VerdictContext *context = this->context;

	/* The weight of an order is that of a parcel, whoever ordered. */
	if (this->view->name.meaning == MEANING_BODY && this->table == CLASS_TRANSACTION)
		return PERSONAL_NO;

	if (context->person_table || (!is_among_things(this) && context->near_person) ||
	    (is_theirs(this) && !is_about_things(this->table)))
		return PERSONAL_YES;
	return PERSONAL_NO;
}

static Personal
rule_of(const Case *this)
{
	switch (meanings[this->view->name.meaning].rule) {
	case RULE_ALWAYS:
		return rule_always(this);
	case RULE_PERSON_ROW:
		return rule_person_row(this);
	case RULE_PERSON_TABLE:
		return rule_person_table(this);
	case RULE_OWN:
		return rule_own(this);
	case RULE_NEVER:
		break;
	}
	return PERSONAL_NO;
}

/* In a medical record every text is about the patient. */
static bool
is_medical_text(const VerdictContext *context, const FieldView *view)
{
	return context->table.what == CLASS_MEDICAL && context->n_health >= 3 &&
	       context->person_row && (view->type == TYPE_TEXT || view->type == TYPE_LONG_TEXT) &&
	       (view->name.meaning == MEANING_NONE || view->name.meaning == MEANING_PICTURE ||
	        view->name.meaning == MEANING_REMARK || view->name.meaning == MEANING_FREE_TEXT);
}

static void
explain(const Case *this, Personal personal)
{
	const FieldView *view = this->view;
	const char *id = view->name.fine != 0 ? kind_get((KindId)(view->name.fine - 1))->id
	                                      : meanings[view->name.meaning].id;

	if (view->type_excludes) {
		finding_add_reason(this->finding, "type-excludes|%s|%s", this->finding->type,
		                   meanings[view->said].id);
		return;
	}
	if (meanings[view->name.meaning].rule == RULE_NEVER) {
		if (view->name.meaning == MEANING_THING)
			finding_add_reason(this->finding, "thing-name|%s", this->finding->field);
		return;
	}
	finding_add_reason(this->finding,
	                   view->name.from_comment ? "comment-says|%s" : "name-says|%s", id);
	if (personal == PERSONAL_YES && this->context->person_table &&
	    meanings[view->name.meaning].rule != RULE_ALWAYS)
		finding_add_reason(this->finding, "row-is-person");
}

/* What name and comment alone are worth; values come later. */
static unsigned
confidence_of(const Case *this, Personal personal)
{
	unsigned confidence = this->view->name.from_comment ? 70 : 60;

	if (this->view->name.weak)
		confidence = 40;
	if (personal == PERSONAL_UNKNOWN)
		return 30;
	if (this->context->person_table && personal == PERSONAL_YES)
		confidence += 10;
	return confidence;
}

Verdict
verdict_by_meaning(const VerdictContext *context, size_t field)
{
	FieldView *view = &context->fields[field];
	Case this = {
		.context = context,
		.view = view,
		.finding = g_ptr_array_index(context->container->findings, field),
		.statistics = context->statistics == NULL ? NULL : &context->statistics[field],
		.table = context->table.what,
	};
	Verdict verdict = {.personal = PERSONAL_NO, .kind = KIND_NONE};

	if (is_medical_text(context, view)) {
		view->name.meaning = MEANING_HEALTH;
		view->name.fine = 0;
	}
	/* Whatever the bytes of an upload are called. */
	if (context->table.what == CLASS_FILE && view->type == TYPE_BINARY)
		view->name.meaning = MEANING_FREE_TEXT;
	const MeaningTraits *traits = &meanings[view->name.meaning];
	verdict.personal = rule_of(&this);
	explain(&this, verdict.personal);
	verdict.confidence = confidence_of(&this, verdict.personal);
	if (verdict.personal == PERSONAL_NO)
		return verdict;
	verdict.kind = view->name.fine != 0 ? (KindId)(view->name.fine - 1) : traits->kind;
	verdict.category =
		view->name.fine != 0 ? kind_get(verdict.kind)->category : traits->category;
	if (verdict.personal == PERSONAL_YES)
		verdict.sensitivity = traits->sensitivity;
	return verdict;
}
