/*
 * test-child-program.c - a program on a short leash: what it may do, and what it may not
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "child-program.h"

#include <glib/gstdio.h>

/* What it wrote; @ret_status as child_program_finish. */
static GString *
run(const char *const *arguments, Span input, int *ret_status)
{
	GString *output = g_string_new(NULL);
	ChildProgram *child = child_program_start(arguments, input);

	g_assert_nonnull(child);
	while (child_program_read(child, output))
		continue;
	*ret_status = child_program_finish(child);
	return output;
}

static void
test_echo(void)
{
	static const char *const arguments[] = {"cat", NULL};
	g_autofree char *input = g_strnfill(3000000, 'x');
	int status = -1;
	g_autoptr(GString) output = run(arguments, span_of(input), &status);

	g_assert_cmpint(status, ==, 0);
	g_assert_cmpstr(output->str, ==, input);
}

static void
test_status(void)
{
	static const char *const arguments[] = {"sh", "-c", "exit 3", NULL};
	int status = -1;
	g_autoptr(GString) output = run(arguments, span_of(""), &status);

	g_assert_cmpint(status, ==, 3);
	g_assert_cmpuint(output->len, ==, 0);
}

static void
test_missing(void)
{
	static const char *const arguments[] = {"no-such-program-anywhere", NULL};

	g_assert_false(child_program_exists(arguments[0]));
	g_assert_null(child_program_start(arguments, span_of("")));
}

/* It cannot write files, not even with a shell of its own. */
static void
test_no_files(void)
{
	g_autofree char *folder = g_dir_make_tmp("tingfu-child-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "out", NULL);
	g_autofree char *of = g_strconcat("of=", path, NULL);
	const char *const arguments[] = {"dd", of, NULL};
	g_autofree char *content = NULL;
	size_t length = 0;
	int status = 0;
	g_autoptr(GString) output = run(arguments, span_of("personal"), &status);

	g_assert_cmpint(status, !=, 0);
	g_assert_cmpuint(output->len, ==, 0);
	if (g_file_get_contents(path, &content, &length, NULL))
		g_assert_cmpuint(length, ==, 0);
	g_unlink(path);
	g_rmdir(folder);
}

/* It sees nothing of our environment. */
static void
test_environment(void)
{
	static const char *const arguments[] = {"env", NULL};
	int status = -1;

	g_setenv("TINGFU_TEST_SECRET", "secret", TRUE);
	g_autoptr(GString) output = run(arguments, span_of(""), &status);
	g_unsetenv("TINGFU_TEST_SECRET");
	g_assert_cmpint(status, ==, 0);
	g_assert_null(strstr(output->str, "SECRET"));
}

/* Whoever stops reading does not wait for it. */
static void
test_endless(void)
{
	static const char *const arguments[] = {"yes", NULL};
	g_autoptr(GString) output = g_string_new(NULL);
	ChildProgram *child = child_program_start(arguments, span_of(""));

	g_assert_nonnull(child);
	g_assert_true(child_program_read(child, output));
	g_assert_cmpint(child_program_finish(child), ==, -1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/child-program/echo", test_echo);
	g_test_add_func("/child-program/status", test_status);
	g_test_add_func("/child-program/missing", test_missing);
	g_test_add_func("/child-program/no-files", test_no_files);
	g_test_add_func("/child-program/environment", test_environment);
	g_test_add_func("/child-program/endless", test_endless);
	return g_test_run();
}
