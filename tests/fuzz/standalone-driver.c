/*
 * standalone-driver.c - feeds every file of a corpus to a fuzz target, without libFuzzer
 *
 * So that what a fuzzer once found is tried again in every test run, by any compiler.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool
feed(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *content = NULL;
	size_t length = 0;

	if (!g_file_get_contents(path, &content, &length, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return false;
	}
	/* A copy of exactly this size: the address sanitizer then sees a read behind its end. */
	g_autofree uint8_t *exact = length > 0 ? g_memdup2(content, length) : NULL;
	LLVMFuzzerTestOneInput(exact, length);
	return true;
}

static unsigned
feed_directory(const char *directory)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(directory, 0, &error);
	unsigned fed = 0;

	if (dir == NULL) {
		fprintf(stderr, "%s\n", error->message);
		return 0;
	}
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(directory, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && feed(path))
			fed++;
	}
	return fed;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		unsigned fed = feed_directory(argv[i]);
		if (fed == 0) {
			fprintf(stderr, "%s: an empty corpus tests nothing\n", argv[i]);
			return EXIT_FAILURE;
		}
		printf("%s: %u inputs\n", argv[i], fed);
	}
	return argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
