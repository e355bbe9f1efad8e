/*
 * obligation.c - loads the rule pack and finds what is in it
 *
 * Five kinds of files, each with its table of keys and one function that reads it.  The
 * strings live in one chunk as long as the pack.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "obligation.h"

#include "digest.h"
#include "errors.h"
#include "law-file.h"

#include <string.h>

enum { INSTRUMENTS, REQUIREMENTS, CLOCKS, RETENTION_RULES, NOTICE_ITEMS, N_FORMS };

struct LawPack {
	GStringChunk *strings;
	GPtrArray *rows[N_FORMS];
	char digest[DIGEST_HEX];
};

/* Reading one file: the pack, the file and its only group. */
typedef struct {
	LawPack *pack;
	const LawFile *file;
	const char *group;
} Reading;

typedef struct {
	const char *suffix;
	const char *group;
	const LawKey *keys;
	void *(*read)(const Reading *reading, GError **error);
	GDestroyNotify free;
} Form;

static const char *
text(const Reading *reading, const char *key)
{
	g_autofree char *value = law_file_text(reading->file, reading->group, key);

	return value == NULL ? NULL : g_string_chunk_insert_const(reading->pack->strings, value);
}

static const char *
said(const Reading *reading, const char *key, Language language)
{
	g_autofree char *value = law_file_said(reading->file, reading->group, key, language);

	return value == NULL ? NULL : g_string_chunk_insert_const(reading->pack->strings, value);
}

static char **
list(const Reading *reading, const char *key)
{
	char **values = law_file_list(reading->file, reading->group, key);

	if (values != NULL && values[0] == NULL)
		g_clear_pointer(&values, g_strfreev);
	return values;
}

static unsigned
number(const Reading *reading, const char *key)
{
	return (unsigned)law_file_number(reading->file, reading->group, key);
}

static bool
flag(const Reading *reading, const char *key)
{
	return law_file_flag(reading->file, reading->group, key);
}

/* The place of the value of @key among @names; false with @error where it is none of them. */
static bool
choice(const Reading *reading, const char *key, const char *const *names, size_t *ret_index,
       GError **error)
{
	g_autofree char *value = law_file_text(reading->file, reading->group, key);

	for (size_t i = 0; value != NULL && names[i] != NULL; i++) {
		if (strcmp(value, names[i]) == 0) {
			*ret_index = i;
			return true;
		}
	}
	g_autofree char *known = g_strjoinv(", ", (char **)(uintptr_t)names);
	fault_set(error, FAULT_MALFORMED, N_("law file '%s': '%s' cannot be '%s': write one of %s"),
	          law_file_name(reading->file), key, value == NULL ? "" : value, known);
	return false;
}

static const char *const confidences[] = {"read", "part", "unverified", "proposal", NULL};

const char *
law_confidence_name(LawConfidence confidence)
{
	return confidences[confidence];
}

const char *
law_confidence_title(LawConfidence confidence)
{
	static const char *const titles[N_CONFIDENCES] = {
		[CONFIDENCE_READ] = N_("text read"),
		[CONFIDENCE_PART] = N_("excerpt only"),
		[CONFIDENCE_UNVERIFIED] = N_("not verified"),
		[CONFIDENCE_PROPOSAL] = N_("our proposal"),
	};

	return titles[confidence];
}

static bool
read_confidence(const Reading *reading, LawConfidence *ret, GError **error)
{
	size_t index = 0;

	if (!choice(reading, "Confidence", confidences, &index, error))
		return false;
	*ret = (LawConfidence)index;
	return true;
}

static bool
conditions_are_known(const Reading *reading, char *const *conditions, GError **error)
{
	for (size_t i = 0; conditions != NULL && conditions[i] != NULL; i++) {
		if (!law_condition_is_known(conditions[i])) {
			fault_set(error, FAULT_MALFORMED,
			          N_("law file '%s': condition '%s' is not known"),
			          law_file_name(reading->file), conditions[i]);
			return false;
		}
	}
	return true;
}

static const LawKey instrument_keys[] = {
	{"Id", LAW_KEY_TEXT, true},       {"Title", LAW_KEY_BOTH, true},
	{"Issuer", LAW_KEY_BOTH, true},   {"Number", LAW_KEY_TEXT, false},
	{"InForce", LAW_KEY_TEXT, false}, {"Status", LAW_KEY_TEXT, true},
	{"Note", LAW_KEY_BOTH, false},    {"Confidence", LAW_KEY_TEXT, true},
	{NULL, LAW_KEY_TEXT, false},
};

static void *
read_instrument(const Reading *reading, GError **error)
{
	static const char *const statuses[] = {"in-force", "draft", "repealed", "platform-rule",
	                                       NULL};
	g_autofree Instrument *row = g_new0(Instrument, 1);
	size_t index = 0;

	row->id = text(reading, "Id");
	row->title_en = said(reading, "Title", LANGUAGE_EN);
	row->title_zh = said(reading, "Title", LANGUAGE_ZH);
	row->issuer_en = said(reading, "Issuer", LANGUAGE_EN);
	row->issuer_zh = said(reading, "Issuer", LANGUAGE_ZH);
	row->number = text(reading, "Number");
	row->in_force = text(reading, "InForce");
	row->note_en = said(reading, "Note", LANGUAGE_EN);
	row->note_zh = said(reading, "Note", LANGUAGE_ZH);
	if (!choice(reading, "Status", statuses, &index, error) ||
	    !read_confidence(reading, &row->confidence, error))
		return NULL;
	row->status = statuses[index];
	return g_steal_pointer(&row);
}

static const LawKey requirement_keys[] = {
	{"Id", LAW_KEY_TEXT, true},          {"Title", LAW_KEY_BOTH, true},
	{"Shown", LAW_KEY_BOTH, true},       {"Evidence", LAW_KEY_BOTH, true},
	{"Who", LAW_KEY_TEXT, true},         {"When", LAW_KEY_TEXT, true},
	{"Severity", LAW_KEY_TEXT, true},    {"Basis", LAW_KEY_BOTH, true},
	{"Conditions", LAW_KEY_LIST, false}, {"Confidence", LAW_KEY_TEXT, true},
	{NULL, LAW_KEY_TEXT, false},
};

static const char *const severities[] = {"should", "must", NULL};

static void
requirement_free(gpointer data)
{
	Requirement *row = data;

	g_strfreev(row->conditions);
	g_free(row);
}

static void *
read_requirement(const Reading *reading, GError **error)
{
	Requirement *row = g_new0(Requirement, 1);
	size_t severity = 0;

	row->id = text(reading, "Id");
	row->title_en = said(reading, "Title", LANGUAGE_EN);
	row->title_zh = said(reading, "Title", LANGUAGE_ZH);
	row->shown_en = said(reading, "Shown", LANGUAGE_EN);
	row->shown_zh = said(reading, "Shown", LANGUAGE_ZH);
	row->evidence_en = said(reading, "Evidence", LANGUAGE_EN);
	row->evidence_zh = said(reading, "Evidence", LANGUAGE_ZH);
	row->who = text(reading, "Who");
	row->when = text(reading, "When");
	row->basis = said(reading, "Basis", LANGUAGE_EN);
	row->basis_zh = said(reading, "Basis", LANGUAGE_ZH);
	row->conditions = list(reading, "Conditions");
	if (!choice(reading, "Severity", severities, &severity, error) ||
	    !conditions_are_known(reading, row->conditions, error) ||
	    !read_confidence(reading, &row->confidence, error)) {
		requirement_free(row);
		return NULL;
	}
	row->must = severity == 1;
	return row;
}

static const LawKey clock_keys[] = {
	{"Id", LAW_KEY_TEXT, true},          {"Title", LAW_KEY_BOTH, true},
	{"Instrument", LAW_KEY_TEXT, true},  {"Article", LAW_KEY_BOTH, true},
	{"Note", LAW_KEY_BOTH, true},        {"Question", LAW_KEY_BOTH, false},
	{"Act", LAW_KEY_TEXT, true},         {"Unit", LAW_KEY_TEXT, true},
	{"Days", LAW_KEY_NUMBER, true},      {"Direction", LAW_KEY_TEXT, true},
	{"Anchor", LAW_KEY_TEXT, false},     {"Reference", LAW_KEY_FLAG, false},
	{"Conditions", LAW_KEY_LIST, false}, {"Confidence", LAW_KEY_TEXT, true},
	{NULL, LAW_KEY_TEXT, false},
};

static void
clock_free(gpointer data)
{
	ClockRule *row = data;

	g_strfreev(row->conditions);
	g_free(row);
}

static bool
read_reckoning(const Reading *reading, ClockRule *row, GError **error)
{
	static const char *const acts[] = {"publish", "apply", "report", "finish", NULL};
	static const char *const units[] = {"day", "working-day", NULL};
	static const char *const directions[] = {"after", "before", NULL};
	static const char *const anchors[] = {"stop",       "decision",   "dissolution",
	                                      "assessment", "year-start", NULL};
	size_t act = 0;
	size_t unit = 0;
	size_t direction = 0;
	size_t anchor = 0;

	if (!choice(reading, "Act", acts, &act, error) ||
	    !choice(reading, "Unit", units, &unit, error) ||
	    !choice(reading, "Direction", directions, &direction, error) ||
	    (text(reading, "Anchor") != NULL &&
	     !choice(reading, "Anchor", anchors, &anchor, error)))
		return false;
	row->act = (ClockAct)act;
	row->working_days = unit == 1;
	row->before_stop = direction == 1;
	row->anchor = anchors[anchor];
	row->days = number(reading, "Days");
	return true;
}

static void *
read_clock(const Reading *reading, GError **error)
{
	ClockRule *row = g_new0(ClockRule, 1);

	row->id = text(reading, "Id");
	row->instrument = text(reading, "Instrument");
	row->article = said(reading, "Article", LANGUAGE_EN);
	row->article_zh = said(reading, "Article", LANGUAGE_ZH);
	row->title_en = said(reading, "Title", LANGUAGE_EN);
	row->title_zh = said(reading, "Title", LANGUAGE_ZH);
	row->note_en = said(reading, "Note", LANGUAGE_EN);
	row->note_zh = said(reading, "Note", LANGUAGE_ZH);
	row->question_en = said(reading, "Question", LANGUAGE_EN);
	row->question_zh = said(reading, "Question", LANGUAGE_ZH);
	row->reference = flag(reading, "Reference");
	row->conditions = list(reading, "Conditions");
	if (!read_reckoning(reading, row, error) ||
	    !conditions_are_known(reading, row->conditions, error) ||
	    !read_confidence(reading, &row->confidence, error)) {
		clock_free(row);
		return NULL;
	}
	return row;
}

static const LawKey retention_keys[] = {
	{"Id", LAW_KEY_TEXT, true},          {"Row", LAW_KEY_NUMBER, true},
	{"Title", LAW_KEY_BOTH, true},       {"Holder", LAW_KEY_BOTH, true},
	{"Instrument", LAW_KEY_TEXT, true},  {"Article", LAW_KEY_BOTH, true},
	{"Records", LAW_KEY_TEXT, true},     {"Years", LAW_KEY_NUMBER, false},
	{"Months", LAW_KEY_NUMBER, false},   {"Start", LAW_KEY_TEXT, true},
	{"Maximum", LAW_KEY_FLAG, false},    {"Fields", LAW_KEY_LIST, false},
	{"Conditions", LAW_KEY_LIST, false}, {"Confidence", LAW_KEY_TEXT, true},
	{NULL, LAW_KEY_TEXT, false},
};

static void
retention_free(gpointer data)
{
	RetentionRule *row = data;

	g_strfreev(row->fields);
	g_strfreev(row->conditions);
	g_free(row);
}

static void *
read_retention(const Reading *reading, GError **error)
{
	static const char *const starts[] = {"transaction-completed",
	                                     "relation-ended",
	                                     "recorded",
	                                     "act-done",
	                                     "service-ended",
	                                     NULL};
	RetentionRule *row = g_new0(RetentionRule, 1);
	const char *instrument = text(reading, "Instrument");
	const char *records = text(reading, "Records");
	const Instrument *source = law_instrument(reading->pack, instrument);
	size_t start = 0;

	row->id = text(reading, "Id");
	row->row = number(reading, "Row");
	row->title_en = said(reading, "Title", LANGUAGE_EN);
	row->title_zh = said(reading, "Title", LANGUAGE_ZH);
	row->holder_en = said(reading, "Holder", LANGUAGE_EN);
	row->holder_zh = said(reading, "Holder", LANGUAGE_ZH);
	row->instrument_en = source == NULL ? instrument : source->title_en;
	row->instrument_zh = source == NULL ? instrument : source->title_zh;
	row->article = said(reading, "Article", LANGUAGE_EN);
	row->article_zh = said(reading, "Article", LANGUAGE_ZH);
	row->years = number(reading, "Years");
	row->months = number(reading, "Months");
	row->maximum = flag(reading, "Maximum");
	row->fields = list(reading, "Fields");
	row->conditions = list(reading, "Conditions");
	bool good = choice(reading, "Start", starts, &start, error) &&
	            conditions_are_known(reading, row->conditions, error) &&
	            read_confidence(reading, &row->confidence, error);
	row->start = starts[start];
	if (good && !record_class_find(records, &row->records)) {
		fault_set(error, FAULT_MALFORMED, N_("law file '%s': no records are called '%s'"),
		          law_file_name(reading->file), records);
		good = false;
	}
	if (!good)
		g_clear_pointer(&row, retention_free);
	return row;
}

static const LawKey notice_keys[] = {
	{"Id", LAW_KEY_TEXT, true},          {"Title", LAW_KEY_BOTH, true},
	{"Severity", LAW_KEY_TEXT, true},    {"Basis", LAW_KEY_BOTH, true},
	{"Conditions", LAW_KEY_LIST, false}, {"Confidence", LAW_KEY_TEXT, true},
	{NULL, LAW_KEY_TEXT, false},
};

static void
notice_free(gpointer data)
{
	NoticeItem *row = data;

	g_strfreev(row->conditions);
	g_free(row);
}

static void *
read_notice(const Reading *reading, GError **error)
{
	NoticeItem *row = g_new0(NoticeItem, 1);
	size_t severity = 0;

	row->id = text(reading, "Id");
	row->title_en = said(reading, "Title", LANGUAGE_EN);
	row->title_zh = said(reading, "Title", LANGUAGE_ZH);
	row->basis = said(reading, "Basis", LANGUAGE_EN);
	row->basis_zh = said(reading, "Basis", LANGUAGE_ZH);
	row->conditions = list(reading, "Conditions");
	if (!choice(reading, "Severity", severities, &severity, error) ||
	    !conditions_are_known(reading, row->conditions, error) ||
	    !read_confidence(reading, &row->confidence, error)) {
		notice_free(row);
		return NULL;
	}
	row->must = severity == 1;
	return row;
}

static const Form forms[N_FORMS] = {
	[INSTRUMENTS] = {".instrument", "Instrument", instrument_keys, read_instrument, g_free},
	[REQUIREMENTS] = {".requirement", "Requirement", requirement_keys, read_requirement,
                          requirement_free},
	[CLOCKS] = {".clock", "Clock", clock_keys, read_clock, clock_free},
	[RETENTION_RULES] = {".retention", "Retention", retention_keys, read_retention,
                             retention_free},
	[NOTICE_ITEMS] = {".notice-item", "NoticeItem", notice_keys, read_notice, notice_free},
};

static bool
load_form(LawPack *pack, size_t index, const char *overlay, GError **error)
{
	const Form *form = &forms[index];
	g_autoptr(GPtrArray) names = law_file_names(overlay, form->suffix, error);

	if (names == NULL)
		return false;
	for (size_t i = 0; i < names->len; i++) {
		g_autoptr(LawFile) file =
			law_file_open(overlay, names->pdata[i], form->group, form->keys, error);
		if (file == NULL)
			return false;
		Reading reading = {pack, file, form->group};
		void *row = form->read(&reading, error);
		if (row == NULL)
			return false;
		g_ptr_array_add(pack->rows[index], row);
	}
	return true;
}

static bool
digest_pack(LawPack *pack, const char *overlay, GError **error)
{
	g_autoptr(GPtrArray) names = law_file_names(overlay, "", error);
	DigestStream *stream = digest_begin(DIGEST_SHA256);
	bool good = names != NULL;

	for (size_t i = 0; good && i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autoptr(GBytes) bytes = law_file_bytes(overlay, name, error);

		good = bytes != NULL;
		if (!good)
			continue;
		size_t length = 0;
		const char *content = g_bytes_get_data(bytes, &length);
		digest_update(stream, (Span){name, strlen(name) + 1});
		digest_update(stream, (Span){content, length});
	}
	Digest digest = digest_finish(stream);
	digest_to_hex(&digest, pack->digest);
	return good;
}

LawPack *
law_load(const char *overlay, GError **error)
{
	g_autoptr(LawPack) pack = g_new0(LawPack, 1);

	pack->strings = g_string_chunk_new(1 << 16);
	for (size_t i = 0; i < N_FORMS; i++)
		pack->rows[i] = g_ptr_array_new_with_free_func(forms[i].free);
	for (size_t i = 0; i < N_FORMS; i++)
		if (!load_form(pack, i, overlay, error))
			return NULL;
	if (!digest_pack(pack, overlay, error))
		return NULL;
	return g_steal_pointer(&pack);
}

void
law_free(LawPack *pack)
{
	if (pack == NULL)
		return;
	for (size_t i = 0; i < N_FORMS; i++)
		g_ptr_array_unref(pack->rows[i]);
	g_string_chunk_free(pack->strings);
	g_free(pack);
}

const GPtrArray *
law_instruments(const LawPack *pack)
{
	return pack->rows[INSTRUMENTS];
}

const GPtrArray *
law_requirements(const LawPack *pack)
{
	return pack->rows[REQUIREMENTS];
}

const GPtrArray *
law_clocks(const LawPack *pack)
{
	return pack->rows[CLOCKS];
}

const GPtrArray *
law_retention_rules(const LawPack *pack)
{
	return pack->rows[RETENTION_RULES];
}

const GPtrArray *
law_notice_items(const LawPack *pack)
{
	return pack->rows[NOTICE_ITEMS];
}

/* Every row begins with its id. */
static const void *
find(const GPtrArray *rows, const char *id)
{
	for (size_t i = 0; id != NULL && i < rows->len; i++) {
		const char *const *row = rows->pdata[i];

		if (strcmp(*row, id) == 0)
			return row;
	}
	return NULL;
}

const Instrument *
law_instrument(const LawPack *pack, const char *id)
{
	return find(pack->rows[INSTRUMENTS], id);
}

const Requirement *
law_requirement(const LawPack *pack, const char *id)
{
	return find(pack->rows[REQUIREMENTS], id);
}

const ClockRule *
law_clock(const LawPack *pack, const char *id)
{
	return find(pack->rows[CLOCKS], id);
}

const RetentionRule *
law_retention_rule(const LawPack *pack, const char *id)
{
	return find(pack->rows[RETENTION_RULES], id);
}

const char *
law_digest(const LawPack *pack)
{
	return pack->digest;
}
