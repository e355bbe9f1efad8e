/*
 * test-inside-files.c - what is known to be in real files is found in their text
 *
 * Every file is read to its end, and what of it is not searched is told with the reason that
 * stands here.  Every fact must be in the text that comes out; those that only OCR can read are
 * looked for where it was built in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "extract.h"
#include "picture-text.h"
#include "vectors.h"

typedef struct {
	GString *text;  /* of all streams */
	GString *names; /* of all streams, a line each */
	unsigned streams;
	unsigned unsearched;
	GHashTable *reasons; /* "member\treason" */
} Content;

/* Parts of files that nothing here can read, and why. */
static const char *const unsearched[][3] = {
	{"la_test_read_format_7zip_encryption.7z", "bar.txt", "encrypted"},
	{"la_test_read_format_zip_traditional_encryption_data.zip", "bar.txt", "encrypted"},
	{"la_test_read_format_zip_winzip_aes256.zip", "README", "encrypted"},
	{"test7Z_protected_passTika.7z", "text.txt", "encrypted"},
	{"testZipEncrypted.zip", "encrypted.txt", "encrypted"},
	{"testEXCEL_protected_passtika.xlsx", "", "encrypted"},
	{"test-tika-4303-Chinese-notes.one", "", "read-as-runs|1|0"},
	{"testACCESS.mdb", "", "read-as-runs|1|0"},
};

/* Facts that are not found, and why. */
static const char *const missed[][3] = {
	{"dicom_2_ORIGINAL.png", "KAUFMAN SCOTT", "OCR misreads white letters over grey"},
};

static bool
begin(const UnpackMember *member, void *data)
{
	Content *content = data;

	content->streams++;
	g_string_append_printf(content->names, "%s\n", member->member);
	if (member->unreadable == NULL)
		return true;
	content->unsearched++;
	g_hash_table_add(content->reasons,
	                 g_strdup_printf("%s\t%s", member->member, member->unreadable));
	return false;
}

static bool
piece(Span bytes, void *data)
{
	g_string_append_len(((Content *)data)->text, bytes.bytes, (gssize)bytes.length);
	return true;
}

static bool
end(void *data)
{
	g_string_append_c(((Content *)data)->text, '\n');
	return true;
}

static void
content_free(gpointer data)
{
	Content *content = data;

	g_string_free(content->text, TRUE);
	g_string_free(content->names, TRUE);
	g_hash_table_unref(content->reasons);
	g_free(content);
}

static Content *
read_content(const char *file)
{
	static const UnpackVisitor visitor = {begin, piece, end};
	g_autofree char *relative = g_build_filename("files", file, NULL);
	g_autofree char *path = vectors_path(relative);
	g_autoptr(GError) error = NULL;
	Content *content = g_new0(Content, 1);

	content->text = g_string_new(NULL);
	content->names = g_string_new(NULL);
	content->reasons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_assert_true(extract_file(path, &visitor, content, &error));
	g_assert_no_error(error);
	return content;
}

static char **
lines_of(const char *file)
{
	g_autofree char *relative = g_build_filename("files", file, NULL);
	g_autofree char *path = vectors_path(relative);
	g_autofree char *content = NULL;

	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	return g_strsplit(content, "\n", 0);
}

static void
check_reasons(GHashTable *contents)
{
	for (size_t i = 0; i < G_N_ELEMENTS(unsearched); i++) {
		const Content *content = g_hash_table_lookup(contents, unsearched[i][0]);
		g_autofree char *reason =
			g_strdup_printf("%s\t%s", unsearched[i][1], unsearched[i][2]);

		g_test_message("%s %s", unsearched[i][0], reason);
		g_assert_nonnull(content);
		g_assert_true(g_hash_table_contains(content->reasons, reason));
	}
}

/* Is the fact in a picture? */
static bool
is_picture(const char *file)
{
	return g_str_has_suffix(file, ".png") || g_str_has_suffix(file, ".jpg");
}

static bool
is_missed(const char *file, const char *value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(missed); i++)
		if (g_str_equal(missed[i][0], file) && g_str_equal(missed[i][1], value)) {
			g_test_message("not found: '%s' in %s: %s", value, file, missed[i][2]);
			return true;
		}
	return false;
}

static void
check_facts(GHashTable *contents)
{
	g_auto(GStrv) lines = lines_of("facts.tsv");
	unsigned facts = 0, found = 0, not_read = 0, listed = 0;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);

		if (**line == '#' || g_strv_length(cells) < 3)
			continue;
		const Content *content = g_hash_table_lookup(contents, cells[0]);
		const GString *text;
		facts++;
		g_assert_nonnull(content);
		text = g_str_equal(cells[1], "member_name") ? content->names : content->text;
		if (span_find((Span){text->str, text->len}, span_of(cells[2])) >= 0) {
			found++;
			continue;
		}
		if (is_picture(cells[0]) && !picture_text_available()) {
			not_read++;
			continue;
		}
		g_test_message("%s: %s '%s'", cells[0], cells[1], cells[2]);
		g_assert_true(is_missed(cells[0], cells[2]));
		listed++;
	}
	g_test_message("%u of %u facts found, %u on pictures without OCR, %u listed as missed",
	               found, facts, not_read, listed);
	g_assert_cmpuint(facts, >=, 32);
	g_assert_cmpuint(found, >=, 26);
}

static void
test_files(void)
{
	g_auto(GStrv) lines = lines_of("INDEX.tsv");
	g_autoptr(GHashTable) contents =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, content_free);
	unsigned streams = 0, not_searched = 0;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", 2);

		if (**line == '#' || **line == '\0')
			continue;
		g_test_message("%s", cells[0]);
		Content *content = read_content(cells[0]);
		g_assert_cmpuint(content->streams, >, 0);
		streams += content->streams;
		not_searched += content->unsearched;
		g_hash_table_insert(contents, g_strdup(cells[0]), content);
	}
	g_test_message("%u files, %u streams, %u not searched", g_hash_table_size(contents),
	               streams, not_searched);
	g_assert_cmpuint(g_hash_table_size(contents), >=, 59);
	check_reasons(contents);
	check_facts(contents);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (vectors_are_there())
		g_test_add_func("/inside-files", test_files);
	else
		g_test_add_func("/inside-files", vectors_missing);
	return g_test_run();
}
