/*
 * test-distinct-count.c - different identifiers and persons, against exact counts
 *
 * The hashes are made from numbers that never repeat, so how many there are is known up to ten
 * million.  Errors are printed; asserted are three standard errors for one count and a
 * small mean over many, which a biased estimator would miss.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "distinct-count.h"
#include "person-count.h"
#include "sketch.h"

#include <glib.h>
#include <math.h>

#define MOST (10 * 1000 * 1000)

/* Another hash for every @n of one @seed: the finaliser is a bijection. */
static uint64_t
hash_of(uint64_t seed, uint64_t n)
{
	return hash_salt(n, seed * 2 + 1);
}

static double
error_of(const DistinctCount *count, int64_t exact)
{
	return 100.0 * (double)(distinct_count_number(count) - exact) / (double)exact;
}

static void
test_exact(void)
{
	DistinctCount count = {0};
	size_t budget = DISTINCT_BUDGET;

	g_assert_cmpint(distinct_count_number(&count), ==, 0);
	for (uint64_t n = 1; n <= DISTINCT_EXACT; n++) {
		distinct_count_add(&count, hash_of(1, n), &budget);
		distinct_count_add(&count, hash_of(1, n / 2 + 1), &budget);
		if (n % 99991 == 0)
			g_assert_cmpint(distinct_count_number(&count), ==, n);
	}
	g_assert_true(distinct_count_is_exact(&count));
	g_assert_cmpint(distinct_count_number(&count), ==, DISTINCT_EXACT);
	g_assert_cmpuint(budget, ==, DISTINCT_BUDGET - DISTINCT_EXACT);
	distinct_count_add(&count, hash_of(1, DISTINCT_EXACT + 1), &budget);
	g_assert_false(distinct_count_is_exact(&count));
	g_assert_cmpfloat(fabs(error_of(&count, DISTINCT_EXACT + 1)), <, 3 * DISTINCT_ERROR);
	distinct_count_clear(&count, &budget);
	g_assert_cmpuint(budget, ==, DISTINCT_BUDGET);
}

/* Where others have kept all there is to keep, a count is an estimate from the start. */
static void
test_budget(void)
{
	DistinctCount counts[2] = {0};
	size_t budget = 1000;

	for (uint64_t n = 0; n < 5000; n++)
		distinct_count_add(&counts[n % 2], hash_of(2, n), &budget);
	g_assert_false(distinct_count_is_exact(&counts[0]));
	g_assert_cmpfloat(fabs(error_of(&counts[0], 2500)), <, 3 * DISTINCT_ERROR);
	g_assert_cmpfloat(fabs(error_of(&counts[1], 2500)), <, 3 * DISTINCT_ERROR);
	for (size_t i = 0; i < 2; i++)
		distinct_count_clear(&counts[i], &budget);
	g_assert_cmpuint(budget, ==, 1000);
}

static void
test_ten_million(void)
{
	static const int64_t stops[] = {100,    3000,    20000,   41000, 82000,
	                                300000, 1000000, 3000000, MOST};

	for (uint64_t seed = 0; seed < 3; seed++) {
		DistinctCount count = {0};
		size_t budget = 0;
		uint64_t n = 0;

		for (size_t i = 0; i < G_N_ELEMENTS(stops); i++) {
			while (n < (uint64_t)stops[i])
				distinct_count_add(&count, hash_of(seed, n++), &budget);
			g_test_message("%" G_GINT64_FORMAT ": %+.2f %%", stops[i],
			               error_of(&count, stops[i]));
			g_assert_cmpfloat(fabs(error_of(&count, stops[i])), <, 3 * DISTINCT_ERROR);
		}
		distinct_count_clear(&count, &budget);
	}
}

/* Where other estimators change their formula, about 2.5 registers, this one must not lean. */
static void
test_no_bias(void)
{
	static const int64_t sizes[] = {500, 8000, 41000, 60000, 120000};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		double sum = 0.0, squares = 0.0;
		const int n_seeds = 60;

		for (int seed = 0; seed < n_seeds; seed++) {
			DistinctCount count = {0};
			size_t budget = 0;

			for (int64_t n = 0; n < sizes[i]; n++)
				distinct_count_add(
					&count, hash_of((uint64_t)seed + 10, (uint64_t)n), &budget);
			double error = error_of(&count, sizes[i]);
			sum += error;
			squares += error * error;
			distinct_count_clear(&count, &budget);
		}
		double spread = sqrt(squares / n_seeds);
		g_test_message("%" G_GINT64_FORMAT ": mean %+.3f %%, spread %.3f %%", sizes[i],
		               sum / n_seeds, spread);
		g_assert_cmpfloat(fabs(sum / n_seeds), <, 4 * DISTINCT_ERROR / sqrt(n_seeds));
		g_assert_cmpfloat(spread, <, 1.3 * DISTINCT_ERROR);
	}
}

/* Counts of parts, exact and estimated, merge into what the whole would have been. */
static void
test_merge(void)
{
	DistinctCount parts[3] = {0}, whole = {0}, sum = {0};
	size_t none = 0, budget = 100000;

	for (uint64_t n = 0; n < 300000; n++) {
		DistinctCount *part = &parts[n % 3];

		/* The first part is exact as long as it is small, the others never. */
		if (n % 3 != 0 || n < 60000)
			distinct_count_add(part, hash_of(5, n), n % 3 == 0 ? &budget : &none);
		if (n % 3 != 0 || n < 60000)
			distinct_count_add(&whole, hash_of(5, n), &none);
	}
	g_assert_true(distinct_count_is_exact(&parts[0]));
	g_assert_cmpint(distinct_count_number(&parts[0]), ==, 20000);
	for (size_t i = 0; i < 3; i++)
		distinct_count_merge(&sum, &parts[i], &budget);
	g_assert_cmpint(distinct_count_number(&sum), ==, distinct_count_number(&whole));
	for (size_t i = 0; i < 3; i++)
		distinct_count_clear(&parts[i], &budget);
	distinct_count_clear(&whole, &none);
	distinct_count_clear(&sum, &budget);
}

/* Persons past the bound: three identifiers each, of which two join and one is alone. */
static void
test_persons(void)
{
	g_autoptr(PersonCount) count = person_count_new(300000);
	g_autoptr(PersonCount) exact = person_count_new(0);

	for (uint64_t n = 0; n < 400000; n++) {
		uint64_t row[] = {hash_of(6, 3 * n), hash_of(6, 3 * n + 1)};

		(void)person_count_row(count, row, 2, 0);
		(void)person_count_row(exact, row, 2, 0);
	}
	PersonTotals totals = person_count_totals(count);
	g_assert_true(totals.estimated);
	g_test_message("persons: %" G_GINT64_FORMAT " of 400000", totals.persons);
	g_assert_cmpfloat(fabs((double)totals.persons / 400000.0 - 1.0), <, 0.03);
	totals = person_count_totals(exact);
	g_assert_false(totals.estimated);
	g_assert_cmpint(totals.persons, ==, 400000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/distinct/exact", test_exact);
	g_test_add_func("/distinct/budget", test_budget);
	g_test_add_func("/distinct/ten-million", test_ten_million);
	g_test_add_func("/distinct/no-bias", test_no_bias);
	g_test_add_func("/distinct/merge", test_merge);
	g_test_add_func("/distinct/persons", test_persons);
	return g_test_run();
}
