/*
 * test-workday.c - working days: the vectors of the regulation file, the properties, the safe bound
 *
 * The plans of the years that are known are used as if they were not known yet: the bound
 * that is given without them must never be later than the truth that came.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "errors.h"
#include "workday.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#define LEAD 30

static GDate
day_of(const char *text)
{
	GDate day;
	g_autoptr(GError) error = NULL;
	bool good = date_parse(text, &day, &error);

	g_assert_no_error(error);
	g_assert_true(good);
	return day;
}

static void
assert_day(const GDate *day, const char *expected)
{
	g_autofree char *text = date_text(day);

	g_assert_cmpstr(text, ==, expected);
}

static void
lay(const char *content)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *directory = g_dir_make_tmp("tingfu-calendar-XXXXXX", &error);
	g_assert_no_error(error);
	g_autofree char *path = g_build_filename(directory, "laid.calendar", NULL);

	g_file_set_contents(path, content, -1, &error);
	g_assert_no_error(error);
	bool good = workday_overlay(path, &error);
	g_assert_no_error(error);
	g_assert_true(good);
	g_assert_cmpint(g_unlink(path), ==, 0);
	g_assert_cmpint(g_rmdir(directory), ==, 0);
}

/* Regulation file, 6.3. */
static void
test_vectors(void)
{
	static const char *const vectors[][2] = {
		{"2026-03-31", "2026-02-10"},
		{"2026-06-30", "2026-05-17"},
		{"2026-10-31", "2026-09-14"},
		{"2026-12-31", "2026-11-18"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++) {
		GDate stop = day_of(vectors[i][0]);
		bool provisional = true;
		GDate latest = workday_before(&stop, LEAD, &provisional);

		assert_day(&latest, vectors[i][1]);
		g_assert_false(provisional);
		g_assert_cmpuint(workday_between(&latest, &stop, &provisional), ==, LEAD);
		g_assert_false(provisional);
	}
	GDate stop = day_of("2027-03-31");
	bool provisional = false;
	GDate latest = workday_before(&stop, LEAD, &provisional);
	g_assert_true(provisional);
	assert_day(&latest, "2027-02-16");
}

static void
test_swapped_days(void)
{
	static const struct {
		const char *day;
		bool works;
	} days[] = {
		{"2026-02-14", true},  /* a Saturday, worked for the Spring Festival */
		{"2026-02-20", false}, /* a Friday, off by swap */
		{"2026-10-10", true},  {"2026-10-07", false}, {"2026-10-08", true},
		{"2026-10-11", false}, {"2025-10-08", false}, {"2024-02-18", true},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
		GDate day = day_of(days[i].day);
		g_test_message("%s", days[i].day);
		g_assert_true(workday_is(&day) == days[i].works);
	}
}

static void
test_certainty(void)
{
	static const GDateYear disputed[] = {2011, 2012, 2015, 2016, 2018, 2020};

	for (GDateYear year = 2024; year <= 2026; year++)
		g_assert_cmpint(workday_certainty(year), ==, CALENDAR_AGREED);
	for (size_t i = 0; i < G_N_ELEMENTS(disputed); i++)
		g_assert_cmpint(workday_certainty(disputed[i]), ==, CALENDAR_DISPUTED);
	g_assert_cmpint(workday_certainty(2021), ==, CALENDAR_SINGLE_SOURCE);
	g_assert_cmpint(workday_certainty(2003), ==, CALENDAR_UNPUBLISHED);
	g_assert_cmpint(workday_certainty(2027), ==, CALENDAR_UNPUBLISHED);
	g_assert_cmpint(workday_published_through(), ==, 2026);
}

/* A later stop never asks for an earlier notice; past the calendar neither. */
static void
test_monotone(void)
{
	GDate stop = day_of("2019-01-01");
	GDate before = day_of("2018-01-01");
	GDate after = before;
	bool provisional = false;

	for (; g_date_get_year(&stop) < 2030; g_date_add_days(&stop, 1)) {
		GDate latest = workday_before(&stop, LEAD, &provisional);
		GDate due = workday_after(&stop, LEAD, &provisional);

		g_assert_cmpint(g_date_compare(&latest, &before), >=, 0);
		g_assert_cmpint(g_date_compare(&due, &after), >=, 0);
		g_assert_cmpuint(workday_between(&latest, &stop, &provisional), ==, LEAD);
		before = latest;
		after = due;
	}
}

/* One more day off never makes the notice later, and a day worked never makes it earlier. */
static void
test_holidays_lengthen(void)
{
	GDate stop = day_of("2027-06-30");
	GDate off = day_of("2027-04-01");
	bool provisional = false;
	GDate bare;

	lay("[Calendar]\nYear=2027\nCertainty=agreed\nOff=\nWorked=\n");
	bare = workday_before(&stop, LEAD, &provisional);
	g_assert_false(provisional);
	for (; g_date_compare(&off, &stop) < 0; g_date_add_days(&off, 1)) {
		g_autofree char *day = date_text(&off);
		g_autofree char *with = g_strdup_printf(
			"[Calendar]\nYear=2027\nCertainty=agreed\nOff=%s;\nWorked=\n", day);
		g_autofree char *worked = g_strdup_printf(
			"[Calendar]\nYear=2027\nCertainty=agreed\nOff=\nWorked=%s;\n", day);

		lay(with);
		GDate earlier = workday_before(&stop, LEAD, &provisional);
		g_assert_cmpint(g_date_compare(&earlier, &bare), <=, 0);
		lay(worked);
		GDate later = workday_before(&stop, LEAD, &provisional);
		g_assert_cmpint(g_date_compare(&later, &bare), >=, 0);
	}
	lay("[Calendar]\nYear=2027\nCertainty=unpublished\nOff=\nWorked=\n");
	g_assert_cmpint(workday_certainty(2027), ==, CALENDAR_UNPUBLISHED);
}

typedef struct {
	GDate stop, before, after;
} Truth;

/* What was true of every stop of @year, kept before its plan is taken away. */
static GArray *
truths_of(GDateYear year)
{
	GArray *truths = g_array_new(FALSE, FALSE, sizeof(Truth));
	bool provisional = false;
	Truth truth;

	g_date_clear(&truth.stop, 1);
	g_date_set_dmy(&truth.stop, 1, G_DATE_MARCH, year);
	for (; g_date_get_year(&truth.stop) == year; g_date_add_days(&truth.stop, 1)) {
		truth.before = workday_before(&truth.stop, LEAD, &provisional);
		truth.after = workday_after(&truth.stop, 20, &provisional);
		g_array_append_val(truths, truth);
	}
	return truths;
}

/*
 * 3 and 4 September 2015 were given off by a notice of their own, outside statute and yearly
 * plan: no bound foresees that; a calendar file laid over does.
 */
static bool
touches_special_holiday(const GDate *stop)
{
	GDate given = day_of("2015-09-03");
	int days = g_date_days_between(&given, stop);

	return days > 0 && days < 2 * LEAD;
}

/*
 * The plans of the past as the future: 2020's extension of the Spring Festival by hand is
 * one of them.  Forward counts rest on the statute of 2024, so on the years since.
 */
static void
test_safe_bound(void)
{
	for (GDateYear year = 2026; year >= 2008; year--) {
		g_autoptr(GArray) truths = truths_of(year);
		g_autofree char *forget = g_strdup_printf(
			"[Calendar]\nYear=%u\nCertainty=unpublished\nOff=\nWorked=\n", year);

		lay(forget);
		for (size_t i = 0; i < truths->len; i++) {
			const Truth *truth = &g_array_index(truths, Truth, i);
			bool provisional = false;

			if (touches_special_holiday(&truth->stop))
				continue;
			GDate before = workday_before(&truth->stop, LEAD, &provisional);
			g_autofree char *stop = date_text(&truth->stop);
			g_autofree char *bound = date_text(&before);
			g_autofree char *real = date_text(&truth->before);

			g_assert_true(provisional);
			if (g_date_compare(&before, &truth->before) > 0)
				g_test_message("stop %s: bound %s, truth %s", stop, bound, real);
			g_assert_cmpint(g_date_compare(&before, &truth->before), <=, 0);
			if (year < 2025 || g_date_get_month(&truth->stop) > G_DATE_NOVEMBER)
				continue;
			GDate after = workday_after(&truth->stop, 20, &provisional);
			g_assert_cmpint(g_date_compare(&after, &truth->after), <=, 0);
		}
	}
}

static void
test_refused(void)
{
	static const char *const wrong[] = {
		"",
		"no key file",
		"[Calendar]\nYear=2027\nOff=\nWorked=\n",
		"[Calendar]\nYear=zwei\nCertainty=agreed\nOff=\nWorked=\n",
		"[Calendar]\nYear=2027\nCertainty=sure\nOff=\nWorked=\n",
		"[Calendar]\nYear=2027\nCertainty=agreed\nOff=2027-02-30;\nWorked=\n",
		"[Calendar]\nYear=2027\nCertainty=agreed\nOff=\nWorked=\nOf=\n",
		"[Other]\nYear=2027\n",
	};
	g_autoptr(GError) none = NULL;
	g_autofree char *directory = g_dir_make_tmp("tingfu-calendar-XXXXXX", &none);
	g_assert_no_error(none);
	g_autofree char *path = g_build_filename(directory, "wrong.calendar", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;

		g_file_set_contents(path, wrong[i], -1, &none);
		g_assert_no_error(none);
		g_test_message("%s", wrong[i]);
		g_assert_false(workday_overlay(path, &error));
		g_assert_nonnull(error);
		g_assert_nonnull(strstr(error->message, "wrong.calendar"));
	}
	g_assert_cmpint(g_unlink(path), ==, 0);
	g_assert_cmpint(g_rmdir(directory), ==, 0);
}

/* Every day that the reference data names is what we say it is. */
static void
test_reference(void)
{
	g_autofree char *path =
		g_build_filename(VECTORS_FOLDER, "ref-holidays", "chinese-days.json", NULL);
	json_error_t trouble;

	if (!g_file_test(VECTORS_FOLDER, G_FILE_TEST_IS_DIR)) {
		g_test_skip("no data folder");
		return;
	}
	json_auto_t *days = json_load_file(path, 0, &trouble);
	g_assert_nonnull(days);
	static const char *const lists[] = {"holidays", "workdays"};
	size_t compared = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		json_t *list = json_object_get(days, lists[i]);
		const char *text = NULL;
		json_t *name = NULL;

		json_object_foreach(list, text, name)
		{
			GDate day = day_of(text);
			if (g_date_get_year(&day) < 2024)
				continue;
			g_assert_true(workday_is(&day) == (i == 1));
			compared++;
		}
	}
	g_assert_cmpuint(compared, >, 90);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/workday/vectors", test_vectors);
	g_test_add_func("/workday/swapped-days", test_swapped_days);
	g_test_add_func("/workday/certainty", test_certainty);
	g_test_add_func("/workday/reference", test_reference);
	g_test_add_func("/workday/monotone", test_monotone);
	g_test_add_func("/workday/holidays-lengthen", test_holidays_lengthen);
	g_test_add_func("/workday/refused", test_refused);
	g_test_add_func("/workday/safe-bound", test_safe_bound);
	return g_test_run();
}
