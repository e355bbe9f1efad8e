/*
 * test-detect-cases.c - every kind against its table in tests/detect/KIND.cases
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"

#include <glib.h>
#include <locale.h>

typedef struct {
	KindId kind;
	GString *found;
} Run;

static bool
note(const Match *match, Span text, void *data)
{
	Run *run = data;

	if (match->kind != run->kind)
		return true;
	g_string_append(run->found, run->found->len > 0 ? " | " : "");
	g_string_append_len(run->found, text.bytes, (gssize)text.length);
	g_string_append(run->found, match->validated ? "!" : "");
	if (match->form != MATCH_PLAIN)
		g_string_append_printf(run->found, " (%s)", match_form_name(match->form));
	if (match->wrap != WRAP_NONE)
		g_string_append_printf(run->found, " (%s)", match_wrap_name(match->wrap));
	return true;
}

/* Lines of @name.cases, without comments: two strings each. */
static GPtrArray *
read_cases(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".cases", NULL);
	g_autofree char *path = g_build_filename(CASES, file, NULL);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;
	GPtrArray *cases = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

	g_file_get_contents(path, &content, NULL, &error);
	g_assert_no_error(error);
	g_auto(GStrv) lines = g_strsplit(content, "\n", 0);
	for (char **line = lines; *line != NULL; line++) {
		if (**line == '\0' || **line == '#')
			continue;
		char **sides = g_strsplit(*line, " =>", 2);

		g_assert_cmpuint(g_strv_length(sides), ==, 2);
		g_strstrip(sides[1]);
		g_ptr_array_add(cases, sides);
	}
	g_assert_cmpuint(cases->len, >=, 12);
	return cases;
}

/* Say all lines that differ, not the first alone. */
static void
expect(const char *text, const char *found, const char *expected)
{
	if (g_strcmp0(found, expected) == 0)
		return;
	g_test_message("%s => %s, not %s", text, found, expected);
	g_test_fail();
}

static void
test_cases(gconstpointer data)
{
	KindId kind = kind_find(data);
	g_autoptr(GPtrArray) cases = read_cases(data);

	for (size_t i = 0; i < cases->len; i++) {
		char **sides = g_ptr_array_index(cases, i);

		for (DetectionForm form = DETECTION_BEST; form <= DETECTION_SCALAR; form++) {
			g_autoptr(GString) found = g_string_new(NULL);
			Run run = {kind, found};

			detection_scan(span_of(sides[0]), KIND_SET_ALL, form, note, &run);
			expect(sides[0], found->str, sides[1]);
		}
	}
}

/* Any kind, with its name: what became of a value, and what it was wrapped in. */
static bool
note_named(const Match *match, Span text, void *data)
{
	Run *run = data;

	g_string_append_printf(run->found, "%s%s ", run->found->len > 0 ? " | " : "",
	                       kind_get(match->kind)->id);
	Run one = {match->kind, g_string_new(NULL)};
	note(match, text, &one);
	g_string_append(run->found, one.found->str);
	g_string_free(one.found, TRUE);
	return true;
}

static void
test_named(gconstpointer data)
{
	g_autoptr(GPtrArray) cases = read_cases(data);

	for (size_t i = 0; i < cases->len; i++) {
		char **sides = g_ptr_array_index(cases, i);

		for (DetectionForm form = DETECTION_BEST; form <= DETECTION_SCALAR; form++) {
			g_autoptr(GString) found = g_string_new(NULL);
			Run run = {KIND_NONE, found};

			detection_scan(span_of(sides[0]), KIND_SET_ALL, form, note_named, &run);
			expect(sides[0], found->str, sides[1]);
		}
	}
}

/* "KIND VALUE => yes", the form behind it where it is not plain; nothing where it does not fit. */
static void
test_fits(void)
{
	g_autoptr(GPtrArray) cases = read_cases("fits");

	for (size_t i = 0; i < cases->len; i++) {
		char **sides = g_ptr_array_index(cases, i);
		char *value = strchr(sides[0], ' ');
		Match match = {0};

		g_assert_nonnull(value);
		*value++ = '\0';
		KindId kind = kind_find(sides[0]);
		g_assert_cmpint(kind, !=, KIND_NONE);
		bool fits = detection_value_fits(span_of(value), kind, &match);
		const char *found = !fits                       ? ""
		                    : match.form == MATCH_PLAIN ? "yes"
		                                                : match_form_name(match.form);
		g_autofree char *text = g_strdup_printf("%s %s", sides[0], value);
		expect(text, found, sides[1]);
		g_assert_cmpuint(match.offset + match.length, <=, strlen(value));
		g_assert_cmpuint(match.confidence, <=, 100);
	}
}

static void
test_cells(void)
{
	g_autoptr(GPtrArray) cases = read_cases("cells");

	for (size_t i = 0; i < cases->len; i++) {
		char **sides = g_ptr_array_index(cases, i);
		Match match = {0};
		KindId kind = detection_of_value(span_of(sides[0]), KIND_SET_ALL, &match);
		g_autofree char *found =
			kind == KIND_NONE
				? g_strdup("")
				: g_strconcat(kind_get(kind)->id, match.validated ? "!" : "", NULL);

		expect(sides[0], found, sides[1]);
		g_assert_cmpuint(match.offset + match.length, <=, strlen(sides[0]));
	}
}

/* A field whose name or comment says what it holds. */
static void
test_fields(void)
{
	g_autoptr(GPtrArray) cases = read_cases("fields");

	for (size_t i = 0; i < cases->len; i++) {
		char **sides = g_ptr_array_index(cases, i);
		g_auto(GStrv) parts = g_strsplit(sides[0], ": ", 2);
		KindId kind = kind_find(parts[0]);
		Match match = {0};

		g_assert_cmpint(kind, !=, KIND_NONE);
		bool fits = detection_value_fits(span_of(parts[1]), kind, &match);
		expect(sides[0], !fits ? "" : match.validated ? "yes!" : "yes", sides[1]);
		g_assert_cmpuint(match.offset + match.length, <=, strlen(parts[1]));
	}
}

static void
test_wanted(void)
{
	KindSet mobiles = KIND_BIT(KIND_MOBILE);
	g_autoptr(GString) found = g_string_new(NULL);
	Run run = {KIND_EMAIL, found};

	/* What was not asked for is not found; what was found is the same as with all kinds. */
	g_assert_true(detection_scan(span_of("a@b.com 13812345678 13812345678@qq.com"), mobiles,
	                             DETECTION_BEST, note, &run));
	g_assert_cmpstr(found->str, ==, "");
	run.kind = KIND_MOBILE;
	g_assert_true(detection_scan(span_of("a@b.com 13812345678 13812345678@qq.com"), mobiles,
	                             DETECTION_BEST, note, &run));
	g_assert_cmpstr(found->str, ==, "13812345678");
	g_assert_cmpint(detection_of_value(span_of("13812345678"), mobiles, NULL), ==, KIND_MOBILE);
	g_assert_cmpint(detection_of_value(span_of("a@b.com"), mobiles, NULL), ==, KIND_NONE);
}

static bool
stop(const Match *match, Span text, void *data)
{
	unsigned *n_left = data;

	(void)match;
	(void)text;
	return --*n_left > 0;
}

static void
test_stop(void)
{
	unsigned n_left = 2;

	g_assert_false(detection_scan(span_of("13812345678 13912345678 15012345678"), KIND_SET_ALL,
	                              DETECTION_BEST, stop, &n_left));
	g_assert_cmpuint(n_left, ==, 0);
}

static void
test_normalise(void)
{
	static const struct {
		KindId kind;
		const char *value;
		const char *same;
	} rows[] = {
		{KIND_RESIDENT_ID, " 110105 19491231 002x", "11010519491231002X"},
		{KIND_RESIDENT_ID, "610104620927690", "610104196209276908"},
		{KIND_RESIDENT_ID, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"},
		{KIND_MOBILE, "+86 138-1234-5678", "13812345678"},
		{KIND_MOBILE, "008613812345678", "13812345678"},
		{KIND_MOBILE, "13812345678", "13812345678"},
		{KIND_EMAIL, "Foo@Example.COM", "foo@example.com"},
		{KIND_BANK_CARD, "6222 0212 3456 7890 128", "6222021234567890128"},
		{KIND_MAC, "00-1A-2b-3C-4d-5E", "001a2b3c4d5e"},
		{KIND_PLATE, "京a·12345", "京A12345"},
		{KIND_IPV6, "2001:DB8:0:0::1", "2001:db8::1"},
		{KIND_WECHAT_OPENID, "oLVPpjqs9BhvzwPj5A-vTYAX3GLc",
	         "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"},
		{KIND_LANDLINE, "(010) 6234-5678", "01062345678"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *normal = detection_normalise(rows[i].kind, span_of(rows[i].value));

		g_assert_cmpstr(normal, ==, rows[i].same);
	}
}

int
main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "C.UTF-8"); /* messages about Chinese text */
	g_test_init(&argc, &argv, NULL);
	for (int i = 0; i < kind_count(); i++) {
		g_autofree char *path = g_strconcat("/detect/cases/", kind_get(i)->id, NULL);
		g_autofree char *cases = g_strdup_printf(CASES "/%s.cases", kind_get(i)->id);

		if (i > KIND_SECRET_KEY && !g_file_test(cases, G_FILE_TEST_EXISTS))
			continue;
		g_test_add_data_func(path, kind_get(i)->id, test_cases);
	}
	g_test_add_data_func("/detect/transformed", "transformed", test_named);
	g_test_add_data_func("/detect/wrapped", "wrapped", test_named);
	g_test_add_func("/detect/fits", test_fits);
	g_test_add_func("/detect/cells", test_cells);
	g_test_add_func("/detect/fields", test_fields);
	g_test_add_func("/detect/wanted", test_wanted);
	g_test_add_func("/detect/stop", test_stop);
	g_test_add_func("/detect/normalise", test_normalise);
	return g_test_run();
}
