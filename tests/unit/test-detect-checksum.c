/*
 * test-detect-checksum.c - check digits against values computed by another program
 *
 * tests/detect/checksum.golden: a thousand values of each, half of them wrong, made by
 * tools/make-checksum-golden from the words of the standards.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"

#include <glib.h>
#include <string.h>

typedef struct {
	const char *name;
	bool (*agrees)(const char *value);
} Check;

static bool
mod_11_2_agrees(const char *value)
{
	return checksum_mod_11_2(value) == value[17];
}

static bool
mod_31_agrees(const char *value)
{
	return checksum_mod_31(value) == value[17];
}

static bool
organisation_agrees(const char *value)
{
	return checksum_organisation(value) == value[8];
}

static bool
luhn_agrees(const char *value)
{
	return checksum_luhn(value, strlen(value));
}

static bool
vin_agrees(const char *value)
{
	return checksum_vin(value) == value[8];
}

static const Check checks[] = {
	{"mod-11-2", mod_11_2_agrees},
	{"mod-31", mod_31_agrees},
	{"organisation", organisation_agrees},
	{"luhn", luhn_agrees},
	{"vin", vin_agrees},
};

static void
test_golden(gconstpointer data)
{
	const Check *check = data;
	g_autofree char *content = NULL;
	unsigned n_right = 0, n_wrong = 0;

	g_assert_true(g_file_get_contents(CASES "/checksum.golden", &content, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(content, "\n", 0);
	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 3);

		if (g_strcmp0(cells[0], check->name) != 0)
			continue;
		bool right = g_strcmp0(cells[2], "1") == 0;

		g_test_message("%s", cells[1]);
		g_assert_cmpint(check->agrees(cells[1]), ==, right);
		n_right += right ? 1 : 0;
		n_wrong += right ? 0 : 1;
	}
	g_assert_cmpuint(n_right, >=, 500);
	g_assert_cmpuint(n_wrong, >=, 500);
}

/* The numbers that the standards and their explanations print. */
static void
test_published(void)
{
	g_assert_true(mod_11_2_agrees("11010519491231002X"));
	g_assert_true(mod_11_2_agrees("440524188001010014"));
	g_assert_true(mod_31_agrees("91350100M000100Y43"));
	g_assert_true(organisation_agrees("D2143569X"));
	g_assert_true(luhn_agrees("490154203237518"));
	g_assert_true(vin_agrees("1M8GDM9AXKP042788"));
}

static void
test_alphabet(void)
{
	g_assert_cmpint(checksum_mod_31("9135010OM000100Y4"), ==, '\0');
	g_assert_cmpint(checksum_mod_31("91350100m000100Y4"), ==, '\0');
	g_assert_cmpint(checksum_vin("1M8GDM9AXKP04278I"), ==, '\0');
	g_assert_cmpint(checksum_organisation("D214356-"), ==, '\0');
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
		g_autofree char *path = g_strconcat("/detect/checksum/", checks[i].name, NULL);

		g_test_add_data_func(path, &checks[i], test_golden);
	}
	g_test_add_func("/detect/checksum/published", test_published);
	g_test_add_func("/detect/checksum/alphabet", test_alphabet);
	return g_test_run();
}
