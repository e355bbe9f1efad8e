/*
 * test-container-name.c - what a container's name gives away
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "container-name.h"

#include <glib.h>

static const struct {
	const char *container, *comment;
	ContainerClass what;
} cases[] = {
	{"members", "", CLASS_PERSON},
	{"login_log", "", CLASS_LOG},
	{"orders", "", CLASS_TRANSACTION},
	{"suppliers", "", CLASS_ORGANISATION},
	/* The program's name says less than the folder it writes to. */
	{"logs/app-2026-05.jsonl!app-2026-05", "", CLASS_LOG},
	{"var/log/shop/service.json!service", "", CLASS_LOG},
	{"日志/app.jsonl!app", "", CLASS_LOG},
	/* A name that says something certain stands. */
	{"logs/members.csv!members", "", CLASS_PERSON},
	{"blogs/app.csv!app", "", CLASS_SETTING},
	{"app", "", CLASS_SETTING},
};

static void
test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		ContainerMeaning meaning =
			container_name_meaning(cases[i].container, cases[i].comment);

		g_test_message("%s", cases[i].container);
		g_assert_cmpint(meaning.what, ==, cases[i].what);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/survey/container-name", test_cases);
	return g_test_run();
}
