/*
 * document-sql.c - a dump of a database as its tables
 *
 * As mysqldump, Navicat, SQLyog, phpMyAdmin and HeidiSQL write them, pg_dump and its kin,
 * SQL Developer, SQL Server's scripts, DM and SQLite.  Statements are taken one by one, and
 * their rows one by one, each within a window that grows until it is whole.  Procedures,
 * triggers and every other statement are passed over; those that would have made rows are
 * counted.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "byte-set.h"
#include "sql-create.h"
#include "sql-reader.h"

#define BID_EXTENSION 60
#define BID_SURE      96

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
	static const char *const beginnings[] = {"INSERT ", "CREATE ", "DROP ", "SET ",
	                                         "USE ",    "REM ",    "COPY ", "BEGIN "};
	static const char *const statements[] = {
		"CREATE TABLE ", "INSERT INTO ", "REPLACE INTO ", "INSERT IGNORE INTO ",
		"INSERT [",      "INSERT ALL",   "COPY public.",  "PostgreSQL database dump"};
	bool sure = false;

	for (size_t i = 0; i < G_N_ELEMENTS(statements) && !sure; i++)
		sure = has_word(head, statements[i]);

	if (named && sure)
		return BID_SURE;
	if (!sure && !named)
		return 0;
	/* A statement quoted in a log or a text is no dump. */
	Span start = span_trim(head);
	bool begins = start.length > 2 && byte_in(start.bytes[0], "-/#");
	for (size_t i = 0; i < G_N_ELEMENTS(beginnings) && !begins; i++)
		begins = has_word(span_slice(start, 0, strlen(beginnings[i])), beginnings[i]);
	return named ? BID_EXTENSION : begins && sure ? BID_EXTENSION : 0;
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
	static const char *const scopes[N_SQL_DIALECTS] = {"", "public", "", "dbo", ""};

	(void)stem;
	self->stream = stream;
	self->schema = schema;
	self->manner.dialect = sql_dialect_guess(head);
	self->manner.escapes = self->manner.dialect == SQL_MYSQL;
	self->manner.gb18030 = is_gb18030(head);
	self->manner.fresh = true;
	self->scope = g_strdup(scopes[self->manner.dialect]);
	self->delimiter = g_strdup(";");
	self->places = g_array_new(FALSE, FALSE, sizeof(size_t));
	self->columns = g_array_new(FALSE, FALSE, sizeof(SqlColumn));
	self->head = g_string_new(NULL);
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
	g_free(self->null);
	g_array_unref(self->places);
	g_array_unref(self->columns);
	g_string_free(self->head, TRUE);
	row_free(self->row);
	row_free(self->placed);
	g_free(self);
}

SqlWindow
sql_reader_look(SqlReader *self)
{
	return sql_window(byte_stream_window(self->stream, 1), byte_stream_at_end(self->stream),
	                  &self->manner);
}

bool
sql_reader_more(SqlReader *self)
{
	size_t length = byte_stream_window(self->stream, 1).length;

	if (length >= BOUND_RECORD) {
		schema_note(self->schema, "record-too-long", self->statement);
		return false;
	}
	bool was_at_end = byte_stream_at_end(self->stream);
	return byte_stream_grow(self->stream) || byte_stream_at_end(self->stream) != was_at_end;
}

void
sql_reader_use(SqlReader *self, const SqlWindow *window)
{
	self->manner.fresh = sql_at_line_start(window);
	byte_stream_use(self->stream, (size_t)(window->at - window->begin));
}

/* DELIMITER is the client's own word: it ends with its line. */
static void
take_delimiter(SqlReader *self, SqlWindow *window)
{
	const char *start = window->at;

	sql_skip_line(window);
	if (window->short_of)
		return;
	Span text = span_trim((Span){start, (size_t)(window->at - start)});
	if (text.length > 0 && text.bytes[0] != '\0') {
		g_free(self->delimiter);
		self->delimiter = g_strndup(text.bytes, text.length);
	}
	self->state = AT_STATEMENT;
}

static void
take_scope(SqlReader *self, SqlWindow *window)
{
	g_autofree char *name = sql_take_name(window);

	if (name == NULL || window->short_of)
		return;
	/* SQL Server's databases hold schemas, and so do the catalogues of PostgreSQL. */
	if (self->manner.dialect == SQL_SERVER)
		return;
	g_free(self->scope);
	self->scope = schema_name(span_of(name));
}

/* SET search_path = shop, pg_catalog. */
static void
take_setting(SqlReader *self, SqlWindow *window)
{
	if (self->manner.dialect != SQL_POSTGRES || !sql_take_word(window, "search_path"))
		return;
	if (sql_take_sign(window, '=') || sql_take_word(window, "TO"))
		take_scope(self, window);
}

/* Lines of SQL*Plus and of psql, which end without a semicolon. */
static bool
take_client_line(SqlReader *self, SqlWindow *window)
{
	static const char *const words[] = {"REM",      "REMARK", "PROMPT", "SET",
	                                    "WHENEVER", "SPOOL",  "DEFINE", "SHOW",
	                                    "CONNECT",  "EXIT",   NULL};
	SqlDialect dialect = self->manner.dialect;
	bool psql = dialect == SQL_POSTGRES && *window->at == '\\';
	bool plus = dialect == SQL_ORACLE && (*window->at == '/' || *window->at == '@' ||
	                                      sql_word_in(sql_peek_word(window), words));

	if (!psql && !plus)
		return false;
	sql_skip_line(window);
	self->state = AT_STATEMENT;
	return true;
}

/* CREATE [OR REPLACE] [TEMPORARY ..] TABLE, or something with statements inside. */
static void
take_create(SqlReader *self, SqlWindow *window)
{
	static const char *const noise[] = {"OR",          "REPLACE",        "GLOBAL",  "LOCAL",
	                                    "TEMP",        "TEMPORARY",      "PRIVATE", "UNLOGGED",
	                                    "EDITIONABLE", "NONEDITIONABLE", "FOREIGN", "COLUMN",
	                                    "ROW",         "EXTERNAL",       "HUGE",    NULL};
	static const char *const blocks[] = {"PROCEDURE", "PROC", "FUNCTION", "TRIGGER",
	                                     "PACKAGE",   "TYPE", NULL};
	Span word = sql_peek_word(window);

	for (unsigned i = 0; i < 4 && sql_word_in(word, noise); i++) {
		sql_any_word(window);
		word = sql_peek_word(window);
	}
	if (sql_take_word(window, "TABLE"))
		sql_create_table(window, self->scope, self->schema);
	else if (sql_word_in(word, blocks) && self->manner.dialect != SQL_MYSQL &&
	         self->manner.dialect != SQL_POSTGRES)
		self->in_block = true;
	g_string_truncate(self->head, 0);
}

/* BEGIN of a transaction, or of a block of statements with rows among them. */
static void
take_begin(SqlReader *self, SqlWindow *window)
{
	static const char *const words[] = {"INSERT", "EXEC", "EXECUTE", NULL};

	if (sql_word_in(sql_peek_word(window), words))
		self->state = AT_STATEMENT;
}

static void
take_insert(SqlReader *self, SqlWindow *window, const char *start)
{
	self->into_many = false;
	sql_begin_insert(self, window);
	g_string_truncate(self->head, 0);
	static const char values[] = "VALUES";
	size_t length = (size_t)(window->at - start), least = strlen(values);
	if (self->state == IN_ROWS && !self->into_many && !window->short_of && length > least &&
	    g_ascii_strncasecmp(window->at - least, values, least) == 0)
		g_string_append_len(self->head, start, (gssize)length);
}

/* What else would make rows is counted; the rest is passed over. */
static void
take_other(SqlReader *self, SqlWindow *window)
{
	static const char *const changes[] = {"UPDATE", "MERGE", NULL};
	bool oracle = self->manner.dialect == SQL_ORACLE;

	if (sql_take_word(window, "SET")) {
		take_setting(self, window);
		return;
	}
	self->in_block = oracle && sql_take_word(window, "DECLARE");
	if (!window->short_of && (self->in_block || sql_word_in(sql_peek_word(window), changes)))
		schema_note(self->schema, "statement-not-read", self->statement + 1);
}

/* By its first words; a statement that declares or inserts nothing is passed over. */
static void
take_statement(SqlReader *self, SqlWindow *window)
{
	const char *start = window->at;

	self->state = IN_OTHER;
	self->in_block = false;
	if (sql_take_word(window, "DELIMITER")) {
		take_delimiter(self, window);
	} else if (!g_str_equal(self->delimiter, ";")) {
		return;
	} else if (sql_take_word(window, "INSERT") || sql_take_word(window, "REPLACE")) {
		take_insert(self, window, start);
	} else if (sql_take_word(window, "CREATE")) {
		take_create(self, window);
	} else if (sql_take_word(window, "ALTER")) {
		g_string_truncate(self->head, 0);
		if (sql_take_word(window, "TABLE"))
			sql_alter_table(window, self->scope, self->schema);
	} else if (sql_take_word(window, "COMMENT")) {
		if (sql_take_word(window, "ON"))
			sql_comment_on(window, self->scope, self->schema);
	} else if (sql_take_word(window, "COPY")) {
		sql_begin_copy(self, window);
	} else if (sql_take_word(window, "EXEC") || sql_take_word(window, "EXECUTE")) {
		sql_execute(window, self->schema);
	} else if (sql_take_word(window, "USE")) {
		g_string_truncate(self->head, 0);
		take_scope(self, window);
	} else if (sql_take_word(window, "BEGIN") || sql_take_word(window, "ELSE")) {
		take_begin(self, window);
	} else if (!take_client_line(self, window)) {
		take_other(self, window);
	}
	if (window->at == start && !window->short_of)
		sql_skip_token(window);
}

/* The same words as those of the INSERT before it. */
static bool
repeats(const SqlReader *self, const SqlWindow *window)
{
	size_t length = self->head->len;

	return length > 0 && (size_t)(window->end - window->at) > length &&
	       memcmp(window->at, self->head->str, length) == 0 &&
	       g_str_equal(self->delimiter, ";");
}

static void
next_statement(SqlReader *self)
{
	SqlWindow window = sql_reader_look(self);

	/* Blanks and comments may be longer than a window: use them up as they come. */
	sql_skip_blank(&window);
	if (window.at == window.end && window.at_end) {
		self->state = AT_EOF;
		return;
	}
	if (!window.short_of && *window.at == ';') {
		window.at++;
		sql_reader_use(self, &window);
		return;
	}
	if (!window.short_of && repeats(self, &window)) {
		window.at += self->head->len;
		self->state = IN_ROWS;
		self->expects_row = true;
	} else if (!window.short_of && sql_at_batch_end(&window) && !window.short_of) {
		sql_skip_line(&window);
	} else if (!window.short_of) {
		take_statement(self, &window);
	}
	if (!window.short_of) {
		self->statement++;
		sql_reader_use(self, &window);
		return;
	}
	self->state = AT_STATEMENT;
	if (sql_reader_more(self))
		return;
	schema_note(self->schema, "cut-off", self->statement + 1);
	self->state = AT_EOF;
}

/* END; or END name; behind which the next statement begins at the left margin. */
static bool
take_last_end(SqlWindow *window)
{
	static const char *const beginnings[] = {"INSERT", "CREATE", "COMMENT", "ALTER", "DROP",
	                                         "GRANT",  "COMMIT", "SET",     NULL};
	SqlWindow ahead = *window;

	if (!sql_take_word(&ahead, "END")) {
		window->short_of |= ahead.short_of;
		return false;
	}
	sql_any_word(&ahead);
	bool ends = sql_take_sign(&ahead, ';');
	sql_skip_blank(&ahead);
	if (ahead.short_of) {
		window->short_of = true;
		return false;
	}
	bool last = ahead.at == ahead.end;
	bool margin = !last && ahead.at > ahead.begin && ahead.at[-1] == '\n' &&
	              sql_word_in(sql_peek_word(&ahead), beginnings);
	window->short_of |= ahead.short_of;
	if (!ends || (!last && !margin))
		return false;
	window->at = ahead.at;
	return true;
}

/* A procedure ends with a line that has only a slash, in SQL Server with GO. */
static bool
take_block_end(const SqlReader *self, SqlWindow *window)
{
	if (self->manner.dialect == SQL_SERVER)
		return sql_at_batch_end(window);
	if (*window->at != '/' || !sql_at_line_start(window))
		return take_last_end(window);
	SqlWindow ahead = *window;
	sql_skip_line(&ahead);
	window->short_of |= ahead.short_of;
	if (ahead.short_of ||
	    span_trim((Span){window->at, (size_t)(ahead.at - window->at)}).length != 1)
		return false;
	window->at = ahead.at;
	return true;
}

/* Is the end of the statement here?  Past it. */
static bool
take_end(SqlReader *self, SqlWindow *window)
{
	size_t length = strlen(self->delimiter);

	if (self->in_block)
		return take_block_end(self, window);
	if ((size_t)(window->end - window->at) < length && !window->at_end) {
		window->short_of = true;
		return false;
	}
	if ((size_t)(window->end - window->at) >= length &&
	    memcmp(window->at, self->delimiter, length) == 0) {
		window->at += length;
		return true;
	}
	return self->manner.dialect == SQL_SERVER && sql_statement_ends(window) &&
	       !window->short_of;
}

/* Tokens up to the delimiter. */
static void
pass_over(SqlReader *self)
{
	SqlWindow window = sql_reader_look(self), safe = window;

	while (!window.short_of) {
		sql_skip_blank(&window);
		if (window.short_of || window.at == window.end)
			break;
		safe = window;
		if (take_end(self, &window)) {
			self->state = AT_STATEMENT;
			sql_reader_use(self, &window);
			return;
		}
		if (!window.short_of)
			sql_skip_token(&window);
	}
	bool moved = safe.at > safe.begin;
	sql_reader_use(self, &safe);
	if (!moved && !sql_reader_more(self)) {
		/* A string that never ends, or one that is too long: the end of what can be read. */
		self->state = AT_EOF;
		if (window.at_end && window.short_of && safe.at < safe.end)
			schema_note(self->schema, "cut-off", self->statement);
	}
	if (window.at == window.end && window.at_end && !window.short_of)
		self->state = AT_EOF;
}

static bool
sql_next(void *data, DocumentRow *ret_row)
{
	SqlReader *self = data;

	while (self->state != AT_EOF) {
		switch (self->state) {
		case IN_ROWS:
			if (sql_insert_row(self, ret_row))
				return true;
			break;
		case IN_LINES:
			if (sql_copy_row(self, ret_row))
				return true;
			break;
		case IN_OTHER:
			pass_over(self);
			break;
		case AT_STATEMENT:
		case AT_EOF:
		default:
			next_statement(self);
			break;
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
