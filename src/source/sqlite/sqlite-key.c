/*
 * sqlite-key.c - the name of a row of a SQLite table, as bytes
 *
 *     'r' rowid                      eight bytes, big end first
 *     'd' rowid digest               the digest eight bytes of SHA-256
 *     'k' (type length bytes) ...    type one of i f t b n; length four bytes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sqlite-key.h"

#include "digest.h"
#include "errors.h"

#define WIDE         8
#define LENGTH_SIZE  4
#define VALUE_HEAD   (1 + LENGTH_SIZE)
#define DIGEST_SHORT 8

static void
append_wide(GByteArray *key, uint64_t number)
{
	uint64_t big = GUINT64_TO_BE(number);

	g_byte_array_append(key, (const guint8 *)&big, WIDE);
}

static void
append_value(sqlite3_stmt *query, int column, GByteArray *key)
{
	static const char letters[] = "?iftbn"; /* by SQLite's numbers of types */
	int type = sqlite3_column_type(query, column);
	union {
		int64_t integer;
		double real;
		uint64_t bits;
	} number = {0};
	uint64_t big;
	const void *bytes = &big;
	uint32_t length = WIDE;

	if (type == SQLITE_INTEGER) {
		number.integer = sqlite3_column_int64(query, column);
	} else if (type == SQLITE_FLOAT) {
		number.real = sqlite3_column_double(query, column);
	} else {
		bytes = type == SQLITE_TEXT ? (const void *)sqlite3_column_text(query, column)
		                            : sqlite3_column_blob(query, column);
		length = (uint32_t)sqlite3_column_bytes(query, column);
	}
	big = GUINT64_TO_BE(number.bits);
	uint32_t big_length = GUINT32_TO_BE(length);
	g_byte_array_append(key, (const guint8 *)&letters[type], 1);
	g_byte_array_append(key, (const guint8 *)&big_length, LENGTH_SIZE);
	if (length > 0)
		g_byte_array_append(key, bytes, length);
}

void
sqlite_key_of_columns(sqlite3_stmt *query, int first, int n, GByteArray *ret_key)
{
	g_byte_array_set_size(ret_key, 0);
	g_byte_array_append(ret_key, (const guint8 *)"k", 1);
	for (int i = 0; i < n; i++)
		append_value(query, first + i, ret_key);
}

void
sqlite_key_of_rowid(int64_t rowid, GByteArray *ret_key)
{
	g_byte_array_set_size(ret_key, 0);
	g_byte_array_append(ret_key, (const guint8 *)"r", 1);
	append_wide(ret_key, (uint64_t)rowid);
}

void
sqlite_key_of_row(sqlite3_stmt *query, int64_t rowid, int first, int n, GByteArray *ret_key)
{
	sqlite_key_of_columns(query, first, n, ret_key);
	Digest digest = digest_of(DIGEST_SHA256, (Span){(const char *)ret_key->data, ret_key->len});
	g_byte_array_set_size(ret_key, 0);
	g_byte_array_append(ret_key, (const guint8 *)"d", 1);
	append_wide(ret_key, (uint64_t)rowid);
	g_byte_array_append(ret_key, digest.bytes, DIGEST_SHORT);
}

static uint64_t
read_wide(const char *bytes)
{
	uint64_t big;

	memcpy(&big, bytes, WIDE);
	return GUINT64_FROM_BE(big);
}

static bool
bind_value(char letter, Span bytes, sqlite3_stmt *query, int parameter)
{
	union {
		uint64_t bits;
		double real;
	} number;

	if ((letter == 'i' || letter == 'f') && bytes.length != WIDE)
		return false;
	switch (letter) {
	case 'i':
		return sqlite3_bind_int64(query, parameter, (int64_t)read_wide(bytes.bytes)) == 0;
	case 'f':
		number.bits = read_wide(bytes.bytes);
		return sqlite3_bind_double(query, parameter, number.real) == SQLITE_OK;
	case 't':
		return sqlite3_bind_text64(query, parameter, bytes.bytes, bytes.length,
		                           SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
	case 'b':
		return sqlite3_bind_blob64(query, parameter, bytes.bytes, bytes.length,
		                           SQLITE_TRANSIENT) == SQLITE_OK;
	case 'n':
		return sqlite3_bind_null(query, parameter) == SQLITE_OK;
	default:
		return false;
	}
}

static bool
bind_all(Span key, sqlite3_stmt *query, int n)
{
	int bound = 0;

	if (key.length < 1)
		return false;
	if (key.bytes[0] == 'r' || key.bytes[0] == 'd') {
		size_t expected = 1 + WIDE + (key.bytes[0] == 'd' ? DIGEST_SHORT : 0);

		return n == 1 && key.length == expected &&
		       bind_value('i', span_slice(key, 1, WIDE), query, 1);
	}
	if (key.bytes[0] != 'k')
		return false;
	key = span_slice(key, 1, key.length);
	while (key.length >= VALUE_HEAD && bound < n) {
		uint32_t big;
		char letter = key.bytes[0];

		memcpy(&big, key.bytes + 1, LENGTH_SIZE);
		size_t length = GUINT32_FROM_BE(big);
		if (length > key.length - VALUE_HEAD ||
		    !bind_value(letter, span_slice(key, VALUE_HEAD, length), query, ++bound))
			return false;
		key = span_slice(key, VALUE_HEAD + length, key.length);
	}
	return bound == n && key.length == 0;
}

bool
sqlite_key_bind(Span key, sqlite3_stmt *query, int n, GError **error)
{
	if (bind_all(key, query, n))
		return true;
	fault_set(error, FAULT_MALFORMED, N_("the key of a record is damaged"));
	return false;
}
