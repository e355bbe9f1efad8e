/*
 * pdf-attachments.c - the files embedded in a PDF file, as the members of an archive
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "pdf-attachments.h"

#include "bounds.h"
#include "child-program.h"
#include "schema.h"

#define PROGRAM "pdfdetach"

/* Its input is a file in memory, which it may seek in by this name. */
#define INPUT  "/dev/stdin"
#define OUTPUT "/dev/stdout"

#define MOST_FILES 10000

typedef struct {
	GByteArray *bytes;
	GPtrArray *names; /* char * */
	guint at;         /* of the next */
	GString *content;
	bool has_content;
} PdfLevel;

static Span
bytes_of(const PdfLevel *level)
{
	return (Span){(const char *)level->bytes->data, level->bytes->len};
}

/* What the program writes; false where it fails. */
static bool
run(const PdfLevel *level, const char *const *arguments, GString *output)
{
	ChildProgram *child = child_program_start(arguments, bytes_of(level));

	while (child != NULL && output->len < BOUND_DOCUMENT && child_program_read(child, output))
		continue;
	return child != NULL && child_program_finish(child) == 0;
}

/* "2: list.xlsx", a line a file, behind a line that says how many. */
static void
list(PdfLevel *level)
{
	static const char *const arguments[] = {PROGRAM, "-list", "-enc", "UTF-8", INPUT, NULL};
	g_autoptr(GString) output = g_string_new(NULL);

	if (!run(level, arguments, output))
		return;
	g_auto(GStrv) lines = g_strsplit(output->str, "\n", MOST_FILES);
	for (char **line = lines; *line != NULL; line++) {
		const char *name = strstr(*line, ": ");

		if (name != NULL && g_ascii_isdigit(**line))
			g_ptr_array_add(level->names, schema_name(span_of(name + 2)));
	}
}

/* Does it say so, or may it in a compressed part? */
static bool
may_have_files(Span bytes)
{
	return span_find(bytes, span_of("/EmbeddedFile")) >= 0 ||
	       span_find(bytes, span_of("/ObjStm")) >= 0;
}

void *
level_pdf_new(UnpackPull pull, void *data)
{
	PdfLevel *level = g_new0(PdfLevel, 1);
	Span piece;

	level->bytes = g_byte_array_new();
	level->names = g_ptr_array_new_with_free_func(g_free);
	level->content = g_string_new(NULL);
	while (level->bytes->len <= BOUND_DOCUMENT && pull(data, &piece))
		g_byte_array_append(level->bytes, (const guint8 *)piece.bytes, (guint)piece.length);
	if (level->bytes->len <= BOUND_DOCUMENT && may_have_files(bytes_of(level)))
		list(level);
	return level;
}

static void
pdf_level_free(void *data)
{
	PdfLevel *level = data;

	explicit_bzero(level->content->str, level->content->allocated_len);
	g_string_free(level->content, TRUE);
	g_ptr_array_unref(level->names);
	g_byte_array_unref(level->bytes);
	g_free(level);
}

static LevelState
pdf_level_next(void *data, char **ret_name)
{
	PdfLevel *level = data;

	*ret_name = NULL;
	if (level->at >= level->names->len)
		return LEVEL_END;
	*ret_name = g_strdup(g_ptr_array_index(level->names, level->at++));
	g_autofree char *number = g_strdup_printf("%u", level->at);
	const char *const arguments[] = {PROGRAM, "-save", number, "-o", OUTPUT, INPUT, NULL};
	g_string_truncate(level->content, 0);
	level->has_content = run(level, arguments, level->content);
	return LEVEL_MEMBER;
}

static bool
pdf_level_piece(void *data, Span *ret_piece)
{
	PdfLevel *level = data;

	if (!level->has_content)
		return false;
	level->has_content = false;
	*ret_piece = (Span){level->content->str, level->content->len};
	return ret_piece->length > 0;
}

static uint64_t
pdf_level_members(const void *level)
{
	return ((const PdfLevel *)level)->at;
}

static const char *
pdf_level_failed(const void *data)
{
	const PdfLevel *level = data;

	return level->at > 0 && level->content->len == 0 ? "damaged" : NULL;
}

const LevelForm level_pdf = {
	.next = pdf_level_next,
	.piece = pdf_level_piece,
	.members = pdf_level_members,
	.failed = pdf_level_failed,
	.free = pdf_level_free,
};
