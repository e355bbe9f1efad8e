/*
 * document-sql.c - a dump of a MySQL database as its tables
 *
 * As mysqldump, Navicat, SQLyog, phpMyAdmin and HeidiSQL write them.  Statements are taken one by one, and
 * the rows of an INSERT one by one, each within a window that grows until it is whole.
 * Procedures and triggers (DELIMITER) and every other statement are passed over.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "byte-set.h"
#include "document.h"
#include "sql-create.h"

#define BID_EXTENSION 60
#define BID_SURE      96

typedef enum {
	AT_STATEMENT,
	IN_ROWS,
	IN_OTHER, /* a statement nobody needs: to its end */
	AT_EOF,
} SqlState;

typedef struct {
	ByteStream *stream;
	Schema *schema;
	SqlWindow manner;
	SqlState state;
	char *scope; /* the database in USE */
	char *delimiter;
	SchemaTable *table; /* of the INSERT */
	GArray *places;     /* size_t, of its column list; empty: in order */
	bool expects_row;
	uint64_t statement;
	Row *row;
	Row *placed;
} SqlReader;

static bool
has_word(Span head, const char *word)
{
	size_t length = strlen(word);

	for (size_t at = 0; at + length <= head.length; at++)
		if ((at == 0 || head.bytes[at - 1] == '\n' || head.bytes[at - 1] == ' ') &&
		    g_ascii_strncasecmp(head.bytes + at, word, length) == 0)
			return true;
	return false;
}

static unsigned
taste(Span head, const char *name)
{
	bool named = g_str_has_suffix(name, ".sql") || g_str_has_suffix(name, ".dump");
	bool sure = has_word(head, "CREATE TABLE ") || has_word(head, "INSERT INTO ") ||
	            has_word(head, "REPLACE INTO ") || has_word(head, "INSERT IGNORE INTO ");

	if (named && sure)
		return BID_SURE;
	if (!sure && !named)
		return 0;
	/* A statement quoted in a log or a text is no dump. */
	Span start = span_trim(head);
	bool begins = start.length > 2 && (byte_in(start.bytes[0], "-/#") ||
	                                   has_word(span_slice(start, 0, 7), "INSERT ") ||
	                                   has_word(span_slice(start, 0, 7), "CREATE ") ||
	                                   has_word(span_slice(start, 0, 5), "DROP ") ||
	                                   has_word(span_slice(start, 0, 4), "SET ") ||
	                                   has_word(span_slice(start, 0, 4), "USE "));
	return named ? BID_EXTENSION : begins && sure ? BID_EXTENSION : 0;
}

/* Other engines' dumps have no escapes in their strings. */
static bool
is_mysql(Span head)
{
	static const char *const others[] = {
		"PostgreSQL", "PRAGMA foreign_keys", "Oracle", "SQL Server",
		"Kingbase",   "openGauss",           "DM8"};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (span_find(span_slice(head, 0, 4096), span_of(others[i])) >= 0)
			return false;
	return true;
}

/* Not UTF-8 but for a character cut at the end, and GB18030 throughout. */
static bool
is_gb18030(Span head)
{
	const char *stop = NULL;

	if (g_utf8_validate_len(head.bytes, head.length, &stop) ||
	    head.bytes + head.length - stop < 4)
		return false;
	g_autoptr(Row) row = row_new();
	row_begin(row);
	for (size_t cut = 0; cut < 4 && cut < head.length; cut++) {
		row_clear(row);
		row_add_text(row, span_slice(head, 0, head.length - cut));
		if (row_values(row)[0].type == VALUE_TEXT)
			return true;
	}
	return false;
}

static void *
sql_open(ByteStream *stream, const char *stem, Schema *schema)
{
	SqlReader *self = g_new0(SqlReader, 1);
	Span head = span_slice(byte_stream_window(stream, DOCUMENT_TASTE), 0, DOCUMENT_TASTE);

	(void)stem;
	self->stream = stream;
	self->schema = schema;
	self->manner.backslash = is_mysql(head);
	self->manner.gb18030 = is_gb18030(head);
	self->scope = g_strdup("");
	self->delimiter = g_strdup(";");
	self->places = g_array_new(FALSE, FALSE, sizeof(size_t));
	self->row = row_new();
	self->placed = row_new();
	return self;
}

static void
sql_close(void *data)
{
	SqlReader *self = data;

	g_free(self->scope);
	g_free(self->delimiter);
	g_array_unref(self->places);
	row_free(self->row);
	row_free(self->placed);
	g_free(self);
}

static SqlWindow
look(SqlReader *self)
{
	return sql_window(byte_stream_window(self->stream, 1), byte_stream_at_end(self->stream),
	                  &self->manner);
}

/* The window was too short; false where no more is to be had. */
static bool
get_more(SqlReader *self)
{
	size_t length = byte_stream_window(self->stream, 1).length;

	if (length >= BOUND_RECORD) {
		schema_note(self->schema, "record-too-long", self->statement);
		return false;
	}
	bool was_at_end = byte_stream_at_end(self->stream);
	return byte_stream_grow(self->stream) || byte_stream_at_end(self->stream) != was_at_end;
}

static void
use_up_to(SqlReader *self, const SqlWindow *window)
{
	Span whole = byte_stream_window(self->stream, 1);

	byte_stream_use(self->stream, (size_t)(window->at - whole.bytes));
}

/* INTO name (columns) VALUES. */
static void
begin_insert(SqlReader *self, SqlWindow *window)
{
	static const char *const noise[] = {"LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE",
	                                    "INTO"};
	g_autofree char *scope = NULL;
	g_autofree char *name = NULL;
	g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < G_N_ELEMENTS(noise); i++)
		sql_take_word(window, noise[i]);
	name = sql_take_qualified(window, &scope);
	if (name != NULL && sql_take_sign(window, '(')) {
		char *column;

		while (!window->short_of && (column = sql_take_name(window)) != NULL) {
			g_ptr_array_add(columns, column);
			sql_take_sign(window, ',');
		}
		sql_take_sign(window, ')');
	}
	bool values = sql_take_word(window, "VALUES") || sql_take_word(window, "VALUE");
	if (window->short_of || name == NULL)
		return;
	if (!values) {
		schema_note(self->schema, "statement-not-read", self->statement);
		self->state = IN_OTHER;
		return;
	}
	g_autofree char *shown = schema_name(span_of(name));
	self->table = schema_table(self->schema, *scope != '\0' ? scope : self->scope, shown);
	g_array_set_size(self->places, 0);
	for (guint i = 0; self->table != NULL && i < columns->len; i++) {
		size_t place = schema_table_place(self->table, span_of(columns->pdata[i]));

		g_array_append_val(self->places, place);
	}
	self->expects_row = true;
	self->state = self->table == NULL ? IN_OTHER : IN_ROWS;
}

/* DELIMITER is the client's own word: it ends with its line. */
static void
take_delimiter(SqlReader *self, SqlWindow *window)
{
	const char *newline = memchr(window->at, '\n', (size_t)(window->end - window->at));

	if (newline == NULL && !window->at_end) {
		window->short_of = true;
		return;
	}
	const char *end = newline == NULL ? window->end : newline;
	Span text = span_trim((Span){window->at, (size_t)(end - window->at)});
	if (text.length > 0 && text.bytes[0] != '\0') {
		g_free(self->delimiter);
		self->delimiter = g_strndup(text.bytes, text.length);
	}
	window->at = end;
	self->state = AT_STATEMENT;
}

static void
take_use(SqlReader *self, SqlWindow *window)
{
	g_autofree char *name = sql_take_name(window);

	if (name == NULL || window->short_of)
		return;
	g_free(self->scope);
	self->scope = schema_name(span_of(name));
}

/* By its first words; a statement that declares or inserts nothing is passed over. */
static void
take_statement(SqlReader *self, SqlWindow *window)
{
	self->state = IN_OTHER;
	if (sql_take_word(window, "DELIMITER")) {
		take_delimiter(self, window);
	} else if (!g_str_equal(self->delimiter, ";")) {
		return;
	} else if (sql_take_word(window, "CREATE")) {
		sql_take_word(window, "TEMPORARY");
		if (sql_take_word(window, "TABLE"))
			sql_create_table(window, self->scope, self->schema);
	} else if (sql_take_word(window, "INSERT") || sql_take_word(window, "REPLACE")) {
		begin_insert(self, window);
	} else if (sql_take_word(window, "ALTER")) {
		if (sql_take_word(window, "TABLE"))
			sql_alter_table(window, self->scope, self->schema);
	} else if (sql_take_word(window, "COMMENT")) {
		if (sql_take_word(window, "ON"))
			sql_comment_on(window, self->scope, self->schema);
	} else if (sql_take_word(window, "USE")) {
		take_use(self, window);
	}
}

static void
next_statement(SqlReader *self)
{
	SqlWindow window = look(self);

	/* Blanks and comments may be longer than a window: use them up as they come. */
	sql_skip_blank(&window);
	if (window.at == window.end && window.at_end) {
		self->state = AT_EOF;
		return;
	}
	if (!window.short_of && *window.at == ';') {
		window.at++;
		use_up_to(self, &window);
		return;
	}
	if (!window.short_of)
		take_statement(self, &window);
	if (!window.short_of) {
		self->statement++;
		use_up_to(self, &window);
		return;
	}
	self->state = AT_STATEMENT;
	if (get_more(self))
		return;
	schema_note(self->schema, "cut-off", self->statement + 1);
	self->state = AT_EOF;
}

/* Tokens up to the delimiter. */
static void
pass_over(SqlReader *self)
{
	size_t length = strlen(self->delimiter);
	SqlWindow window = look(self), safe = window;

	while (!window.short_of) {
		sql_skip_blank(&window);
		if (window.short_of || window.at == window.end)
			break;
		safe = window;
		if ((size_t)(window.end - window.at) < length && !window.at_end)
			break;
		if ((size_t)(window.end - window.at) >= length &&
		    memcmp(window.at, self->delimiter, length) == 0) {
			window.at += length;
			self->state = AT_STATEMENT;
			use_up_to(self, &window);
			return;
		}
		sql_skip_token(&window);
	}
	bool moved = safe.at > look(self).at;
	use_up_to(self, &safe);
	if (!moved && !get_more(self)) {
		/* A string that never ends, or one that is too long: the end of what can be read. */
		self->state = AT_EOF;
		if (window.at_end && window.short_of && safe.at < safe.end)
			schema_note(self->schema, "cut-off", self->statement);
	}
	if (window.at == window.end && window.at_end && !window.short_of)
		self->state = AT_EOF;
}

static void
give(SqlReader *self, DocumentRow *ret_row)
{
	size_t n_values = row_length(self->row);
	const SourceValue *values = row_values(self->row);

	if (self->places->len == 0) {
		if (!self->table->declared && self->table->fields->len < n_values)
			self->table->positional = true;
		if (n_values > 0)
			schema_table_field(self->table, n_values - 1);
		*ret_row = (DocumentRow){self->table, values, MIN(n_values, BOUND_FIELDS)};
		return;
	}
	row_clear(self->placed);
	for (size_t i = 0; i < n_values && i < self->places->len; i++) {
		size_t place = g_array_index(self->places, size_t, i);

		if (place == G_MAXSIZE)
			continue;
		row_add(self->placed, values[i].type, values[i].bytes);
		row_place(self->placed, place);
	}
	row_pad(self->placed, self->table->fields->len);
	*ret_row = (DocumentRow){self->table, row_values(self->placed), row_length(self->placed)};
}

/* Values up to the closing parenthesis. */
static bool
take_tuple(SqlReader *self, SqlWindow *window)
{
	row_clear(self->row);
	if (sql_take_sign(window, ')'))
		return true;
	while (!window->short_of) {
		sql_take_value(window, self->row);
		if (window->short_of)
			return false;
		if (sql_take_sign(window, ')'))
			return true;
		if (!sql_take_sign(window, ','))
			return false;
	}
	return false;
}

/* One row; false where there was none and the state has changed. */
static bool
next_row(SqlReader *self, DocumentRow *ret_row)
{
	SqlWindow window = look(self);

	sql_take_word(&window, "ROW");
	if (!self->expects_row && sql_take_sign(&window, ',')) {
		self->expects_row = true;
		use_up_to(self, &window);
		return false;
	}
	if (self->expects_row && sql_take_sign(&window, '(')) {
		bool whole = take_tuple(self, &window);

		if (!whole && window.short_of && get_more(self))
			return false;
		if (!whole) {
			schema_note(self->schema, window.short_of ? "cut-off" : "bad-record",
			            self->statement);
			self->state = window.short_of ? AT_EOF : IN_OTHER;
		}
		self->expects_row = false;
		give(self, ret_row);
		use_up_to(self, &window);
		return whole || row_length(self->row) > 0;
	}
	if (window.short_of && get_more(self))
		return false;
	if (window.at == window.end)
		schema_note(self->schema, "cut-off", self->statement);
	self->state = IN_OTHER;
	return false;
}

static bool
sql_next(void *data, DocumentRow *ret_row)
{
	SqlReader *self = data;

	while (self->state != AT_EOF) {
		if (self->state == IN_ROWS) {
			if (next_row(self, ret_row))
				return true;
		} else if (self->state == IN_OTHER) {
			pass_over(self);
		} else {
			next_statement(self);
		}
	}
	return false;
}

const DocumentReader document_sql = {
	.name = "sql",
	.is_copy = true,
	.taste = taste,
	.open = sql_open,
	.next = sql_next,
	.close = sql_close,
};
