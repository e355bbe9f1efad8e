/*
 * test-detect-checksum.c - check digits against other programs, slow forms and mistakes
 *
 * tests/detect/checksum.golden: a thousand values of each, half of them wrong, made by
 * tools/make-checksum-golden from the words of the standards.  The slow forms here are written
 * from the congruence that a right number fulfils, without weights tables.  Each check must
 * catch every mistake of one character and every swap of neighbours, except those of
 * which its own arithmetic says that it cannot; those it must miss.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"

#include <glib.h>
#include <string.h>

#define DIGITS "0123456789"
#define ROUNDS 300
#define MOST   20

typedef struct {
	const char *name;
	bool (*agrees)(const char *value);
	bool (*slow)(const char *value);
	/* Which characters may stand at @at of a number of @length. */
	const char *(*allowed)(size_t at, size_t length);
	/* Weight of the character at @at, and the modulus: what is 0 for a mistake is missed. */
	int (*missed_error)(size_t at, int a, int b);
	int (*missed_swap)(size_t at, int a, int b);
	size_t length;
	size_t check; /* where the check character stands */
	const char *check_characters;
} Check;

static int
value_of(char character)
{
	return g_ascii_isdigit(character) ? character - '0' : character - 'A' + 10;
}

static int
power(int base, size_t exponent, int modulus)
{
	int result = 1;

	for (; exponent > 0; exponent--)
		result = result * base % modulus;
	return result;
}

static int
never(size_t at, int a, int b)
{
	(void)at;
	(void)a;
	(void)b;
	return 1;
}

static bool
mod_11_2_agrees(const char *value)
{
	return checksum_mod_11_2(value) == value[17];
}

/* ISO 7064: the sum of a_i * 2^(18 - i) leaves 1, where X is ten. */
static bool
mod_11_2_slow(const char *value)
{
	int sum = 0;

	for (size_t i = 0; i < 18; i++)
		sum += (value[i] == 'X' ? 10 : value_of(value[i])) * power(2, 17 - i, 11);
	return sum % 11 == 1;
}

static const char *
mod_11_2_allowed(size_t at, size_t length)
{
	return at + 1 == length ? DIGITS "X" : DIGITS;
}

#define ALPHABET_31 DIGITS "ABCDEFGHJKLMNPQRTUWXY"

static bool
mod_31_agrees(const char *value)
{
	return checksum_mod_31(value) == value[17];
}

/* GB 32100: the sum of a_i * 3^(i - 1) and the check character leaves nothing. */
static bool
mod_31_slow(const char *value)
{
	ptrdiff_t sum = strchr(ALPHABET_31, value[17]) - ALPHABET_31;

	for (size_t i = 0; i < 17; i++)
		sum += (strchr(ALPHABET_31, value[i]) - ALPHABET_31) * power(3, i, 31);
	return sum % 31 == 0;
}

static const char *
mod_31_allowed(size_t at, size_t length)
{
	(void)at;
	(void)length;
	return ALPHABET_31;
}

static bool
organisation_agrees(const char *value)
{
	return checksum_organisation(value) == value[8];
}

/* GB 11714: weights are the powers of two that leave 3, 7, 9, 10, 5, 8, 4, 2 by eleven. */
static bool
organisation_slow(const char *value)
{
	int sum = value[8] == 'X' ? 10 : value_of(value[8]);

	for (size_t i = 0; i < 8; i++)
		sum += value_of(value[i]) * power(2, 8 - i, 11);
	return sum % 11 == 0;
}

static const char *
organisation_allowed(size_t at, size_t length)
{
	return at + 1 == length ? DIGITS "X" : DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
}

/* Letters whose places differ by eleven or twenty-two are one to it. */
static int
organisation_missed(size_t at, int a, int b)
{
	if (at == 8)
		return 1;
	return (a - b) % 11;
}

static bool
luhn_agrees(const char *value)
{
	return checksum_luhn(value, strlen(value));
}

/* Every second digit from behind is doubled and its own digits are added. */
static bool
luhn_slow(const char *value)
{
	int sum = 0;
	size_t length = strlen(value);

	for (size_t i = 0; i < length; i++) {
		g_autofree char *written = g_strdup_printf("%d", value_of(value[length - 1 - i]) *
		                                                         (i % 2 == 1 ? 2 : 1));

		for (const char *digit = written; *digit != '\0'; digit++)
			sum += value_of(*digit);
	}
	return sum % 10 == 0;
}

static const char *
luhn_allowed(size_t at, size_t length)
{
	(void)at;
	(void)length;
	return DIGITS;
}

static int
luhn_missed_swap(size_t at, int a, int b)
{
	(void)at;
	return MIN(a, b) == 0 && MAX(a, b) == 9 ? 0 : 1;
}

static bool
luhn_hex_agrees(const char *value)
{
	return checksum_luhn_hex(value, strlen(value));
}

static bool
luhn_hex_slow(const char *value)
{
	int sum = 0;
	size_t length = strlen(value);

	for (size_t i = 0; i < length; i++) {
		g_autofree char *written = g_strdup_printf("%X", value_of(value[length - 1 - i]) *
		                                                         (i % 2 == 1 ? 2 : 1));

		for (const char *digit = written; *digit != '\0'; digit++)
			sum += value_of(*digit);
	}
	return sum % 16 == 0;
}

static const char *
luhn_hex_allowed(size_t at, size_t length)
{
	(void)at;
	(void)length;
	return DIGITS "ABCDEF";
}

static int
luhn_hex_missed_swap(size_t at, int a, int b)
{
	(void)at;
	return MIN(a, b) == 0 && MAX(a, b) == 15 ? 0 : 1;
}

static bool
hong_kong_agrees(const char *value)
{
	return checksum_hong_kong(value, strlen(value) - 1) == value[strlen(value) - 1];
}

/* Weighted by its distance from the right end everything leaves nothing; a blank is 36. */
static bool
hong_kong_slow(const char *value)
{
	size_t length = strlen(value);
	int sum = length == 8 ? 36 * 9 : 0;

	for (size_t i = 0; i < length; i++)
		for (size_t n = 0; n < length - i; n++)
			sum += value_of(value[i]);
	return sum % 11 == 0;
}

static const char *
hong_kong_allowed(size_t at, size_t length)
{
	if (at + 1 == length)
		return DIGITS "A";
	return at + 7 < length ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : DIGITS;
}

static int
hong_kong_missed(size_t at, int a, int b)
{
	(void)at;
	return (a - b) % 11;
}

static bool
taiwan_agrees(const char *value)
{
	return checksum_taiwan(value) == value[9];
}

/* The letter's two digits and the others, weighted 1 9 8 ... 1 1, leave nothing by ten. */
static bool
taiwan_slow(const char *value)
{
	static const char order[] = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
	ptrdiff_t number = strchr(order, value[0]) - order + 10;
	ptrdiff_t second = g_ascii_isdigit(value[1]) ? value_of(value[1])
	                                             : (strchr(order, value[1]) - order) % 10;
	ptrdiff_t sum = number / 10 + number % 10 * 9 + second * 8 + value_of(value[9]);

	for (size_t i = 2; i < 9; i++)
		sum += value_of(value[i]) * (ptrdiff_t)(9 - i);
	return sum % 10 == 0;
}

static const char *
taiwan_allowed(size_t at, size_t length)
{
	(void)length;
	return at == 0 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : at == 1 ? "1289" : DIGITS;
}

static int
taiwan_weight(size_t at)
{
	return at == 9 ? 1 : 9 - (int)at;
}

/* Even weights do not see a difference of five, and the last two weigh the same. */
static int
taiwan_missed_error(size_t at, int a, int b)
{
	static const char order[] = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

	if (at > 0)
		return taiwan_weight(at) * (a - b) % 10;
	ptrdiff_t first = strchr(order, a - 10 + 'A') - order + 10;
	ptrdiff_t second = strchr(order, b - 10 + 'A') - order + 10;
	return (int)((first / 10 + first % 10 * 9 - second / 10 - second % 10 * 9) % 10);
}

static int
taiwan_missed_swap(size_t at, int a, int b)
{
	return (taiwan_weight(at) - taiwan_weight(at + 1)) * (a - b) % 10;
}

static bool
vin_agrees(const char *value)
{
	return checksum_vin(value) == value[8];
}

static bool
vin_slow(const char *value)
{
	static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
	static const char values[] = "12345678123457923456789";
	int sum = 0;

	for (size_t i = 0; i < 17; i++) {
		const char *letter = strchr(letters, value[i]);
		int weight = i == 7 ? 10 : i < 7 ? 8 - (int)i : i == 8 ? 0 : 18 - (int)i;

		sum += weight *
		       (letter == NULL ? value_of(value[i]) : values[letter - letters] - '0');
	}
	return sum % 11 == (value[8] == 'X' ? 10 : value_of(value[8]));
}

static const char *
vin_allowed(size_t at, size_t length)
{
	(void)length;
	return at == 8 ? DIGITS "X" : at == 0 ? "L" : DIGITS;
}

/* The eighth and the check digit may change places unseen: ten and one are the same by eleven. */
static int
vin_missed_swap(size_t at, int a, int b)
{
	(void)a;
	(void)b;
	return at == 7 ? 0 : 1;
}

static const Check checks[] = {
	{"mod-11-2", mod_11_2_agrees, mod_11_2_slow, mod_11_2_allowed, never, never, 18, 17,
         DIGITS "X"},
	{"mod-31", mod_31_agrees, mod_31_slow, mod_31_allowed, never, never, 18, 17, ALPHABET_31},
	{"organisation", organisation_agrees, organisation_slow, organisation_allowed,
         organisation_missed, organisation_missed, 9, 8, DIGITS "X"},
	{"luhn", luhn_agrees, luhn_slow, luhn_allowed, never, luhn_missed_swap, 16, 15, DIGITS},
	{"luhn", luhn_agrees, luhn_slow, luhn_allowed, never, luhn_missed_swap, 19, 18, DIGITS},
	{"luhn-hex", luhn_hex_agrees, luhn_hex_slow, luhn_hex_allowed, never, luhn_hex_missed_swap,
         15, 14, DIGITS "ABCDEF"},
	{"hong-kong", hong_kong_agrees, hong_kong_slow, hong_kong_allowed, hong_kong_missed,
         hong_kong_missed, 8, 7, DIGITS "A"},
	{"hong-kong", hong_kong_agrees, hong_kong_slow, hong_kong_allowed, hong_kong_missed,
         hong_kong_missed, 9, 8, DIGITS "A"},
	{"taiwan", taiwan_agrees, taiwan_slow, taiwan_allowed, taiwan_missed_error,
         taiwan_missed_swap, 10, 9, DIGITS},
	{"vin", vin_agrees, vin_slow, vin_allowed, never, vin_missed_swap, 17, 8, DIGITS "X"},
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

		if (check->agrees(cells[1]) != right || check->slow(cells[1]) != right) {
			g_test_message("%s", cells[1]);
			g_test_fail();
		}
		n_right += right ? 1 : 0;
		n_wrong += right ? 0 : 1;
	}
	g_assert_cmpuint(n_right, >=, 500);
	g_assert_cmpuint(n_wrong, >=, 500);
}

/* A number that the slow form calls right. */
static void
make_right(const Check *check, GRand *random, char *ret_value)
{
	for (;;) {
		for (size_t i = 0; i < check->length; i++) {
			const char *allowed = check->allowed(i, check->length);

			ret_value[i] =
				allowed[g_rand_int_range(random, 0, (gint32)strlen(allowed))];
		}
		ret_value[check->length] = '\0';
		for (const char *last = check->check_characters; *last != '\0'; last++) {
			ret_value[check->check] = *last;
			if (check->slow(ret_value))
				return;
		}
	}
}

static void
try_errors(const Check *check, char *value, unsigned *n_tried)
{
	for (size_t at = 0; at < check->length; at++) {
		char right = value[at];

		for (const char *wrong = check->allowed(at, check->length); *wrong != '\0';
		     wrong++) {
			if (*wrong == right)
				continue;
			value[at] = *wrong;
			bool missed =
				check->missed_error(at, value_of(right), value_of(*wrong)) == 0;

			g_assert_cmpint(check->agrees(value), ==, missed);
			g_assert_cmpint(check->slow(value), ==, missed);
			++*n_tried;
		}
		value[at] = right;
	}
}

/* An X is ten as a check character and another number elsewhere. */
static void
try_swaps(const Check *check, char *value, unsigned *n_tried)
{
	for (size_t at = 0; at + 1 < check->length; at++) {
		char a = value[at], b = value[at + 1];

		if (a == b || a == 'X' || b == 'X' ||
		    strchr(check->allowed(at, check->length), b) == NULL ||
		    strchr(check->allowed(at + 1, check->length), a) == NULL)
			continue;
		value[at] = b;
		value[at + 1] = a;
		bool missed = check->missed_swap(at, value_of(a), value_of(b)) == 0;

		g_assert_cmpint(check->agrees(value), ==, missed);
		g_assert_cmpint(check->slow(value), ==, missed);
		++*n_tried;
		value[at] = a;
		value[at + 1] = b;
	}
}

static void
test_mistakes(gconstpointer data)
{
	const Check *check = data;
	g_autoptr(GRand) random = g_rand_new_with_seed(7812);
	char value[MOST + 1];
	unsigned n_errors = 0, n_swaps = 0;

	for (unsigned i = 0; i < ROUNDS; i++) {
		make_right(check, random, value);
		g_assert_true(check->agrees(value));
		try_errors(check, value, &n_errors);
		try_swaps(check, value, &n_swaps);
	}
	g_test_message("%u mistakes, %u swaps", n_errors, n_swaps);
	g_assert_cmpuint(n_errors, >, 10000);
	g_assert_cmpuint(n_swaps, >, 1000);
}

/* The numbers that the standards and their explanations print. */
static void
test_published(void)
{
	g_assert_true(mod_11_2_agrees("11010519491231002X"));
	g_assert_true(mod_11_2_agrees("440524188001010014"));
	g_assert_true(mod_11_2_agrees("911124198108030024"));
	g_assert_true(mod_31_agrees("91350100M000100Y43"));
	g_assert_true(organisation_agrees("D2143569X"));
	g_assert_true(luhn_agrees("490154203237518"));
	g_assert_true(luhn_hex_agrees("AF0123450ABCDEC"));
	g_assert_true(hong_kong_agrees("A1234563"));
	g_assert_true(taiwan_agrees("A123456789"));
	g_assert_true(vin_agrees("1M8GDM9AXKP042788"));
}

static void
test_alphabet(void)
{
	g_assert_cmpint(checksum_mod_31("9135010OM000100Y4"), ==, '\0');
	g_assert_cmpint(checksum_mod_31("91350100m000100Y4"), ==, '\0');
	g_assert_cmpint(checksum_vin("1M8GDM9AXKP04278I"), ==, '\0');
	g_assert_cmpint(checksum_organisation("D214356-"), ==, '\0');
	g_assert_false(checksum_luhn_hex("AF0123450ABCDEG", 15));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
		g_autofree char *golden = g_strdup_printf("/detect/checksum/golden/%s-%zu",
		                                          checks[i].name, checks[i].length);
		g_autofree char *mistakes = g_strdup_printf("/detect/checksum/mistakes/%s-%zu",
		                                            checks[i].name, checks[i].length);

		g_test_add_data_func(golden, &checks[i], test_golden);
		g_test_add_data_func(mistakes, &checks[i], test_mistakes);
	}
	g_test_add_func("/detect/checksum/published", test_published);
	g_test_add_func("/detect/checksum/alphabet", test_alphabet);
	return g_test_run();
}
