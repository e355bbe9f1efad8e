/*
 * calendar.c - what is known of one day: worked, off, or not known yet
 *
 * The files are read once and kept: they are constant but for workday_overlay, which is
 * called before any day is asked for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "calendar.h"

#include "clock.h"
#include "errors.h"
#include "law-file.h"

#include <string.h>

#define FOLDER      "cn/calendar"
#define FESTIVALS   FOLDER "/statutory.festivals"
#define SWAP_REACH  21 /* a weekend so near to a festival may be made a working day */
#define MAX_MONTHS  12
#define DAYS_A_WEEK 7

typedef struct {
	CalendarCertainty certainty;
	GHashTable *off, *worked, *disputed; /* julian days */
} Year;

typedef struct {
	int days, offset, reach;
	int earliest_month, earliest_day;
	int latest_month, latest_day;
	GHashTable *dates; /* year -> julian day of the festival; empty where it is fixed */
} Festival;

static GHashTable *years;    /* year -> Year */
static GPtrArray *festivals; /* Festival */

static void
year_free(gpointer data)
{
	Year *year = data;

	g_hash_table_unref(year->off);
	g_hash_table_unref(year->worked);
	g_hash_table_unref(year->disputed);
	g_free(year);
}

static void
festival_free(gpointer data)
{
	Festival *festival = data;

	g_hash_table_unref(festival->dates);
	g_free(festival);
}

static const LawKey calendar_keys[] = {
	{"Year", LAW_KEY_NUMBER, true},    {"Certainty", LAW_KEY_TEXT, true},
	{"Off", LAW_KEY_LIST, true},       {"Worked", LAW_KEY_LIST, true},
	{"Disputed", LAW_KEY_LIST, false}, {NULL, LAW_KEY_TEXT, false},
};

static const LawKey festival_keys[] = {
	{"Title", LAW_KEY_BOTH, true},    {"Days", LAW_KEY_NUMBER, true},
	{"Offset", LAW_KEY_NUMBER, true}, {"Reach", LAW_KEY_NUMBER, true},
	{"Earliest", LAW_KEY_TEXT, true}, {"Latest", LAW_KEY_TEXT, true},
	{"Dates", LAW_KEY_LIST, false},   {NULL, LAW_KEY_TEXT, false},
};

static bool
certainty_find(const char *name, CalendarCertainty *ret)
{
	static const char *const names[] = {"agreed", "single-source", "disputed", "unpublished"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(name, names[i]) == 0) {
			*ret = (CalendarCertainty)i;
			return true;
		}
	return false;
}

static bool
read_days(const LawFile *file, const char *key, GHashTable **ret_days, GError **error)
{
	g_autoptr(GHashTable) days = g_hash_table_new(NULL, NULL);
	g_auto(GStrv) list = law_file_list(file, "Calendar", key);

	for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
		GDate day;

		if (!date_parse(list[i], &day, error)) {
			fault_prefix(error, N_("calendar '%s': "), law_file_name(file));
			return false;
		}
		g_hash_table_add(days, GUINT_TO_POINTER(g_date_get_julian(&day)));
	}
	*ret_days = g_steal_pointer(&days);
	return true;
}

static bool
add_year(const LawFile *file, GError **error)
{
	g_autoptr(GHashTable) off = NULL;
	g_autoptr(GHashTable) worked = NULL;
	g_autoptr(GHashTable) disputed = NULL;
	g_autofree char *text = law_file_text(file, "Calendar", "Certainty");
	CalendarCertainty certainty = CALENDAR_AGREED;
	unsigned number = (unsigned)law_file_number(file, "Calendar", "Year");

	if (!certainty_find(text, &certainty)) {
		fault_set(error, FAULT_MALFORMED,
		          N_("calendar '%s': certainty '%s' is not known: write agreed, "
		             "single-source, disputed or unpublished"),
		          law_file_name(file), text);
		return false;
	}
	if (!read_days(file, "Off", &off, error) || !read_days(file, "Worked", &worked, error) ||
	    !read_days(file, "Disputed", &disputed, error))
		return false;
	if (certainty == CALENDAR_UNPUBLISHED) {
		g_hash_table_remove(years, GUINT_TO_POINTER(number));
		return true;
	}
	Year *year = g_new0(Year, 1);
	year->certainty = certainty;
	year->off = g_steal_pointer(&off);
	year->worked = g_steal_pointer(&worked);
	year->disputed = g_steal_pointer(&disputed);
	g_hash_table_replace(years, GUINT_TO_POINTER(number), year);
	return true;
}

static bool
month_day(const LawFile *file, const char *group, const char *key, int *ret_month, int *ret_day)
{
	g_autofree char *text = law_file_text(file, group, key);
	g_auto(GStrv) parts = g_strsplit(text, "-", 2);

	*ret_month = parts[0] == NULL ? 0 : (int)g_ascii_strtoll(parts[0], NULL, 10);
	*ret_day =
		*ret_month == 0 || parts[1] == NULL ? 0 : (int)g_ascii_strtoll(parts[1], NULL, 10);
	return *ret_month >= 1 && *ret_month <= MAX_MONTHS && *ret_day >= 1;
}

static bool
add_festival(const LawFile *file, const char *group, GError **error)
{
	g_auto(GStrv) list = law_file_list(file, group, "Dates");
	Festival *festival = g_new0(Festival, 1);

	festival->dates = g_hash_table_new(NULL, NULL);
	g_ptr_array_add(festivals, festival);
	festival->days = (int)law_file_number(file, group, "Days");
	festival->offset = (int)law_file_number(file, group, "Offset");
	festival->reach = (int)law_file_number(file, group, "Reach");
	if (!month_day(file, group, "Earliest", &festival->earliest_month,
	               &festival->earliest_day) ||
	    !month_day(file, group, "Latest", &festival->latest_month, &festival->latest_day)) {
		fault_set(error, FAULT_MALFORMED, N_("calendar '%s': '%s' has no month and day"),
		          law_file_name(file), group);
		return false;
	}
	for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
		GDate day;

		if (!date_parse(list[i], &day, error))
			return false;
		g_hash_table_insert(festival->dates, GUINT_TO_POINTER(g_date_get_year(&day)),
		                    GUINT_TO_POINTER(g_date_get_julian(&day)));
	}
	return true;
}

static bool
load_festivals(GError **error)
{
	g_autoptr(LawFile) file = law_file_open(NULL, FESTIVALS, NULL, festival_keys, error);
	if (file == NULL)
		return false;
	g_auto(GStrv) groups = law_file_groups(file);
	for (size_t i = 0; groups[i] != NULL; i++)
		if (!add_festival(file, groups[i], error))
			return false;
	return true;
}

static bool
load_years(GError **error)
{
	g_autoptr(GPtrArray) names = law_file_names(NULL, ".calendar", error);

	if (names == NULL)
		return false;
	for (size_t i = 0; i < names->len; i++) {
		g_autoptr(LawFile) file =
			law_file_open(NULL, names->pdata[i], "Calendar", calendar_keys, error);
		if (file == NULL || !add_year(file, error))
			return false;
	}
	return true;
}

/* What is built in was checked by the tests: a fault in it is one of the program. */
static void
load_once(void)
{
	static gsize done;

	if (!g_once_init_enter(&done))
		return;
	g_autoptr(GError) error = NULL;
	years = g_hash_table_new_full(NULL, NULL, NULL, year_free);
	festivals = g_ptr_array_new_with_free_func(festival_free);
	if (!load_years(&error) || !load_festivals(&error))
		g_error("%s", error->message);
	g_once_init_leave(&done, 1);
}

bool
workday_overlay(const char *path, GError **error)
{
	load_once();
	g_autoptr(LawFile) file = law_file_open_path(path, "Calendar", calendar_keys, error);
	return file != NULL && add_year(file, error);
}

CalendarCertainty
calendar_certainty(GDateYear year)
{
	load_once();
	const Year *found = g_hash_table_lookup(years, GUINT_TO_POINTER((unsigned)year));
	return found == NULL ? CALENDAR_UNPUBLISHED : found->certainty;
}

GDateYear
calendar_published_through(void)
{
	GHashTableIter iter;
	gpointer key = NULL;
	unsigned last = 0;

	load_once();
	g_hash_table_iter_init(&iter, years);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		last = MAX(last, GPOINTER_TO_UINT(key));
	return (GDateYear)last;
}

/* The first and last statutory day of @festival in @year; @ret_exact: the date is known. */
static void
festival_days(const Festival *festival, GDateYear year, int *ret_first, int *ret_last,
              bool *ret_exact)
{
	bool fixed = g_hash_table_size(festival->dates) == 0;
	unsigned known = GPOINTER_TO_UINT(
		g_hash_table_lookup(festival->dates, GUINT_TO_POINTER((unsigned)year)));
	GDate date;

	*ret_exact = fixed || known != 0;
	if (known != 0) {
		*ret_first = (int)known + festival->offset;
		*ret_last = *ret_first + festival->days - 1;
		return;
	}
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)festival->earliest_day,
	               (GDateMonth)festival->earliest_month, year);
	*ret_first = (int)g_date_get_julian(&date) + festival->offset;
	g_date_set_dmy(&date, (GDateDay)festival->latest_day, (GDateMonth)festival->latest_month,
	               year);
	*ret_last = (int)g_date_get_julian(&date) + festival->offset + festival->days - 1;
}

/* By statute and the reach of the festivals alone. */
static DayStand
unplanned(const GDate *day)
{
	int julian = (int)g_date_get_julian(day);
	bool weekend = g_date_get_weekday(day) >= G_DATE_SATURDAY;
	DayStand stand = weekend ? DAY_OFF : DAY_WORKED;

	for (size_t i = 0; i < festivals->len; i++) {
		const Festival *festival = festivals->pdata[i];
		for (int year = -1; year <= 1; year++) {
			int first = 0;
			int last = 0;
			bool exact = false;
			int reach = weekend ? SWAP_REACH : festival->reach;

			festival_days(festival, (GDateYear)(g_date_get_year(day) + year), &first,
			              &last, &exact);
			if (exact && julian >= first && julian <= last)
				return DAY_OFF;
			if (julian >= first - reach && julian <= last + reach)
				stand = DAY_UNCERTAIN;
		}
	}
	return stand;
}

DayStand
calendar_day(const GDate *day, bool *ret_published)
{
	load_once();
	gpointer julian = GUINT_TO_POINTER(g_date_get_julian(day));
	const Year *year =
		g_hash_table_lookup(years, GUINT_TO_POINTER((unsigned)g_date_get_year(day)));

	*ret_published = year != NULL;
	if (year == NULL)
		return unplanned(day);
	if (g_hash_table_contains(year->disputed, julian))
		return DAY_UNCERTAIN;
	if (g_hash_table_contains(year->worked, julian))
		return DAY_WORKED;
	if (g_hash_table_contains(year->off, julian))
		return DAY_OFF;
	return g_date_get_weekday(day) < G_DATE_SATURDAY ? DAY_WORKED : DAY_OFF;
}
