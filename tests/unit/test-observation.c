/*
 * test-observation.c - the quick look at a value says what the slow one says
 *
 * Quick are: one scan for both questions, short amounts and moments that no detector is asked
 * about, values remembered under their hash, identifiers that are normal already, records
 * that a second thread fetches.  Each is held against its slow form.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "observation.h"
#include "read-ahead.h"
#include "source-memory.h"

#include <glib.h>
#include <string.h>

#define KINDS_INSIDE                                                                               \
	(KIND_SET_ALL &                                                                            \
	 ~(KIND_BIT(KIND_PERSON_NAME) | KIND_BIT(KIND_ADDRESS) | KIND_BIT(KIND_BIRTH_DATE)))

static const HashKey key = {1, 2};

static bool
note_kind(const Match *match, Span text, void *data)
{
	(void)text;
	*(KindSet *)data |= KIND_BIT(match->kind);
	return true;
}

/* As the survey looked at values before it was made quick. */
static void
assert_slow_agrees(Span value, const Observation *seen)
{
	Match match = {0};
	KindId kind = detection_of_value(value, KIND_SET_ALL, &match);
	KindSet inside = 0;
	glong characters = 0;

	for (size_t i = 0; i < value.length; i++)
		characters += ((unsigned char)value.bytes[i] & 0xc0) != 0x80;
	if (kind == KIND_NONE && value.length >= 8)
		detection_scan(value, KINDS_INSIDE, DETECTION_BEST, note_kind, &inside);
	if (seen->kind != kind || seen->inside != inside)
		g_test_message("%.*s: %d is not %d", (int)value.length, value.bytes, seen->kind,
		               kind);
	g_assert_cmpint(seen->kind, ==, kind);
	g_assert_true(seen->inside == inside);
	g_assert_cmpint(seen->validated, ==, kind != KIND_NONE && match.validated);
	g_assert_cmpint(seen->characters, ==, MIN(characters, OBSERVED_CHARACTERS));
	g_assert_cmpint(seen->numeric, ==, strspn(value.bytes, "0123456789") >= value.length);
}

static void
check(ObservationMemory *memory, ObservationHabit *habit, const char *text)
{
	Span value = span_trim(span_of(text));

	if (value.length == 0)
		return;
	Observation seen;
	uint64_t hash = hash_span(&key, value);

	observation_recall(memory, habit, &value, &hash, 1, &seen);
	assert_slow_agrees(value, &seen);
}

/* Every amount of up to four characters, every number of six digits. */
static void
test_amounts(void)
{
	static const char digits[] = "0123456789.-";
	g_autoptr(ObservationMemory) memory = observation_memory_new();
	ObservationHabit habit = {0};

	for (unsigned n = 0; n < 12 * 12 * 12 * 12; n++) {
		char text[] = {digits[n % 12], digits[n / 12 % 12], digits[n / 144 % 12],
		               digits[n / 1728], '\0'};

		check(memory, &habit, text);
		check(memory, &habit, text + 1 + n % 3);
	}
	for (unsigned n = 0; n < 1000000; n++) {
		char text[8];

		g_snprintf(text, sizeof text, "%06u", n);
		Observation seen = observation_of(span_of(text));
		g_assert_cmpint(seen.kind, ==, KIND_NONE);
	}
}

static void
test_moments(void)
{
	g_autoptr(ObservationMemory) memory = observation_memory_new();
	ObservationHabit habit = {0};
	g_autoptr(GRand) random = g_rand_new_with_seed(3);

	for (int n = 0; n < 50000; n++) {
		g_autofree char *text = g_strdup_printf(
			"%04d-%02d-%02d %02d:%02d:%02d%s", g_rand_int_range(random, 1890, 2060),
			g_rand_int_range(random, 0, 14), g_rand_int_range(random, 0, 33),
			g_rand_int_range(random, 0, 3) * 12 % 24, g_rand_int_range(random, 0, 2),
			g_rand_int_range(random, 0, 2),
			n % 3 == 0   ? ".123"
			: n % 7 == 0 ? "Z"
				     : "");

		check(memory, &habit, text);
	}
}

static char *
random_value(GRand *random)
{
	static const char *const parts[] = {
		"138",      "12345678", "0",      "-",      " ",        "@",          ".com",
		"a",        "X",        "张伟",   "北京市", "路",       "12号",       "110105",
		"19900307", "002X",     "6222",   "0212",   "京A",      ".1",         "::",
		"fe80",     "$2a$10$",  "电话：", "\"",     "'",        "1990-03-07", "_",
		"%40",      "\\u0040",  "18",     "QQ:",    "１３８",   "＠",         "abc",
		"D4F1",     "\n",       ",",      "李",     "completed"};
	GString *value = g_string_new(NULL);
	int n = g_rand_int_range(random, 1, 7);

	for (int i = 0; i < n; i++)
		g_string_append(value, parts[g_rand_int_range(random, 0, G_N_ELEMENTS(parts))]);
	return g_string_free(value, FALSE);
}

static void
test_random(void)
{
	g_autoptr(ObservationMemory) memory = observation_memory_new();
	ObservationHabit habit = {0};
	g_autoptr(GRand) random = g_rand_new_with_seed(4);

	for (int n = 0; n < 100000; n++) {
		g_autofree char *value = random_value(random);

		check(memory, &habit, value);
		check(memory, &habit, value);
	}
}

/* Many at once, of all lengths, beside each other in one scan. */
static void
test_together(void)
{
	g_autoptr(ObservationMemory) memory = observation_memory_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(6);
	Span values[OBSERVED_AT_ONCE];
	uint64_t hashes[OBSERVED_AT_ONCE];
	Observation seen[OBSERVED_AT_ONCE];

	for (int round = 0; round < 100; round++) {
		g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
		ObservationHabit habit = {.rest = round % 2 == 0 ? 100000 : 0};
		size_t n = 0;

		while (n < (size_t)(round * 5 % OBSERVED_AT_ONCE) + 1) {
			g_autofree char *one = random_value(random);
			g_autofree char *more = random_value(random);
			int form = g_rand_int_range(random, 0, 9);
			char *text =
				g_strconcat(one, form == 0 ? more : "",
			                    form == 1 ? "，浙江省杭州市西湖区文三路90号，" : "",
			                    form == 2 ? one : "", NULL);
			g_ptr_array_add(texts, text);
			values[n] = span_trim(span_of(text));
			hashes[n] = hash_span(&key, values[n]);
			n += values[n].length > 0;
		}
		observation_recall(memory, &habit, values, hashes, n, seen);
		for (size_t i = 0; i < n; i++)
			assert_slow_agrees(values[i], &seen[i]);
	}
}

static void
test_normal(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(5);
	int normal = 0;

	for (int n = 0; n < 50000; n++) {
		g_autofree char *text = random_value(random);
		Span value = span_trim(span_of(text));
		KindId kind = (KindId)g_rand_int_range(random, 0, N_KINDS);

		if (!detection_is_normal(kind, value))
			continue;
		g_autofree char *slow = detection_normalise(kind, value);
		g_assert_true(span_equal(span_of(slow), value));
		normal++;
	}
	g_assert_cmpint(normal, >, 1000);
	g_assert_true(detection_is_normal(KIND_MOBILE, span_of("13812345678")));
	g_assert_false(detection_is_normal(KIND_MOBILE, span_of("8613812345678")));
}

static void
fill(MemoryStore *store, const char *name, int rows)
{
	static const char *const fields[] = {"a", "b", "c", NULL};
	g_autofree char *large = g_strnfill(3 * READ_AHEAD_BYTES, 'x');

	memory_store_table(store, name, fields);
	for (int i = 0; i < rows; i++) {
		g_autofree char *number = g_strdup_printf("%s%d", name, i);
		const char *values[] = {number, i % 3 == 0 ? NULL : "", i % 400 == 7 ? large : "y"};

		memory_store_add(store, name, values);
	}
}

static void
digest_record(GChecksum *checksum, const SourceRecord *record)
{
	g_checksum_update(checksum, (const guchar *)record->container, -1);
	for (size_t i = 0; i < record->n_values; i++) {
		const SourceValue *value = &record->values[i];
		guchar head[] = {(guchar)value->type, (guchar)value->truncated};

		g_checksum_update(checksum, head, sizeof head);
		g_checksum_update(checksum, (const guchar *)value->bytes.bytes,
		                  (gssize)value->bytes.length);
	}
}

/* The records of @group one by one, or in batches; how reading ended is part of the digest. */
static char *
read_group(Source *source, const char *group, bool ahead)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autoptr(GError) error = NULL;
	const SourceRecord *record = NULL;
	const RecordBatch *batch = NULL;
	g_autoptr(SourceCursor) cursor = source_read(source, group, NULL, (Span){0}, &error);

	g_assert_no_error(error);
	if (ahead) {
		g_autoptr(ReadAhead) reading = read_ahead_open(cursor);

		while ((batch = read_ahead_next(reading, &error)) != NULL)
			for (size_t i = 0; i < batch->n_records; i++) {
				g_assert_cmpstr(batch->container, ==, batch->records[i].container);
				digest_record(checksum, &batch->records[i]);
			}
		g_assert_null(read_ahead_next(reading, NULL));
	} else {
		while ((record = source_next(cursor, &error)) != NULL)
			digest_record(checksum, record);
	}
	if (error != NULL)
		g_checksum_update(checksum, (const guchar *)error->message, -1);
	return g_strdup(g_checksum_get_string(checksum));
}

static bool
note_group(const SourceContainer *container, void *data)
{
	g_ptr_array_add(data, g_strdup(container->group));
	return true;
}

static void
test_read_ahead(void)
{
	MemoryStore *store = memory_store("ahead");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Source) source = NULL;

	fill(store, "one", 3000);
	fill(store, "none", 0);
	fill(store, "two", 513);
	fill(store, "broken", 2000);
	memory_store_fail_after(store, "broken", 1234);
	source = source_open("m", "memory:ahead", NULL, &error);
	g_assert_no_error(error);
	g_assert_true(source_discover(source, NULL, note_group, groups, &error));
	g_assert_cmpuint(groups->len, ==, 4);
	for (guint i = 0; i < groups->len; i++) {
		g_autofree char *slow = read_group(source, groups->pdata[i], false);
		g_autofree char *quick = read_group(source, groups->pdata[i], true);

		g_assert_cmpstr(slow, ==, quick);
	}
	/* Left in the middle: the thread ends. */
	for (int after = 0; after < 3; after++) {
		g_autoptr(SourceCursor) cursor =
			source_read(source, groups->pdata[0], NULL, (Span){0}, &error);
		g_autoptr(ReadAhead) reading = read_ahead_open(cursor);

		for (int i = 0; i < after; i++)
			g_assert_nonnull(read_ahead_next(reading, &error));
	}
	g_clear_pointer(&source, source_close);
	memory_store_drop("ahead");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/observation/amounts", test_amounts);
	g_test_add_func("/observation/moments", test_moments);
	g_test_add_func("/observation/random", test_random);
	g_test_add_func("/observation/together", test_together);
	g_test_add_func("/observation/normal", test_normal);
	g_test_add_func("/observation/read-ahead", test_read_ahead);
	return g_test_run();
}
