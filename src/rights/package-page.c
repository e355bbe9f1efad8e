/*
 * package-page.c - the package to read: human/index.html
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "package-page.h"

#include "canonical-json.h"
#include "errors.h"
#include "package-index.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* Rows of one container on the page, and characters of one value; all of them are in data/. */
#define ROWS_SHOWN       200
#define CHARACTERS_SHOWN 300

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	"style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<title>个人信息副本 · Copy of personal information</title>\n<style>\n"
	"body{font:16px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
	"color:#1a1a1a;background:#fff;margin:0 auto;max-width:70rem;padding:1.5rem}\n"
	"h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #888}\n"
	"table{border-collapse:collapse;font-size:.9rem}th,td{border:1px solid #bbb;"
	"padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;"
	"max-width:24rem}th{background:#f0f0ee;font-weight:600}\n"
	".wide{overflow-x:auto}.en{color:#595959;font-size:.85em}.note{color:#595959}\n"
	"@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}"
	"th{background:#2a2a2a}.en,.note{color:#b5b5b5}}\n"
	"</style>\n</head>\n<body>\n<main>\n";

static void
put_text(FILE *page, const char *text)
{
	g_autofree char *escaped = text_escape_html(text == NULL ? "" : text);

	fputs(escaped, page);
}

/* Chinese, and English after it. */
static void
put_both(FILE *page, const char *msgid)
{
	const char *zh = translate(LANGUAGE_ZH, msgid);
	const char *en = translate(LANGUAGE_EN, msgid);

	put_text(page, zh);
	if (g_strcmp0(zh, en) != 0) {
		fputs(" <span class=\"en\" lang=\"en\">", page);
		put_text(page, en);
		fputs("</span>", page);
	}
}

static void
put_fact(FILE *page, const char *msgid, const char *value)
{
	if (value == NULL)
		return;
	fputs("<tr><th scope=\"row\">", page);
	put_both(page, msgid);
	fputs("</th><td>", page);
	put_text(page, value);
	fputs("</td></tr>\n", page);
}

static void
put_facts(FILE *page, const json_t *manifest)
{
	const json_t *operator_ = json_object_get(manifest, "operator");
	g_autofree char *number =
		g_strdup_printf("%" G_GINT64_FORMAT, json_number(manifest, "request", 0));

	fputs("<h1>", page);
	put_both(page, N_("Copy of your personal information"));
	fputs("</h1>\n", page);
	if (json_is_true(json_object_get(manifest, "rehearsal"))) {
		fputs("<p><strong>", page);
		put_both(page, N_("Rehearsal: made on a made-up date"));
		fputs("</strong></p>\n", page);
	}
	fputs("<table>\n", page);
	put_fact(page, N_("Platform"), json_text(operator_, "platform"));
	put_fact(page, N_("Operator"), json_text(operator_, "name"));
	put_fact(page, N_("Complaints and questions"), json_text(operator_, "complaints"));
	put_fact(page, N_("Request"), number);
	put_fact(page, N_("Made at"), json_text(manifest, "created"));
	put_fact(page, N_("Package"), json_text(manifest, "package"));
	fputs("</table>\n<p>", page);
	put_both(page, N_("All rows are in the folder 'data': .jsonl for programs, .csv for "
	                  "spreadsheets (a leading apostrophe keeps a value from being run as a "
	                  "formula)."));
	fputs("</p>\n", page);
}

static void
put_number(FILE *page, const json_t *object, const char *key)
{
	fprintf(page, "<td>%" G_GINT64_FORMAT "</td>", json_number(object, key, 0));
}

static void
put_pair(FILE *page, const json_t *both)
{
	const char *zh = json_text(both, "zh");
	const char *en = json_text(both, "en");

	put_text(page, zh);
	if (g_strcmp0(zh, en) != 0) {
		fputs(" <span class=\"en\" lang=\"en\">", page);
		put_text(page, en);
		fputs("</span>", page);
	}
}

static void
put_headings(FILE *page, const char *const *msgids)
{
	fputs("<div class=\"wide\"><table>\n<tr>", page);
	for (size_t i = 0; msgids[i] != NULL; i++) {
		fputs("<th scope=\"col\">", page);
		put_both(page, msgids[i]);
		fputs("</th>", page);
	}
	fputs("</tr>\n", page);
}

static void
put_categories(FILE *page, const json_t *manifest)
{
	static const char *const titles[] = {N_("Category"), N_("Fields"), N_("Rows"), NULL};
	size_t i;
	json_t *row;

	fputs("<h2>", page);
	put_both(page, N_("What is held"));
	fputs("</h2>\n", page);
	put_headings(page, titles);
	json_array_foreach(json_object_get(manifest, "categories"), i, row)
	{
		fputs("<tr><td>", page);
		put_pair(page, json_object_get(row, "title"));
		fputs("</td>", page);
		put_number(page, row, "fields");
		put_number(page, row, "rows");
		fputs("</tr>\n", page);
	}
	fputs("</table></div>\n", page);
}

static void
put_exclusions(FILE *page, const json_t *manifest)
{
	static const char *const titles[] = {N_("Store"), N_("Field"),
	                                     N_("What is held back and why"), N_("Count"), NULL};
	const json_t *list = json_object_get(manifest, "exclusions");
	size_t i;
	json_t *row;

	fputs("<h2>", page);
	put_both(page, N_("What is not in this package"));
	fputs("</h2>\n", page);
	if (json_array_size(list) == 0) {
		fputs("<p>", page);
		put_both(page, N_("Nothing was held back."));
		fputs("</p>\n", page);
		return;
	}
	put_headings(page, titles);
	json_array_foreach(list, i, row)
	{
		fputs("<tr><td>", page);
		put_text(page, json_text(row, "source"));
		fputs(" / ", page);
		put_text(page, json_text(row, "container"));
		fputs("</td><td>", page);
		put_text(page, json_text(row, "field"));
		fputs("</td><td>", page);
		put_pair(page, json_object_get(row, "reason"));
		fputs("</td>", page);
		put_number(page, row, "count");
		fputs("</tr>\n", page);
	}
	fputs("</table></div>\n", page);
}

static void
put_value(FILE *page, const json_t *value)
{
	g_autofree char *text = NULL;

	if (json_is_string(value)) {
		glong length = g_utf8_strlen(json_string_value(value), -1);
		text = g_utf8_substring(json_string_value(value), 0, MIN(length, CHARACTERS_SHOWN));
		put_text(page, text);
		fputs(length > CHARACTERS_SHOWN ? "…" : "", page);
		return;
	}
	if (json_is_object(value)) {
		put_both(page, N_("(binary)"));
		return;
	}
	if (json_is_null(value))
		return;
	text = json_dumps(value, JSON_ENCODE_ANY);
	put_text(page, text);
}

static void
put_row(FILE *page, const json_t *row, const GPtrArray *findings)
{
	fputs("<tr>", page);
	for (unsigned f = 0; f < findings->len; f++) {
		const Finding *finding = g_ptr_array_index(findings, f);
		fputs("<td>", page);
		put_value(page, json_object_get(row, finding->field));
		fputs("</td>", page);
	}
	fputs("</tr>\n", page);
}

static void
put_columns(FILE *page, const GPtrArray *findings)
{
	fputs("<div class=\"wide\"><table>\n<tr>", page);
	for (unsigned f = 0; f < findings->len; f++) {
		const Finding *finding = g_ptr_array_index(findings, f);
		fputs("<th scope=\"col\">", page);
		put_text(page, index_field_title(finding, LANGUAGE_ZH));
		fputs(" <span class=\"en\" lang=\"en\">", page);
		put_text(page, finding->field);
		fputs("</span></th>", page);
	}
	fputs("</tr>\n", page);
}

static bool
put_rows(FILE *page, const char *path, const GPtrArray *findings, GError **error)
{
	FILE *rows = fopen(path, "re"); /* ci-allow: read line by line, whatever its size */
	json_error_t trouble;

	if (rows == NULL) {
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
		return false;
	}
	put_columns(page, findings);
	for (unsigned shown = 0; shown < ROWS_SHOWN; shown++) {
		/* JSON_DISABLE_EOF_CHECK stops behind the object: one line. */
		json_t *row = json_loadf(rows, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &trouble);
		if (row == NULL)
			break;
		put_row(page, row, findings);
		json_decref(row);
	}
	fputs("</table></div>\n", page);
	fclose(rows);
	return true;
}

static bool
put_sheet(FILE *page, const char *directory, const Sheet *sheet, bool rows, GError **error)
{
	const ContainerFinding *container = sheet_container(sheet);
	g_autofree char *file = g_strdup_printf("data/%s.jsonl", sheet_base(sheet));
	g_autofree char *path = g_build_filename(directory, file, NULL);

	fputs("<h2>", page);
	if (container->comment != NULL && *container->comment != '\0') {
		put_text(page, container->comment);
		fputs(" · ", page);
	}
	put_text(page, container->container);
	fputs("</h2>\n<p class=\"note\">", page);
	put_both(page, record_class_title(container->record_class));
	fprintf(page, " · %" G_GINT64_FORMAT " ", sheet_rows(sheet));
	put_both(page, N_("rows"));
	if (container->is_copy) {
		fputs(" · ", page);
		put_both(page, N_("in a copy or backup"));
	}
	if (rows) {
		fputs(" · ", page);
		put_text(page, file);
	}
	if (rows && sheet_rows(sheet) > ROWS_SHOWN) {
		fputs(" · ", page);
		put_both(page, N_("only the first rows are shown here"));
	}
	fputs("</p>\n", page);
	return !rows || put_rows(page, path, container->findings, error);
}

bool
page_write(const char *path, const char *directory, const json_t *manifest, const GPtrArray *sheets,
           GError **error)
{
	bool rows = json_is_true(json_object_get(manifest, "rows_included"));
	FILE *page = package_open(path, false, error);
	bool done = true;

	if (page == NULL)
		return false;
	fputs(head, page);
	put_facts(page, manifest);
	put_categories(page, manifest);
	put_exclusions(page, manifest);
	for (unsigned i = 0; done && i < sheets->len; i++)
		done = put_sheet(page, directory, g_ptr_array_index(sheets, i), rows, error);
	fputs("</main>\n</body>\n</html>\n", page);
	bool written = !ferror(page) && fflush(page) == 0 && fsync(fileno(page)) == 0;
	written = fclose(page) == 0 && written;
	if (done && !written)
		fault_set_errno(error, errno, N_("file '%s' cannot be written"), path);
	return done && written;
}
