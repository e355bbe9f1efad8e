/*
 * package-sheet.c - the rows of one container in a person's package: a JSONL and a CSV file
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "package-sheet.h"

#include "errors.h"
#include "row-text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONGEST_NAME 120

typedef struct {
	char *path;     /* on disk */
	char *relative; /* in the package */
	FILE *stream;
	DigestStream *sha256;
	DigestStream *sm3;
	int64_t bytes;
	bool begun;
} Output;

struct Sheet {
	const ContainerFinding *container;
	char *base;
	Output jsonl;
	Output csv;
	bool write;
	int64_t rows;
	int64_t ways[N_CLOSURE_WAYS];
	GArray *redactions; /* Redaction, one a field */
	RowText line;
};

static void
output_init(Output *output, const char *directory, const char *base, const char *ending)
{
	output->relative = g_strdup_printf("data/%s.%s", base, ending);
	output->path = g_build_filename(directory, output->relative, NULL);
	output->sha256 = digest_begin(DIGEST_SHA256);
	output->sm3 = digest_begin(DIGEST_SM3);
}

static void
output_clear(Output *output)
{
	if (output->stream != NULL)
		fclose(output->stream);
	if (output->sha256 != NULL)
		digest_finish(output->sha256);
	if (output->sm3 != NULL)
		digest_finish(output->sm3);
	g_free(output->path);
	g_free(output->relative);
}

Sheet *
sheet_new(const ContainerFinding *container, const char *directory, const char *base, bool write)
{
	Sheet *sheet = g_new0(Sheet, 1);

	sheet->container = container;
	sheet->base = g_strdup(base);
	sheet->write = write;
	sheet->redactions = g_array_new(FALSE, TRUE, sizeof(Redaction));
	g_array_set_size(sheet->redactions, container->findings->len);
	output_init(&sheet->jsonl, directory, base, "jsonl");
	output_init(&sheet->csv, directory, base, "csv");
	return sheet;
}

void
sheet_free(Sheet *sheet)
{
	if (sheet == NULL)
		return;
	output_clear(&sheet->jsonl);
	output_clear(&sheet->csv);
	row_text_clear(&sheet->line);
	g_array_unref(sheet->redactions);
	g_free(sheet->base);
	g_free(sheet);
}

void
package_file_free(PackageFile *file)
{
	g_free(file->path);
	g_free(file);
}

FILE *
package_open(const char *path, bool again, GError **error)
{
	int flags = O_WRONLY | O_CLOEXEC | O_NOFOLLOW | (again ? O_APPEND : O_CREAT | O_EXCL);
	int fd = open(path, flags, S_IRUSR | S_IWUSR);
	FILE *stream = fd < 0 ? NULL : fdopen(fd, again ? "a" : "w");

	if (stream == NULL)
		fault_set_errno(error, errno, N_("file '%s' cannot be written"), path);
	if (stream == NULL && fd >= 0)
		close(fd);
	return stream;
}

static bool
output_write(Output *output, Span line, GError **error)
{
	if (output->stream == NULL) {
		output->stream = package_open(output->path, output->begun, error);
		if (output->stream == NULL)
			return false;
		output->begun = true;
	}
	if (fwrite(line.bytes, 1, line.length, output->stream) != line.length) {
		fault_set_errno(error, errno, N_("file '%s' cannot be written"), output->path);
		return false;
	}
	digest_update(output->sha256, line);
	digest_update(output->sm3, line);
	output->bytes += (int64_t)line.length;
	return true;
}

static bool
output_close(Output *output, bool sync, GError **error)
{
	if (output->stream == NULL)
		return true;
	bool done = fflush(output->stream) == 0 && (!sync || fsync(fileno(output->stream)) == 0);
	done = fclose(output->stream) == 0 && done;
	output->stream = NULL;
	if (!done)
		fault_set_errno(error, errno, N_("file '%s' cannot be written"), output->path);
	return done;
}

static bool
write_heading(Sheet *sheet, GError **error)
{
	sheet->line.used = 0;
	for (unsigned i = 0; i < sheet->container->findings->len; i++) {
		const Finding *finding = g_ptr_array_index(sheet->container->findings, i);
		SourceValue name = {span_of(finding->field), VALUE_TEXT, false};
		if (i > 0)
			row_text_put(&sheet->line, span_of(","));
		row_text_csv(&sheet->line, &name);
	}
	row_text_put(&sheet->line, span_of("\r\n"));
	return output_write(&sheet->csv, row_text_span(&sheet->line), error);
}

/* What leaves of one value; @ret_owned is what the caller must free, or NULL. */
static SourceValue
shown_value(Sheet *sheet, const Closure *closure, const ClosureRow *row, unsigned field,
            char **ret_owned)
{
	SourceValue value = row->record->values[field];
	const Finding *finding = g_ptr_array_index(sheet->container->findings, field);
	Redaction *redaction = &g_array_index(sheet->redactions, Redaction, field);
	bool is_text = value.type == VALUE_TEXT || value.type == VALUE_INTEGER;
	unsigned masked = 0;
	size_t length = 0;

	*ret_owned = NULL;
	redaction->cut += value.truncated;
	if (value.type == VALUE_NULL || value.bytes.length == 0)
		return value;
	switch (row->shows[field]) {
	case SHOW_SCRUBBED:
		if (!is_text)
			break;
		*ret_owned = closure_scrub(closure, value.bytes, &length, &masked);
		if (masked > 0)
			value = (SourceValue){{*ret_owned, length}, VALUE_TEXT, false};
		redaction->scrubbed += masked;
		break;
	case SHOW_MASKED:
		*ret_owned = is_text && finding->kind != KIND_NONE
		                     ? kind_mask(finding->kind, value.bytes)
		                     : g_strdup("***");
		value = (SourceValue){span_of(*ret_owned), VALUE_TEXT, false};
		redaction->masked++;
		break;
	case SHOW_NOTHING:
		value = (SourceValue){{NULL, 0}, VALUE_NULL, false};
		redaction->withheld++;
		break;
	case SHOW_ALL:
	case N_SHOWS:
		break;
	}
	return value;
}

static unsigned
width(const Sheet *sheet, const ClosureRow *row)
{
	return (unsigned)MIN(row->record->n_values, sheet->container->findings->len);
}

typedef void (*PutValue)(RowText *text, const SourceValue *value);

/* One line of either form; @count is false where the same row was counted already. */
static bool
write_line(Sheet *sheet, const SourceValue *values, unsigned n, bool json, GError **error)
{
	PutValue put_value = json ? row_text_json : row_text_csv;

	sheet->line.used = 0;
	row_text_put(&sheet->line, span_of(json ? "{" : ""));
	for (unsigned i = 0; i < n; i++) {
		const Finding *finding = g_ptr_array_index(sheet->container->findings, i);
		if (i > 0)
			row_text_put(&sheet->line, span_of(json ? ", " : ","));
		if (json) {
			row_text_json_string(&sheet->line, span_of(finding->field));
			row_text_put(&sheet->line, span_of(": "));
		}
		put_value(&sheet->line, &values[i]);
	}
	row_text_put(&sheet->line, span_of(json ? "}\n" : "\r\n"));
	return output_write(json ? &sheet->jsonl : &sheet->csv, row_text_span(&sheet->line), error);
}

static void
free_shown(char **owned, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (owned[i] != NULL)
			span_buffer_free(owned[i], strlen(owned[i]));
}

bool
sheet_add(Sheet *sheet, const Closure *closure, const ClosureRow *row, GError **error)
{
	unsigned n = width(sheet, row);
	g_autofree SourceValue *values = g_new0(SourceValue, n + 1);
	g_autofree char **owned = g_new0(char *, n + 1);
	bool done = true;

	for (unsigned i = 0; i < n; i++)
		values[i] = shown_value(sheet, closure, row, i, &owned[i]);
	if (sheet->write)
		done = (sheet->rows > 0 || write_heading(sheet, error)) &&
		       write_line(sheet, values, n, true, error) &&
		       write_line(sheet, values, n, false, error);
	free_shown(owned, n);
	sheet->rows++;
	sheet->ways[row->way]++;
	return done;
}

bool
sheet_rest(Sheet *sheet, GError **error)
{
	return output_close(&sheet->jsonl, true, error) && output_close(&sheet->csv, true, error);
}

static bool
output_finish(Output *output, int64_t rows, GPtrArray *files, GError **error)
{
	PackageFile *file = NULL;
	Digest digest;

	/* Opened again where it rests, so that its sync is this one's. */
	if (!output_write(output, (Span){"", 0}, error) || !output_close(output, true, error))
		return false;
	file = g_new0(PackageFile, 1);
	file->path = g_strdup(output->relative);
	file->rows = rows;
	file->bytes = output->bytes;
	digest = digest_finish(g_steal_pointer(&output->sha256));
	digest_to_hex(&digest, file->sha256);
	digest = digest_finish(g_steal_pointer(&output->sm3));
	digest_to_hex(&digest, file->sm3);
	g_ptr_array_add(files, file);
	return true;
}

bool
sheet_finish(Sheet *sheet, GPtrArray *files, GError **error)
{
	return !sheet->write || (output_finish(&sheet->jsonl, sheet->rows, files, error) &&
	                         output_finish(&sheet->csv, sheet->rows, files, error));
}

const ContainerFinding *
sheet_container(const Sheet *sheet)
{
	return sheet->container;
}

int64_t
sheet_rows(const Sheet *sheet)
{
	return sheet->rows;
}

int64_t
sheet_rows_of(const Sheet *sheet, ClosureWay way)
{
	return sheet->ways[way];
}

const Redaction *
sheet_redaction(const Sheet *sheet, unsigned field)
{
	return &g_array_index(sheet->redactions, Redaction, field);
}

const char *
sheet_base(const Sheet *sheet)
{
	return sheet->base;
}

bool
sheet_is_open(const Sheet *sheet)
{
	return sheet->jsonl.stream != NULL || sheet->csv.stream != NULL;
}

char *
package_file_name(const char *name)
{
	g_autofree char *valid = g_utf8_make_valid(name, -1);
	GString *safe = g_string_new(NULL);

	for (char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		bool plain =
			g_unichar_isalnum(c) || c == '-' || c == '_' || (c == '.' && safe->len > 0);
		if (safe->len + (gsize)g_unichar_to_utf8(c, NULL) > LONGEST_NAME)
			break;
		g_string_append_unichar(safe, plain ? c : '_');
	}
	if (safe->len == 0)
		g_string_append_c(safe, '_');
	return g_string_free(safe, FALSE);
}
