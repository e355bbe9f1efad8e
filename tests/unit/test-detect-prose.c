/*
 * test-detect-prose.c - names and addresses in running text, one sentence at a time
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "prose.h"

typedef struct {
	const char *text;
	const char *names; /* each ended by a blank */
	const char *addresses;
} Sentence;

static const Sentence sentences[] = {
	{"收货人：张伟 联系电话：", "张伟 ", ""},
	{"(1,'欧阳子轩','x')", "欧阳子轩 ", ""},
	{"1001,王秀英,女", "王秀英 ", ""},
	{"记者李晓明报道", "李晓明 ", ""},
	{"克里斯托弗·诺兰执导的电影", "克里斯托弗·诺兰 ", ""},
	{"总经理陈建国先生表示满意", "陈建国 ", ""},
	{"这个方法很安全，大家都很高兴。", "", ""},
	{"请尽快发货，周末送货上门", "", ""},
	{"黄金周期间订单明显增长", "", ""},
	{"他住在浙江省杭州市西湖区文三路90号。", "", "浙江省杭州市西湖区文三路90号 "},
	{"'北京市朝阳区建国路88号3栋2单元501室','x'", "", "北京市朝阳区建国路88号3栋2单元501室 "},
	{"地址：广东省深圳市南山区科技园南路12号,", "", "广东省深圳市南山区科技园南路12号 "},
};

typedef struct {
	Span text;
	GString *names;
	GString *addresses;
} Found;

static void
keep(const Match *match, void *data)
{
	Found *found = data;
	GString *into = match->kind == KIND_ADDRESS ? found->addresses : found->names;

	g_string_append_len(into, found->text.bytes + match->offset, (gssize)match->length);
	g_string_append_c(into, ' ');
}

static void
test_sentences(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		g_autoptr(GString) names = g_string_new("");
		g_autoptr(GString) addresses = g_string_new("");
		Found found = {span_of(sentences[i].text), names, addresses};

		prose_scan(found.text, 0, found.text.length, KIND_BIT(KIND_PERSON_NAME), keep,
		           &found);
		prose_scan(found.text, 0, found.text.length, KIND_BIT(KIND_ADDRESS), keep, &found);
		g_assert_cmpstr(names->str, ==, sentences[i].names);
		g_assert_cmpstr(addresses->str, ==, sentences[i].addresses);
	}
}

/* Wherever the scan is cut, it finds the same. */
static void
test_cuts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		Span text = span_of(sentences[i].text);

		for (size_t cut = 0; cut <= text.length; cut++) {
			g_autoptr(GString) names = g_string_new("");
			g_autoptr(GString) addresses = g_string_new("");
			Found found = {text, names, addresses};

			prose_scan(text, 0, cut, KIND_BIT(KIND_PERSON_NAME), keep, &found);
			prose_scan(text, cut, text.length, KIND_BIT(KIND_PERSON_NAME), keep,
			           &found);
			g_assert_cmpstr(names->str, ==, sentences[i].names);
			prose_scan(text, 0, cut, KIND_BIT(KIND_ADDRESS), keep, &found);
			prose_scan(text, cut, text.length, KIND_BIT(KIND_ADDRESS), keep, &found);
			g_assert_cmpstr(addresses->str, ==, sentences[i].addresses);
		}
	}
}

/* Bytes that are no text are read without harm. */
static void
test_bytes(void)
{
	g_autofree char *bytes = g_malloc(1 << 16);
	g_autoptr(GString) names = g_string_new("");
	g_autoptr(GRand) rand = g_rand_new_with_seed(42);
	Found found = {{bytes, 1 << 16}, names, names};

	for (size_t i = 0; i < found.text.length; i++)
		bytes[i] = (char)(g_rand_int(rand) | (i % 3 == 0 ? 0xe0 : 0x80));
	prose_scan(found.text, 0, found.text.length, KIND_SET_ALL, keep, &found);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/prose/sentences", test_sentences);
	g_test_add_func("/prose/cuts", test_cuts);
	g_test_add_func("/prose/bytes", test_bytes);
	return g_test_run();
}
