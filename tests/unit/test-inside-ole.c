/*
 * test-inside-ole.c - old Excel, Word and Outlook files give what was put into them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "extract.h"
#include "ole-sample.h"

typedef struct {
	Span rest;
	GString *out;
} Reading;

static bool
pull(void *data, Span *ret_piece)
{
	Reading *reading = data;

	/* Pieces of a size that puts their ends everywhere. */
	*ret_piece = span_slice(reading->rest, 0, 97);
	reading->rest = span_slice(reading->rest, 97, reading->rest.length);
	return ret_piece->length > 0;
}

static bool
begin(const UnpackMember *member, void *data)
{
	g_string_append_printf(((Reading *)data)->out, "[%s%s%s]\n", member->member,
	                       member->unreadable == NULL ? "" : " ",
	                       member->unreadable == NULL ? "" : member->unreadable);
	return true;
}

static bool
piece(Span bytes, void *data)
{
	g_string_append_len(((Reading *)data)->out, bytes.bytes, (gssize)bytes.length);
	return true;
}

static bool
end(void *data)
{
	g_string_append_c(((Reading *)data)->out, '\n');
	return true;
}

static char *
text_of(GBytes *take_bytes)
{
	static const UnpackVisitor visitor = {begin, piece, end};
	Reading reading = {{0}, g_string_new(NULL)};

	reading.rest.bytes = g_bytes_get_data(take_bytes, &reading.rest.length);
	g_assert_true(extract_stream(pull, &reading, &visitor, &reading));
	g_bytes_unref(take_bytes);
	return g_string_free(reading.out, FALSE);
}

static void
test_workbook(void)
{
	g_autofree char *text = text_of(ole_sample_workbook());

	g_assert_cmpstr(text, ==,
	                "[!名单]\n员工名单\n姓名: 王芳\t手机: 13812345678\t1949-12-31\n\n");
}

static void
test_message(void)
{
	g_autofree char *text = text_of(ole_sample_message());

	g_assert_nonnull(strstr(text, "subject: 王芳\n"));
	g_assert_nonnull(strstr(text, "body: 13812345678\n"));
	g_assert_nonnull(strstr(text, "[list.txt]\na@b.cn\n"));
}

static void
test_document(void)
{
	g_autofree char *text = text_of(ole_sample_document());

	g_assert_cmpstr(text, ==, "[!text]\n手机：13812345678\n\n");
}

/* Cut anywhere, it ends, and says so or gives less. */
static void
test_cut(void)
{
	g_autoptr(GBytes) whole = ole_sample_workbook();
	size_t length = g_bytes_get_size(whole);
	/* libgsf finds fault with what is cut, and says so in its own way. */
	GLogLevelFlags fatal = g_log_set_always_fatal(G_LOG_FATAL_MASK);

	for (size_t cut = 513; cut < length; cut += 64)
		g_free(text_of(g_bytes_new_from_bytes(whole, 0, cut)));
	g_log_set_always_fatal(fatal);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/inside-ole/workbook", test_workbook);
	g_test_add_func("/inside-ole/message", test_message);
	g_test_add_func("/inside-ole/document", test_document);
	g_test_add_func("/inside-ole/cut", test_cut);
	return g_test_run();
}
