/*
 * test-detect-foreign-checksum.c - IBAN and machine-readable zones through the whole engine
 *
 * Their checks are no functions of their own, so each number is put to the engine: right ones are
 * found and validated, wrong ones are not.  Values of tests/detect/checksum.golden, and every mistake
 * of one digit and every swap of neighbours that the arithmetic can see.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"

#include <glib.h>
#include <string.h>

#define MOST   64
#define ROUNDS 60

typedef struct {
	const char *name;
	KindId kind;
	bool (*slow)(const char *value);
	/* May the character at @at be changed for the mistake to be one of a number? */
	bool (*counts)(size_t at);
} Check;

/* Long division by 97, the first four characters behind the rest. */
static bool
iban_slow(const char *value)
{
	g_autofree char *all = g_strdup_printf("%s%.4s", value + 4, value);
	g_autoptr(GString) digits = g_string_new(NULL);
	int rest = 0;

	for (const char *at = all; *at != '\0'; at++)
		if (g_ascii_isdigit(*at))
			g_string_append_c(digits, *at);
		else
			g_string_append_printf(digits, "%d", *at - 'A' + 10);
	for (const char *at = digits->str; *at != '\0'; at++)
		rest = (rest * 10 + *at - '0') % 97;
	return rest == 1;
}

static bool
iban_counts(size_t at)
{
	return at >= 2;
}

static int
zone_sum(const char *value, size_t first, size_t count)
{
	int sum = 0;

	for (size_t i = 0; i < count; i++) {
		char character = value[first + i];
		int number = character == '<'             ? 0
		             : g_ascii_isdigit(character) ? character - '0'
		                                          : character - 'A' + 10;
		sum += number * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
	}
	return sum % 10;
}

static bool
zone_slow(const char *value)
{
	return zone_sum(value, 0, 9) == value[9] - '0' &&
	       zone_sum(value, 13, 6) == value[19] - '0' &&
	       zone_sum(value, 21, 6) == value[27] - '0';
}

/* The digits of the document; of dates a mistake may make no date. */
static bool
zone_counts(size_t at)
{
	return at >= 1 && at <= 9;
}

static const Check checks[] = {
	{"iban", KIND_IBAN, iban_slow, iban_counts},
	{"zone", KIND_PASSPORT_MRZ, zone_slow, zone_counts},
};

static bool
see(const Match *match, Span text, void *data)
{
	KindId *kind = data;

	(void)text;
	if (match->kind == *kind && match->validated && match->offset == 0)
		*kind = KIND_NONE;
	return *kind != KIND_NONE;
}

static bool
agrees(const Check *check, const char *value)
{
	KindId wanted = check->kind;

	detection_scan(span_of(value), KIND_BIT(check->kind), DETECTION_BEST, see, &wanted);
	return wanted == KIND_NONE;
}

static void
expect(const Check *check, const char *value, bool right)
{
	if (agrees(check, value) == right && check->slow(value) == right)
		return;
	g_test_message("%s is %s", value, right ? "not found" : "found");
	g_test_fail();
}

/* Mistakes are right now and then: what the slow form says counts. */
static void
try_mistakes(const Check *check, const char *right, unsigned *n_caught, unsigned *n_missed)
{
	char value[MOST + 1];

	g_strlcpy(value, right, sizeof value);
	for (size_t at = 0; value[at] != '\0'; at++) {
		if (!check->counts(at) || !g_ascii_isdigit(right[at]))
			continue;
		for (char wrong = '0'; wrong <= '9'; wrong++) {
			value[at] = wrong;
			expect(check, value, wrong == right[at]);
		}
		value[at] = right[at];
		if (!g_ascii_isdigit(right[at + 1]) || !check->counts(at + 1) ||
		    right[at] == right[at + 1])
			continue;
		value[at] = right[at + 1];
		value[at + 1] = right[at];
		bool missed = check->slow(value);
		g_assert_cmpint(agrees(check, value), ==, missed);
		*(missed ? n_missed : n_caught) += 1;
		value[at] = right[at];
		value[at + 1] = right[at + 1];
	}
}

static void
test_golden(gconstpointer data)
{
	const Check *check = data;
	g_autofree char *content = NULL;
	unsigned n_right = 0, n_wrong = 0, n_caught = 0, n_missed = 0;

	g_assert_true(g_file_get_contents(CASES "/checksum.golden", &content, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(content, "\n", 0);
	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 3);

		if (g_strcmp0(cells[0], check->name) != 0)
			continue;
		bool right = g_strcmp0(cells[2], "1") == 0;

		expect(check, cells[1], right);
		if (right && n_right < ROUNDS)
			try_mistakes(check, cells[1], &n_caught, &n_missed);
		n_right += right ? 1 : 0;
		n_wrong += right ? 0 : 1;
	}
	g_test_message("%u right, %u wrong; swaps: %u caught, %u the arithmetic cannot see",
	               n_right, n_wrong, n_caught, n_missed);
	g_assert_cmpuint(n_right, >=, 500);
	g_assert_cmpuint(n_wrong, >=, 500);
	g_assert_cmpuint(n_caught, >, n_missed);
	if (check->kind == KIND_IBAN)
		g_assert_cmpuint(n_missed, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
		g_autofree char *path =
			g_strconcat("/detect/foreign-checksum/", checks[i].name, NULL);

		g_test_add_data_func(path, &checks[i], test_golden);
	}
	return g_test_run();
}
