/*
 * extract.c - the text inside a file, stream by stream, for whoever wants no records
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "extract.h"

#include "bounds.h"
#include "document.h"

/* Text is handed out when so much has come together. */
#define ENOUGH (64 * KIBIBYTE)

struct Extract {
	Unpack *unpack;
	Span first; /* piece of the present member, taken to see what it is */
	bool first_waits;
	char *path;   /* of the file, or NULL */
	char *inside; /* the present member */
	char *name;   /* of what was told last */
	char *why;    /* the same */
	UnpackMember told;

	const DocumentReader *reader; /* NULL: the member's bytes are told as they are */
	void *self;
	ByteStream *stream;
	Schema *schema;
	DocumentRow row; /* of the next part, where @row_waits */
	bool row_waits;
	SchemaTable *table; /* the present part */
	guint n_defect;
	bool document_over;
	GString *text;
};

static Extract *
extract_new(Unpack *take_unpack)
{
	Extract *extract = g_new0(Extract, 1);

	extract->unpack = take_unpack;
	extract->text = g_string_new(NULL);
	return extract;
}

Extract *
extract_open(const char *path, GError **error)
{
	Unpack *unpack = unpack_open(path, UNPACK_DOCUMENTS, error);

	if (unpack == NULL)
		return NULL;
	Extract *extract = extract_new(unpack);
	extract->path = g_strdup(path);
	return extract;
}

Extract *
extract_open_stream(UnpackPull pull, void *data)
{
	return extract_new(unpack_open_stream(pull, data, UNPACK_DOCUMENTS));
}

static void
leave_document(Extract *extract)
{
	if (extract->reader != NULL)
		extract->reader->close(extract->self);
	extract->reader = NULL;
	extract->table = NULL;
	extract->row_waits = false;
	g_clear_pointer(&extract->stream, byte_stream_free);
	g_clear_pointer(&extract->schema, schema_free);
}

void
extract_close(Extract *extract)
{
	if (extract == NULL)
		return;
	leave_document(extract);
	unpack_close(extract->unpack);
	explicit_bzero(extract->text->str, extract->text->allocated_len);
	g_string_free(extract->text, TRUE);
	g_free(extract->inside);
	g_free(extract->name);
	g_free(extract->why);
	g_free(extract->path);
	g_free(extract);
}

bool
extract_is_plain(const Extract *extract)
{
	return unpack_is_plain(extract->unpack);
}

static bool
pull_member(void *data, Span *ret_piece)
{
	Extract *extract = data;

	if (extract->first_waits) {
		extract->first_waits = false;
		*ret_piece = extract->first;
		return ret_piece->length > 0;
	}
	return unpack_piece(extract->unpack, ret_piece);
}

/* The reader that must take apart what begins with @head, or NULL. */
static const DocumentReader *
reader_for(Span head, const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	g_autofree char *lower = g_ascii_strdown(base, -1);

	return document_extractor(span_slice(head, 0, DOCUMENT_TASTE), lower);
}

static const UnpackMember *
tell(Extract *extract, char *take_name, char *take_why)
{
	g_free(extract->name);
	g_free(extract->why);
	extract->name = take_name;
	extract->why = take_why;
	extract->told = (UnpackMember){.member = extract->name, .unreadable = extract->why};
	return &extract->told;
}

/* The next row, kept until its part begins. */
static bool
next_row(Extract *extract)
{
	if (!extract->row_waits && !extract->document_over) {
		extract->row_waits = extract->reader->next(extract->self, &extract->row);
		extract->document_over = !extract->row_waits;
	}
	return extract->row_waits;
}

/* Columns without a name of their own are numbered. */
static bool
has_name(const SchemaTable *table, size_t place)
{
	return place < table->fields->len &&
	       !g_str_has_prefix(g_array_index(table->fields, SourceField, place).name, "column-");
}

/*
 * One record as a line of its values, or, where it has few and long ones, a line a value.  What
 * a value is called stands before it: it says what the value is.
 */
static void
put_row(Extract *extract)
{
	const DocumentRow *row = &extract->row;
	const SchemaTable *table = row->table;
	size_t start = extract->text->len;

	for (size_t i = 0; i < row->n_values; i++) {
		Span value = row->values[i].bytes;

		if (row->values[i].type == VALUE_NULL || value.length == 0)
			continue;
		if (extract->text->len > start)
			g_string_append_c(extract->text, table->by_field ? '\n' : '\t');
		if (table->form != CONTAINER_TEXT && has_name(table, i)) {
			g_string_append(extract->text,
			                g_array_index(table->fields, SourceField, i).name);
			g_string_append(extract->text, ": ");
		}
		g_string_append_len(extract->text, value.bytes, (gssize)value.length);
	}
	g_string_append(extract->text, table->by_field ? "\n\n" : "\n");
	extract->row_waits = false;
}

/* The title, as it stands above the records. */
static void
put_header(Extract *extract)
{
	if (*extract->table->comment != '\0')
		g_string_append_printf(extract->text, "%s\n", extract->table->comment);
}

/* The next part of the document, or what of it could not be read; NULL at its end. */
static const UnpackMember *
next_of_document(Extract *extract)
{
	/* Whoever leaves a part early does not want the rest of it. */
	while (extract->table != NULL && next_row(extract) && extract->row.table == extract->table)
		extract->row_waits = false;
	g_string_truncate(extract->text, 0);
	if (next_row(extract)) {
		extract->table = extract->row.table;
		put_header(extract);
		tell(extract, g_strconcat(extract->inside, "!", extract->table->name, NULL), NULL);
		extract->told.shows = extract->table->shows;
		extract->told.sure = extract->table->sure;
		return &extract->told;
	}
	if (extract->schema->refused != NULL)
		return tell(extract, g_strdup(extract->inside),
		            g_steal_pointer(&extract->schema->refused));
	if (extract->n_defect < extract->schema->defects->len) {
		const Defect *defect =
			g_ptr_array_index(extract->schema->defects, extract->n_defect++);

		return tell(extract, g_strdup(extract->inside),
		            g_strdup_printf("%s|%" G_GUINT64_FORMAT "|%" G_GUINT64_FORMAT,
		                            defect->code, defect->count, defect->first));
	}
	return NULL;
}

static void
enter_document(Extract *extract, const DocumentReader *reader)
{
	bool itself = *extract->inside == '\0' && extract->path != NULL;
	g_autofree char *stem = document_stem(itself ? extract->path : extract->inside);

	extract->reader = reader;
	extract->schema = schema_new();
	extract->schema->path = extract->path == NULL
	                                ? g_strdup(extract->inside)
	                                : g_strconcat(extract->path, "/", extract->inside, NULL);
	extract->stream = byte_stream_new(pull_member, extract);
	extract->self =
		reader->open(extract->stream, *stem == '\0' ? "text" : stem, extract->schema);
	extract->document_over = false;
	extract->n_defect = 0;
}

/* The next member; NULL with @ret_entered where it is a document, which was begun. */
static const UnpackMember *
next_member(Extract *extract, bool *ret_entered)
{
	const UnpackMember *member = unpack_next(extract->unpack);

	*ret_entered = false;
	if (member == NULL)
		return NULL;
	if (member->unreadable != NULL)
		return tell(extract, g_strdup(member->member),
		            g_strdup(unpack_reason(member->unreadable)));
	g_free(extract->inside);
	extract->inside = g_strdup(member->member);
	if (!unpack_piece(extract->unpack, &extract->first))
		extract->first = (Span){0};
	extract->first_waits = true;
	const DocumentReader *reader =
		reader_for(extract->first, *extract->inside == '\0' && extract->path != NULL
	                                           ? extract->path
	                                           : extract->inside);
	const char *form = document_hopeless(extract->first);
	if (reader == NULL)
		return tell(extract, g_strdup(extract->inside),
		            form == NULL ? NULL : g_strconcat("binary|", form, NULL));
	enter_document(extract, reader);
	*ret_entered = true;
	return NULL;
}

const UnpackMember *
extract_next(Extract *extract)
{
	const UnpackMember *member = NULL;
	bool entered = true;

	while (member == NULL && entered) {
		if (extract->reader != NULL)
			member = next_of_document(extract);
		if (member != NULL)
			break;
		leave_document(extract);
		member = next_member(extract, &entered);
	}
	return member;
}

bool
extract_piece(Extract *extract, Span *ret_piece)
{
	if (extract->told.unreadable != NULL)
		return false;
	if (extract->reader == NULL)
		return pull_member(extract, ret_piece);
	if (extract->table == NULL)
		return false;
	while (extract->text->len < ENOUGH && next_row(extract) &&
	       extract->row.table == extract->table)
		put_row(extract);
	if (extract->text->len == 0)
		return false;
	/* Lent until the next call, which begins with an empty one. */
	*ret_piece = (Span){extract->text->str, extract->text->len};
	extract->text->len = 0;
	return true;
}

static bool
deliver(Extract *extract, const UnpackMember *member, const UnpackVisitor *visitor, void *data)
{
	Span piece;

	if (!visitor->begin(member, data) || member->unreadable != NULL)
		return true;
	while (extract_piece(extract, &piece))
		if (!visitor->piece(piece, data))
			return false;
	return visitor->end(data);
}

static bool
deliver_all(Extract *extract, const UnpackVisitor *visitor, void *data)
{
	const UnpackMember *member;

	while ((member = extract_next(extract)) != NULL)
		if (!deliver(extract, member, visitor, data))
			return false;
	return true;
}

bool
extract_file(const char *path, const UnpackVisitor *visitor, void *data, GError **error)
{
	g_autoptr(Extract) extract = extract_open(path, error);

	if (extract == NULL)
		return false;
	deliver_all(extract, visitor, data);
	return true;
}

bool
extract_stream(UnpackPull pull, void *pull_data, const UnpackVisitor *visitor, void *data)
{
	g_autoptr(Extract) extract = extract_open_stream(pull, pull_data);

	return deliver_all(extract, visitor, data);
}
