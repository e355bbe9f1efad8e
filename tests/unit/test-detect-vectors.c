/*
 * test-detect-vectors.c - the test cases of peers, as cells of a table and in text
 *
 * Each test says how many cases of a file agree.  Where the word of a standard or of our own rules differs from a peer's verdict the case
 * stands in tests/detect/vector-disagreements.tsv with the reason; any other difference
 * is a failure, and so is a line there that is none any more.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"
#include "detection.h"
#include "division.h"

#include <glib.h>
#include <locale.h>
#include <stdio.h>

#define OF(kind) (KIND_BIT(kind))

#define SECRETS (OF(KIND_SECRET_KEY) | OF(KIND_PRIVATE_KEY) | OF(KIND_JWT) | OF(KIND_CLOUD_KEY))

/* The rows of one file that concern a kind, and which of them count. */
typedef struct {
	const char *file;
	const char *name;
	KindSet kinds;
	bool validated; /* the peer checks a check digit */
	KindId field;   /* the cell stands in a field of this kind; KIND_NONE: in any */
} Vectors;

#define ANY_FIELD KIND_NONE

static const Vectors all_vectors[] = {
	{"validatorjs_cn.tsv", "cn_resident_id",
         OF(KIND_RESIDENT_ID) | OF(KIND_HKMOTW_RESIDENCE_PERMIT), true, ANY_FIELD},
	{"id_validator.tsv", "cn_resident_id",
         OF(KIND_RESIDENT_ID) | OF(KIND_HKMOTW_RESIDENCE_PERMIT), true, ANY_FIELD},
	{"validatorjs_cn.tsv", "cn_mobile", OF(KIND_MOBILE), false, ANY_FIELD},
	{"validatorjs_cn.tsv", "cn_passport", OF(KIND_PASSPORT_CN), false, ANY_FIELD},
	{"validatorjs_cn.tsv", "hk_id", OF(KIND_HK_ID), true, KIND_HK_ID},
	{"validatorjs_cn.tsv", "tw_id", OF(KIND_TW_ID), true, KIND_TW_ID},
	{"stdnum_cn_uscc.tsv", "cn_uscc", OF(KIND_USCC), true, ANY_FIELD},
	{"validatorjs_common.tsv", "ip", OF(KIND_IPV4) | OF(KIND_IPV6), true, ANY_FIELD},
	{"validatorjs_common.tsv", "mac", OF(KIND_MAC), false, ANY_FIELD},
	{"validatorjs_common.tsv", "imei", OF(KIND_IMEI), true, ANY_FIELD},
	{"validatorjs_common.tsv", "lat_long", OF(KIND_COORDINATES), false, KIND_COORDINATES},
	{"validatorjs_cn.tsv", "tw_mobile", OF(KIND_PHONE_INTERNATIONAL), false,
         KIND_PHONE_INTERNATIONAL},
	{"validatorjs_common.tsv", "email", OF(KIND_EMAIL), false, ANY_FIELD},
	{"validatorjs_common.tsv", "payment_card", OF(KIND_BANK_CARD), false, ANY_FIELD},
	{"validatorjs_common.tsv", "jwt", OF(KIND_JWT), true, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:jwt", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:private-key", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:aws-access-token", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:gcp-service-account", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:github-pat", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:gitlab-cicd-job-token", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:slack-bot-token", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:anthropic-api-key", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:huggingface-access-token", SECRETS, false,
         ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:databricks-api-token", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:vault-service-token", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:facebook-secret", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:generic-api-key", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:curl-auth-user", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:sentry-access-token", SECRETS, false, ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:1password-service-account-token", SECRETS, false,
         ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:azure-ad-client-secret", SECRETS, false,
         ANY_FIELD},
	{"gitleaks_false_positives.tsv", "secret:artifactory-api-key", SECRETS, false, ANY_FIELD},
	{"validatorjs_common.tsv", "iban", OF(KIND_IBAN), true, KIND_IBAN},
};

/* Options of the peer's call change what it means; only our country's are ours. */
static bool
is_plain_note(const char *note)
{
	if (note == NULL || note[0] != '[')
		return true;
	return g_strcmp0(note, "[\"zh-CN\"]") == 0 || g_strcmp0(note, "[\"CN\"]") == 0 ||
	       g_strcmp0(note, "[\"zh-HK\"]") == 0 || g_strcmp0(note, "[\"zh-TW\"]") == 0;
}

static bool
says_valid(const Vectors *vectors, const char *value)
{
	Match match = {0};
	Span cell = span_of(value);
	KindId kind = vectors->field;

	if (kind == ANY_FIELD)
		kind = detection_of_value(cell, KIND_SET_ALL, &match);
	else if (!detection_value_fits(cell, kind, &match))
		return false;
	if (kind == KIND_NONE || (vectors->kinds >> kind & 1) == 0)
		return false;
	/* The form of fifteen digits has no check digit. */
	if (vectors->validated && !match.validated && match.length != 15)
		return false;
	return match.length == span_trim(cell).length;
}

typedef struct {
	unsigned n_looked;
	unsigned n_agree;
} Tally;

static void
look_at(const Vectors *vectors, char **cells, GHashTable *differences, Tally *tally)
{
	if (g_strv_length(cells) < 3 || g_strcmp0(cells[0], vectors->name) != 0)
		return;
	if (!is_plain_note(g_strv_length(cells) > 4 ? cells[4] : NULL))
		return;
	/* Halves of surrogates have no place in UTF-8. */
	if (strstr(cells[1], "\\u") != NULL)
		return;
	g_autofree char *value = g_strcompress(cells[1]);
	bool valid = g_strcmp0(cells[2], "valid") == 0;

	tally->n_looked++;
	if (says_valid(vectors, value) == valid)
		tally->n_agree++;
	else
		g_hash_table_add(differences,
		                 g_strdup_printf("%s\t%s\t%s", cells[0], cells[1], cells[2]));
}

static char **
read_lines(const char *below, const char *file)
{
	g_autofree char *path = g_build_filename(below, file, NULL);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &content, NULL, &error);
	g_assert_no_error(error);
	return g_strsplit(content, "\n", 0);
}

/* Every difference must stand in the list, and every line of the list must be one. */
static void
expect_listed(GHashTable *differences, const char *name)
{
	g_auto(GStrv) known = read_lines(CASES, "vector-disagreements.tsv");

	for (char **line = known; *line != NULL; line++) {
		char *reason = strrchr(*line, '\t');
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 2);

		if (**line == '\0' || **line == '#' || reason == NULL ||
		    g_strcmp0(cells[0], name) != 0)
			continue;
		*reason = '\0';
		if (!g_hash_table_remove(differences, *line)) {
			g_test_message("no difference any more: %s", *line);
			g_test_fail();
		}
	}
	GHashTableIter iter;
	void *difference;
	g_hash_table_iter_init(&iter, differences);
	while (g_hash_table_iter_next(&iter, &difference, NULL)) {
		g_test_message("difference: %s", (const char *)difference);
		g_test_fail();
	}
}

static const char *folder;

/* All rows with one name, of every file that has it. */
static void
test_vectors(gconstpointer data)
{
	const char *name = data;
	g_autoptr(GHashTable) differences =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(all_vectors); i++) {
		if (g_strcmp0(all_vectors[i].name, name) != 0)
			continue;
		g_auto(GStrv) lines = read_lines(folder, all_vectors[i].file);
		Tally tally = {0};

		for (char **line = lines; *line != NULL; line++) {
			g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);

			look_at(&all_vectors[i], cells, differences, &tally);
		}
		g_test_message("%s, %s: %u of %u agree", all_vectors[i].file, name, tally.n_agree,
		               tally.n_looked);
		g_assert_cmpuint(tally.n_looked, >, 0);
	}
	expect_listed(differences, name);
}

/* validator.js checks Luhn alone. */
static void
test_luhn(void)
{
	g_auto(GStrv) lines = read_lines(folder, "validatorjs_common.tsv");
	unsigned n_looked = 0;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);
		bool digits = g_strv_length(cells) > 2 && cells[1][0] != '\0';

		for (const char *at = digits ? cells[1] : ""; *at != '\0'; at++)
			digits &= g_ascii_isdigit(*at);
		if (!digits || g_strcmp0(cells[0], "luhn") != 0)
			continue;
		n_looked++;
		g_assert_cmpint(checksum_luhn(cells[1], strlen(cells[1])), ==,
		                g_strcmp0(cells[2], "valid") == 0);
	}
	g_test_message("luhn: %u of %u agree", n_looked, n_looked);
	g_assert_cmpuint(n_looked, >, 10);
}

/* The peer names the issuer of each: we must see a card, whatever its last digit says. */
static void
test_issuers(void)
{
	g_autoptr(GHashTable) differences =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = read_lines(folder, "bankcardinfo.tsv");
	unsigned n_looked = 0;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);

		if (g_strv_length(cells) < 3 || cells[0][0] == '#')
			continue;
		n_looked++;
		if (detection_of_value(span_of(cells[0]), KIND_SET_ALL, NULL) != KIND_BANK_CARD)
			g_hash_table_add(differences,
			                 g_strdup_printf("bankcardinfo\t%s\tvalid", cells[0]));
	}
	g_test_message("bankcardinfo.tsv: %u of %u agree",
	               n_looked - g_hash_table_size(differences), n_looked);
	g_assert_cmpuint(n_looked, >=, 12);
	expect_listed(differences, "bankcardinfo");
}

/* Historic divisions: the code of each is in our table, and the number is validated. */
static void
test_divisions(void)
{
	g_auto(GStrv) lines = read_lines(folder, "id_validator_info.tsv");
	unsigned n_looked = 0;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);
		Match match;

		if (g_strv_length(cells) < 7 || cells[0][0] == '#')
			continue;
		n_looked++;
		g_assert_true(division_is_known(cells[0]));
		g_assert_cmpint(detection_of_value(span_of(cells[0]), KIND_SET_ALL, &match), ==,
		                KIND_RESIDENT_ID);
		g_assert_cmpint(match.validated, ==, strlen(cells[0]) == 18);
	}
	g_test_message("id_validator_info.tsv: %u of %u agree", n_looked, n_looked);
	g_assert_cmpuint(n_looked, >=, 9);
}

/* The number of fifteen digits and that of eighteen are one person's. */
static void
test_upgrade(void)
{
	g_auto(GStrv) lines = read_lines(folder, "id_validator_upgrade.tsv");
	unsigned n_looked = 0;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);

		if (g_strv_length(cells) < 2 || cells[0][0] == '#')
			continue;
		g_autofree char *old = detection_normalise(KIND_RESIDENT_ID, span_of(cells[0]));
		g_autofree char *new = detection_normalise(KIND_RESIDENT_ID, span_of(cells[1]));

		n_looked++;
		g_assert_cmpstr(old, ==, new);
	}
	g_test_message("id_validator_upgrade.tsv: %u of %u agree", n_looked, n_looked);
	g_assert_cmpuint(n_looked, >=, 1);
}

typedef struct {
	KindSet kinds;
	GString *spans; /* "[0, 18], [20, 38]" */
} Spans;

static bool
note_span(const Match *match, Span text, void *data)
{
	Spans *spans = data;

	(void)text;
	if ((spans->kinds >> match->kind & 1) != 0)
		g_string_append_printf(spans->spans,
		                       "%s[%" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT "]",
		                       spans->spans->len > 0 ? ", " : "", match->offset,
		                       match->offset + match->length);
	return true;
}

/* godlp: where the peer put stars, and nowhere else, lies the match that we report. */
static void
test_masked(void)
{
	g_auto(GStrv) lines = read_lines(folder, "godlp_deidentify.tsv");
	unsigned n_looked = 0;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);

		if (g_strv_length(cells) < 3 || cells[0][0] == '#')
			continue;
		bool phone = g_strcmp0(cells[2], "PHONE") == 0;
		g_autoptr(GString) text = g_string_new(NULL);
		Spans spans = {phone ? OF(KIND_MOBILE) : OF(KIND_EMAIL), text};

		detection_scan(span_of(cells[0]), KIND_SET_ALL, DETECTION_BEST, note_span, &spans);
		uint64_t start = 0, end = 0;
		g_assert_cmpint(sscanf(text->str, "[%" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT "]",
		                       &start, &end),
		                ==, 2);
		g_assert_cmpuint(strlen(cells[0]), ==, strlen(cells[1]));
		for (size_t i = 0; cells[0][i] != '\0'; i++)
			g_assert_true(cells[0][i] == cells[1][i] || (i >= start && i < end));
		n_looked++;
	}
	g_test_message("godlp_deidentify.tsv: %u of %u agree", n_looked, n_looked);
	g_assert_cmpuint(n_looked, >=, 4);
}

/* The value of @key in a line of JSON, as it is written there. */
static char *
member(const char *line, const char *key, const char *open, const char *close)
{
	g_autofree char *begin = g_strdup_printf("\"%s\": %s", key, open);
	const char *value = strstr(line, begin);

	if (value == NULL)
		return NULL;
	value += strlen(begin);
	const char *end = strstr(value, close);
	return end == NULL ? NULL : g_strndup(value, (gsize)(end - value));
}

typedef struct {
	const char *entity;
	KindSet kinds;
} Presidio;

static const Presidio presidio[] = {
	{"EMAIL_ADDRESS", OF(KIND_EMAIL)},
	{"IBAN_CODE", OF(KIND_IBAN)},
	{"UK_NINO", OF(KIND_UK_NINO)},
	{"PHONE_NUMBER", OF(KIND_MOBILE) | OF(KIND_LANDLINE) | OF(KIND_PHONE_INTERNATIONAL)},
};

static void
test_presidio(gconstpointer data)
{
	const Presidio *rows = data;
	g_autoptr(GHashTable) differences =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *name = g_strconcat("presidio:", rows->entity, NULL);
	g_auto(GStrv) lines = read_lines(folder, "presidio.jsonl");
	Tally tally = {0};

	for (char **line = lines; *line != NULL; line++) {
		g_autofree char *entity = member(*line, "entity", "\"", "\"");
		g_autofree char *written = member(*line, "text", "\"", "\", \"expected_count\"");
		g_autofree char *expected = member(*line, "spans", "[", "]}");

		if (g_strcmp0(entity, rows->entity) != 0 || written == NULL || expected == NULL)
			continue;
		g_autofree char *text = g_strcompress(written);
		g_autoptr(GString) found = g_string_new(NULL);
		Spans spans = {rows->kinds, found};

		detection_scan(span_of(text), KIND_SET_ALL, DETECTION_BEST, note_span, &spans);
		tally.n_looked++;
		if (g_strcmp0(found->str, expected) == 0)
			tally.n_agree++;
		else
			g_hash_table_add(differences,
			                 g_strdup_printf("%s\t%s\t[%s]", name, written, expected));
	}
	g_test_message("presidio.jsonl, %s: %u of %u agree", rows->entity, tally.n_agree,
	               tally.n_looked);
	g_assert_cmpuint(tally.n_looked, >, 0);
	expect_listed(differences, name);
}

/* Numbers of other countries, as far as they are written with a plus sign. */
static void
test_foreign_phones(void)
{
	g_autoptr(GHashTable) differences =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = read_lines(folder, "validatorjs_foreign.tsv");
	Tally tally = {0};

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);

		if (g_strv_length(cells) < 3 || g_strcmp0(cells[0], "mobilephone") != 0 ||
		    cells[1][0] != '+' || g_strcmp0(cells[2], "valid") != 0)
			continue;
		Match match = {0};
		Span cell = span_of(cells[1]);
		KindId kind = detection_of_value(cell, KIND_SET_ALL, &match);

		tally.n_looked++;
		if ((kind == KIND_PHONE_INTERNATIONAL || kind == KIND_MOBILE ||
		     kind == KIND_LANDLINE) &&
		    match.length == cell.length)
			tally.n_agree++;
		else
			g_hash_table_add(differences,
			                 g_strdup_printf("mobilephone\t%s\tvalid", cells[1]));
	}
	g_test_message("validatorjs_foreign.tsv, mobilephone: %u of %u agree", tally.n_agree,
	               tally.n_looked);
	g_assert_cmpuint(tally.n_looked, >, 200);
	expect_listed(differences, "mobilephone");
}

static void
add_tests(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(all_vectors); i++) {
		const char *name = all_vectors[i].name;
		g_autofree char *path = g_strconcat("/detect/vectors/", name, NULL);
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= g_strcmp0(all_vectors[k].name, name) == 0;
		if (!again)
			g_test_add_data_func(path, name, test_vectors);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(presidio); i++) {
		g_autofree char *path =
			g_strconcat("/detect/vectors/presidio/", presidio[i].entity, NULL);

		g_test_add_data_func(path, &presidio[i], test_presidio);
	}
	g_test_add_func("/detect/vectors/luhn", test_luhn);
	g_test_add_func("/detect/vectors/mobilephone", test_foreign_phones);
	g_test_add_func("/detect/vectors/issuers", test_issuers);
	g_test_add_func("/detect/vectors/divisions", test_divisions);
	g_test_add_func("/detect/vectors/upgrade", test_upgrade);
	g_test_add_func("/detect/vectors/masked", test_masked);
}

int
main(int argc, char **argv)
{
	const char *data = g_getenv("TINGFU_DATA");
	g_autofree char *vectors =
		g_build_filename(data == NULL ? VECTORS_FOLDER : data, "vectors", NULL);

	setlocale(LC_CTYPE, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	if (!g_file_test(vectors, G_FILE_TEST_IS_DIR))
		return 77;
	folder = vectors;
	add_tests();
	return g_test_run();
}
