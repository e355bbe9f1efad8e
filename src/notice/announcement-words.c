/*
 * announcement-words.c - names and clauses as an announcement writes them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"

#include "clock.h"
#include "notice.h"

#include <string.h>

typedef struct {
	const char *name;
	const char *words; /* msgid */
} Wording;

static const Wording rights[] = {
	{"view", N_("view")},         {"copy", N_("copy")},     {"download", N_("download")},
	{"transfer", N_("transfer")}, {"delete", N_("delete")}, {NULL, NULL},
};

static const Wording records[] = {
	{"account", N_("user identity information")},
	{"transaction", N_("goods or service information and transaction information")},
	{"network-log", N_("network logs")},
	{"content", N_("published content")},
	{"contact", N_("contact information")},
	{"behaviour", N_("use records")},
	{"other", N_("other records that the law names")},
	{NULL, NULL},
};

static const Wording starts[] = {
	{"transaction-completed", N_("from the completion of the transaction")},
	{"relation-ended", N_("from the end of the business relation")},
	{"recorded", N_("from the day of the record")},
	{"act-done", N_("from the day of the act")},
	{"service-ended", N_("from the end of the service")},
	{"", N_("from the day that the law sets")},
	{NULL, NULL},
};

static const char *
words_of(const Wording *table, const char *name)
{
	for (size_t i = 0; table[i].name != NULL; i++)
		if (g_strcmp0(table[i].name, name) == 0)
			return table[i].words;
	return name;
}

const char *
announcement_right(const char *name)
{
	return words_of(rights, name);
}

const char *
announcement_records(const char *record_class)
{
	return words_of(records, record_class);
}

const char *
announcement_start(const char *start)
{
	const char *words = words_of(starts, start);

	return words == start ? words_of(starts, "") : words;
}

char *
announcement_numeral(unsigned number)
{
	static const char *const digits[] = {"",   "一", "二", "三", "四",
	                                     "五", "六", "七", "八", "九"};
	GString *out = g_string_new(NULL);
	unsigned hundreds = number / 100 % 10, tens = number / 10 % 10, ones = number % 10;

	if (hundreds > 0)
		g_string_append_printf(out, "%s百", digits[hundreds]);
	if (hundreds > 0 && tens == 0 && ones > 0)
		g_string_append(out, "零");
	if (tens > 1 || (tens == 1 && hundreds > 0))
		g_string_append(out, digits[tens]);
	if (tens > 0)
		g_string_append(out, "十");
	g_string_append(out, digits[ones]);
	return g_string_free(out, FALSE);
}

/* A remark behind a blank, or in brackets at the end, is not part of the clause. */
static char *
without_remark(const char *article)
{
	const char *remark = strstr(article, "（");
	size_t length = strcspn(article, " ");

	if (remark != NULL)
		length = MIN(length, (size_t)(remark - article));
	return g_strndup(article, length);
}

char *
announcement_clause(const char *instrument, const char *article, Language language)
{
	if (article == NULL || *article == '\0')
		return g_strdup_printf(language == LANGUAGE_EN ? "%s" : "《%s》", instrument);
	g_autofree char *where = without_remark(article);
	if (language == LANGUAGE_EN)
		return g_strdup_printf("%s, article %s", instrument, where);
	return g_strdup_printf("《%s》%s", instrument, where);
}

char *
notice_date(const GDate *date, Language language)
{
	static const char *const months[] = {"January",   "February", "March",    "April",
	                                     "May",       "June",     "July",     "August",
	                                     "September", "October",  "November", "December"};

	if (!g_date_valid(date))
		return g_strdup("");
	unsigned year = g_date_get_year(date), month = (unsigned)g_date_get_month(date);
	unsigned day = g_date_get_day(date);

	if (language == LANGUAGE_ZH)
		return g_strdup_printf("%u年%u月%u日", year, month, day);
	return g_strdup_printf("%u %s %u", day, months[month - 1], year);
}
