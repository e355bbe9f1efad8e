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
	{"sql-copy", &document_sql,
         "-- PostgreSQL database dump\nCREATE TABLE public.t (a integer, b text, c bytea);\n"
         "COPY public.t (a, b, c) FROM stdin;\n1\tx\\ty\\\\z\\n\\101\\x42\t\\\\x4142\n"
         "2\t\\N\t\\N\n\\.\n\nCOPY public.u (a) FROM stdin;\n\\.\nINSERT INTO t VALUES "
         "(3,'c','\\x00');",
         "1|x\ty\\z\nAB|<2>\n2|null|null\n3|c|<1>\n"},
	{"sql-copy-csv", &document_sql,
         "SET standard_conforming_strings = on;\nCOPY t (a, b) FROM stdin WITH (FORMAT csv);\n"
         "1,\"x, \"\"y\"\"\"\n\\.\nINSERT INTO t VALUES (2,'z');",
         "1|x, \"y\"\n2|z\n"},
	{"sql-copy-cut", &document_sql,
         "-- PostgreSQL database dump\nCOPY t (a, b) FROM stdin;\n1\tx\n2\ty", "1|x\n2|y\n"},
	{"sql-dollars", &document_sql,
         "-- PostgreSQL database dump\nCREATE FUNCTION f() RETURNS int AS $body$ BEGIN\n"
         "INSERT INTO t VALUES ('inside'); RETURN 1; END; $body$ LANGUAGE plpgsql;\n"
         "INSERT INTO t VALUES ($$it's$$, E'a\\'\\n\\u5f20', U&'\\5f20!', 'x'::text, "
         "ARRAY['a','b'], B'1', 'c' || 'd');",
         "it's|a'\n张|张!|x|ARRAY['a','b']|1|cd\n"},
	{"sql-oracle", &document_sql,
         "REM INSERTING into T\nSET DEFINE OFF;\n"
         "Insert into \"S\".\"T\" (\"A\",\"B\",\"C\") values (1,to_date('2020-01-02 03:04:05',"
         "'YYYY-MM-DD HH24:MI:SS'),'it''s' || CHR(10) || 'me');\n"
         "INSERT INTO s.t (c, a) VALUES (q'[it's]', -1.5);\n"
         "INSERT INTO s.t VALUES (2, DATE '2020-01-01', TO_CLOB('a') || to_clob(N'b'));\n"
         "INSERT INTO s.t VALUES (3, HEXTORAW('4142'), unistr('\\5f20\\5C71'));\n",
         "1|2020-01-02 03:04:05|it's\nme\n-1.5|null|it's\n2|2020-01-01|ab\n3|<2>|张山\n"},
	{"sql-oracle-all", &document_sql,
         "SET DEFINE OFF\nINSERT ALL\n INTO t (a) VALUES ('x')\n INTO u (b, c) VALUES ('y', 1)\n"
         "SELECT * FROM dual;\nINSERT INTO t VALUES ('z');",
         "x\ny|1\nz\n"},
	{"sql-oracle-blocks", &document_sql,
         "CREATE TABLE t (a varchar2(9));\n/\nCREATE OR REPLACE TRIGGER g BEFORE INSERT ON t "
         "BEGIN\n"
         "  INSERT INTO log VALUES ('inside'); IF 1=1 THEN NULL; END IF;\nEND;\n/\n"
         "INSERT INTO t VALUES ('a');\nBEGIN\n  INSERT INTO t VALUES ('b');\nEND;\n/\n"
         "CREATE PROCEDURE p AS BEGIN\n  INSERT INTO log VALUES ('inside');\nEND p;\n\n"
         "INSERT INTO t VALUES ('c');",
         "a\nb\nc\n"},
	{"sql-server", &document_sql,
         "SET ANSI_NULLS ON\r\nGO\r\nCREATE TABLE [dbo].[t](\r\n\t[a] [int] IDENTITY(1,1) NOT "
         "NULL,\r\n"
         "\t[b] [nvarchar](50) NULL,\r\n\t[c] [datetime] NULL,\r\n CONSTRAINT [p] PRIMARY KEY "
         "CLUSTERED\r\n"
         "(\r\n\t[a] ASC\r\n)WITH (PAD_INDEX = OFF) ON [PRIMARY]\r\n) ON [PRIMARY]\r\nGO\r\n"
         "SET IDENTITY_INSERT [dbo].[t] ON\r\n"
         "INSERT [dbo].[t] ([a], [b], [c]) VALUES (1, N'GO\r\nGO\r\n', CAST(0x0000A1B200C5C100 AS "
         "DateTime))\r\n"
         "INSERT [dbo].[t] ([a], [b], [c]) VALUES (2, N'a' + CHAR(13) + N'b', CAST(N'2020-01-02' "
         "AS "
         "Date))\r\nGO\r\nCREATE PROC p AS\r\nINSERT INTO t VALUES ('inside')\r\nGO 2\r\n"
         "INSERT INTO dbo.T VALUES (3, NULL, CAST(0x07000000000079420B AS DateTime2))",
         "1|GO\r\nGO\r\n|2013-05-02 12:00:00\n2|a\rb|2020-01-02\n3|null|2021-05-04 00:00:00\n"},
	{"sql-sqlite", &document_sql,
         "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(a,b);\n"
         "INSERT INTO t "
         "VALUES(replace(replace('x\\r\\ny','\\r',char(13)),'\\n',char(10)),X'4142');\n"
         "CREATE TRIGGER g AFTER INSERT ON t BEGIN\n INSERT INTO log VALUES (1);\n"
         " INSERT INTO log VALUES (2);\nEND;\nCOMMIT;\n",
         "x\r\ny|<2>\n"},
	{"sql-selected", &document_sql,
         "INSERT INTO t (a, b) SELECT 1, 'x' AS b FROM dual UNION ALL SELECT 2, 'y' UNION SELECT "
         "3, NULL;\nINSERT INTO t SELECT a, b FROM u;\nINSERT INTO t SET b='z', a=4;",
         "1|x\n2|y\n3|null\n4|z\n"},
	{"sql-gbk-line", &document_sql,
         "INSERT INTO `t` VALUES ('中\\'文',1);\nINSERT INTO `t` VALUES ('\xd0\xa1\xd5\x5c',2);\n"
         "INSERT INTO `t` VALUES ('张',3);",
         "中'文|1\n小誠|2\n张|3\n"},
	{"sql-introducers", &document_sql,
         "INSERT INTO `t` VALUES (_utf8mb4'x', _binary 0x41, _latin1 'y', _gbk '\xd5\xc5', "
         "(1), ('a' 'b'), CONCAT('c','d'), TIMESTAMP '2020-01-01', x'41');",
         "x|<1>|y|张|1|ab|cd|2020-01-01|<1>\n"},
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
		{"--\n-- PostgreSQL database dump\n--\n\n", "x.bak", "sql"},
		{"SET IDENTITY_INSERT [dbo].[t] ON\nINSERT [dbo].[t] VALUES (1)\n", "x.txt", "sql"},
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
