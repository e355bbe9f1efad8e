/*
 * csv-dialect.c - how a file of separated values is written (RFC 4180, and what people do)
 *
 * All signs that matter are below 0x30, where no second byte of GB18030 lies; so records
 * are found in the raw bytes and each value is judged for its own encoding.  The exception
 * is '|', which is only taken where the text is UTF-8.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "csv-dialect.h"

#define TASTED_LINES 50
#define NAME_LENGTH  64 /* a header's cell is a name, not a text */
#define LONG_NUMBER  5

#define BID_EXTENSION 90
#define BID_SHAPE     50

static size_t
take_quoted(Span window, size_t at, Row *row, bool *ret_closed)
{
	*ret_closed = false;
	for (at++; at < window.length;) {
		const char *quote = memchr(window.bytes + at, '"', window.length - at);
		size_t end = quote == NULL ? window.length : (size_t)(quote - window.bytes);

		row_append(row, span_slice(window, at, end - at));
		at = end + 1;
		if (quote == NULL)
			return window.length;
		if (at < window.length && window.bytes[at] == '"') {
			row_append_byte(row, '"');
			at++;
			continue;
		}
		*ret_closed = true;
		return at;
	}
	return window.length;
}

static bool
ends_line(Span window, size_t at, const CsvDialect *dialect)
{
	char sign = window.bytes[at];

	return sign == '\n' ||
	       (sign == '\r' &&
	        (dialect->bare_return || (at + 1 < window.length && window.bytes[at + 1] == '\n')));
}

static size_t
take_plain(Span window, size_t at, const CsvDialect *dialect, Row *row)
{
	size_t start = at;

	while (at < window.length && window.bytes[at] != dialect->separator &&
	       !ends_line(window, at, dialect))
		at++;
	row_append(row, span_slice(window, start, at - start));
	return at;
}

CsvOutcome
csv_parse(Span window, CsvMode mode, Row *row, size_t *ret_length)
{
	size_t at = 0;

	row_clear(row);
	for (;;) {
		bool closed = true;

		row_begin(row);
		if (mode.quotes && at < window.length && window.bytes[at] == '"')
			at = take_quoted(window, at, row, &closed);
		if (!closed)
			return CSV_IN_QUOTES;
		at = take_plain(window, at, mode.dialect, row);
		if (at >= window.length && !mode.at_end)
			return CSV_NEEDS_MORE;
		row_end_text(row);
		if (at >= window.length || window.bytes[at] != mode.dialect->separator)
			break;
		at++;
	}
	if (at < window.length && window.bytes[at] == '\r' && at + 1 < window.length &&
	    window.bytes[at + 1] == '\n')
		at++;
	*ret_length = MIN(at + 1, window.length);
	return CSV_RECORD;
}

/* Lines of the head that have as many separators as the first; 0 where one differs. */
static size_t
count_agreeing(Span head, const CsvDialect *dialect, size_t *ret_fields, bool strict)
{
	g_autoptr(Row) row = row_new();
	CsvMode mode = {dialect, true, false};
	size_t agreeing = 0, length;

	*ret_fields = 0;
	for (size_t lines = 0; lines < TASTED_LINES && head.length > 0; lines++) {
		if (csv_parse(head, mode, row, &length) != CSV_RECORD)
			break;
		if (lines == 0)
			*ret_fields = row_length(row);
		else if (row_length(row) != *ret_fields && length > 2 && strict)
			return 0;
		agreeing += row_length(row) == *ret_fields;
		head = span_slice(head, length, head.length);
	}
	return agreeing;
}

static bool
looks_like_name(const SourceValue *value)
{
	Span text = span_trim(value->bytes);
	size_t digits = 0;

	if (value->type != VALUE_TEXT || text.length == 0 || text.length > NAME_LENGTH)
		return false;
	if (memchr(text.bytes, '@', text.length) != NULL)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		digits = g_ascii_isdigit(text.bytes[i]) ? digits + 1 : 0;
		if (digits >= LONG_NUMBER || (digits > 0 && i + 1 == text.length && i < digits))
			return false;
	}
	return true;
}

/* The first line is a header where each cell looks like a name, and no two are the same. */
static bool
find_header(Span head, const CsvDialect *dialect)
{
	g_autoptr(Row) row = row_new();
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	size_t length;

	if (csv_parse(head, (CsvMode){dialect, true, true}, row, &length) != CSV_RECORD)
		return false;
	for (size_t i = 0; i < row_length(row); i++) {
		const SourceValue *value = &row_values(row)[i];

		if (!looks_like_name(value) ||
		    !g_hash_table_add(seen, g_strndup(value->bytes.bytes, value->bytes.length)))
			return false;
	}
	return true;
}

CsvDialect
csv_dialect_taste(Span head, const char *name)
{
	static const char separators[] = ",\t;|";
	CsvDialect best = {.separator = ','};
	bool named = g_str_has_suffix(name, ".csv") || g_str_has_suffix(name, ".tsv");
	size_t best_score = 0;

	for (const char *separator = separators; *separator != '\0'; separator++) {
		CsvDialect dialect = {.separator = *separator};
		size_t fields;

		dialect.bare_return = memchr(head.bytes, '\n', head.length) == NULL;
		if (*separator == '|' && !g_utf8_validate_len(head.bytes, head.length, NULL) &&
		    !named)
			continue;
		size_t agreeing = count_agreeing(head, &dialect, &fields, !named);
		if (fields > 1 && agreeing * fields > best_score && (named || agreeing > 2)) {
			best_score = agreeing * fields;
			best = dialect;
		}
	}
	best.bare_return = memchr(head.bytes, '\n', head.length) == NULL;
	best.has_header = head.length > 0 && find_header(head, &best);
	if (named)
		best.bid = BID_EXTENSION;
	else if (best_score > 0 && best.has_header)
		best.bid = BID_SHAPE;
	return best;
}
