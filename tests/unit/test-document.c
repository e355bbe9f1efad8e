/*
 * test-document.c - what readers of documents make of bytes
 *
 * Values are joined with "|", records end with "\n"; null stands for null, <N> for N bytes.
 * Each text is read in pieces of 7 bytes and in one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include <glib.h>

typedef struct {
	const char *name;
	const DocumentReader *reader;
	const char *text;
	const char *rows;
} Case;

static const Case cases[] = {
	{"sql-escapes", &document_sql,
         "INSERT INTO t VALUES (1,'it''s','a\\'b\\\\','\\n\\t\\0x',\"q\"\"q\",-1.5e3,NULL);",
         "1|it's|a'b\\|\n\t\\0x|q\"q|-1.5e3|null\n"},
	{"sql-binary", &document_sql,
         "INSERT INTO t VALUES (0x414243,x'00FF',_binary '\\0\xff',b'1',b'00000000',NOW());",
         "<3>|<2>|<2>|1|0|NOW()\n"},
	{"sql-columns", &document_sql,
         "CREATE TABLE t (a int, b text, c int);\n"
         "INSERT INTO t (c, a) VALUES (3, 1), (6, 4) ON DUPLICATE KEY UPDATE a=1;\n"
         "REPLACE INTO db.t VALUES (7);",
         "1|null|3\n4|null|6\n7\n"},
	{"sql-comments", &document_sql,
         "-- INSERT INTO t VALUES (0);\n# (0)\n/* ; ' */ /*!40000 ALTER TABLE t DISABLE KEYS */;\n"
         "/*!50001 INSERT INTO t VALUES (1) */;\nINSERT INTO t VALUES (2 /* two */, 3) -- x\n;",
         "1\n2|3\n"},
	{"sql-procedures", &document_sql,
         "DELIMITER ;;\nCREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN\n"
         "INSERT INTO t VALUES ('inside'); END ;;\nDELIMITER ;\nINSERT INTO t VALUES ('after');",
         "after\n"},
	{"sql-standard", &document_sql,
         "-- PostgreSQL database dump\nINSERT INTO \"public\".\"t\" VALUES ('c:\\', 'x');",
         "c:\\|x\n"},
	{"csv-quotes", &document_csv, "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2,\"\"\r\n",
         "1|x, \"y\"\nz\n2|\n"},
	{"csv-gb18030", &document_csv, "a,b\n1,\xd5\xc5\xc8\xfd\n", "1|张三\n"},
	{"csv-no-header", &document_csv, "13900000001,a\n13900000002,b\n",
         "13900000001|a\n13900000002|b\n"},
	{"json-flat", &document_json,
         "{\"a\":{\"b\":1},\"c\":[\"x\",{\"d\":true}]}\n{\"c\":[]}\n[1,2]\n",
         "1|x|true\nnull|null|null\nnull|null|null|1\n2\n"},
	{"json-array", &document_json, "[\n{\"a\":\"}\"},\n{\"a\":\"\\u5f20\"}\n]", "}\n张\n"},
	{"json-unparsed", &document_json, "{\"a\":1}\nbad {\n{\"a\":2}\n",
         "1\nnull|bad {\n2|null\n"},
	{"text-lines", &document_text, "one\r\n\r\ntwo", "one\ntwo\n"},
};

typedef struct {
	Span rest;
	size_t piece;
} Input;

static bool
pull(void *data, Span *ret_piece)
{
	Input *input = data;

	*ret_piece = span_slice(input->rest, 0, input->piece);
	input->rest = span_slice(input->rest, input->piece, input->rest.length);
	return ret_piece->length > 0;
}

static void
show(GString *rows, const DocumentRow *row)
{
	for (size_t i = 0; i < row->n_values; i++) {
		const SourceValue *value = &row->values[i];

		g_string_append(rows, i == 0 ? "" : "|");
		if (value->type == VALUE_NULL)
			g_string_append(rows, "null");
		else if (value->type == VALUE_BINARY)
			g_string_append_printf(rows, "<%zu>", value->bytes.length);
		for (size_t j = 0; value->type != VALUE_BINARY && j < value->bytes.length; j++)
			if (value->bytes.bytes[j] == '\0')
				g_string_append(rows, "\\0");
			else
				g_string_append_c(rows, value->bytes.bytes[j]);
	}
	g_string_append_c(rows, '\n');
}

static void
read_in_pieces(const Case *test, size_t piece)
{
	Input input = {span_of(test->text), piece};
	g_autoptr(Schema) schema = schema_new();
	g_autoptr(ByteStream) stream = byte_stream_new(pull, &input);
	g_autoptr(GString) rows = g_string_new(NULL);
	void *self = test->reader->open(stream, "t", schema);
	DocumentRow row;

	while (test->reader->next(self, &row))
		show(rows, &row);
	test->reader->close(self);
	g_assert_cmpstr(rows->str, ==, test->rows);
}

static void
test_rows(gconstpointer data)
{
	read_in_pieces(data, 7);
	read_in_pieces(data, 1 << 20);
}

static void
test_tastes(void)
{
	static const struct {
		const char *head;
		const char *name;
		const char *reader;
	} tastes[] = {
		{"id,name\n1,a\n", "x.csv", "csv"},
		{"id,name\n1,a\n2,b\n3,c\n", "x.txt", "csv"},
		{"hello, world\nno table here\n", "x.txt", "text"},
		{"{\"a\":1}\n", "x.log", "json"},
		{"[2026-01-01 00:00:00] INFO x\n", "x.log", "text"},
		{"-- MySQL dump\nCREATE TABLE a (b int);\n", "x.bak", "sql"},
		{"user typed INSERT INTO a\n", "x.log", "text"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(tastes); i++) {
		const char *form = NULL;
		const DocumentReader *reader =
			document_taste(span_of(tastes[i].head), tastes[i].name, &form);

		g_assert_nonnull(reader);
		g_assert_cmpstr(reader->name, ==, tastes[i].reader);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = g_strconcat("/document/", cases[i].name, NULL);

		g_test_add_data_func(name, &cases[i], test_rows);
	}
	g_test_add_func("/document/tastes", test_tastes);
	return g_test_run();
}
