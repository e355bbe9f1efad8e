/*
 * generate.c - the demonstration's platform: a shop that never existed
 *
 *     tingfu-demo-platform [--persons N] DIRECTORY
 *
 * writes DIRECTORY/platform/ (shop.db and files/) and DIRECTORY/truth.tsv, which names every
 * personal value that was planted.  No clock, no chance: the same N gives the same bytes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shop-archives.h"
#include "shop-database.h"
#include "shop-exports.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <time.h>

#define PERSONS     50000
#define PERSONS_MIN 100
#define PERSONS_MAX 1000000
#define TROUBLE     2

static int
complain(const char *message)
{
	fprintf(stderr, "tingfu-demo-platform: %s\n", message);
	return TROUBLE;
}

static char *
make_directories(const char *platform)
{
	static const char *const parts[] = {"files/logs", "files/export", "files/backup",
	                                    "files/uploads"};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_build_filename(platform, parts[i], NULL);
		if (g_mkdir_with_parents(path, 0755) != 0)
			return g_strdup_printf("cannot make '%s'", path);
	}
	return NULL;
}

static char *
write_platform(const Shop *shop, const char *platform, Truth *truth)
{
	g_autofree char *files = g_build_filename(platform, "files", NULL);
	char *message = make_directories(platform);

	if (message == NULL)
		message = shop_database_write(shop, platform, truth);
	if (message == NULL)
		message = shop_exports_write(shop, files, truth);
	if (message == NULL)
		message = shop_dump_write(shop, files, truth);
	if (message == NULL)
		message = shop_uploads_write(shop, files, truth);
	return message;
}

static int
generate(unsigned n_persons, const char *directory)
{
	g_autofree char *platform = g_build_filename(directory, "platform", NULL);
	g_autofree char *list = g_build_filename(directory, "truth.tsv", NULL);
	g_autoptr(Shop) shop = shop_new(n_persons);

	if (g_file_test(platform, G_FILE_TEST_EXISTS))
		return complain("the platform exists already: remove it first");
	if (g_mkdir_with_parents(directory, 0755) != 0)
		return complain("cannot make the directory");
	Truth *truth = truth_open(list);
	if (truth == NULL)
		return complain("cannot write truth.tsv");
	g_autofree char *message = write_platform(shop, platform, truth);
	if (!truth_close(truth) && message == NULL)
		return complain("cannot write truth.tsv");
	return message == NULL ? 0 : complain(message);
}

int
main(int argc, char **argv)
{
	guint64 n_persons = PERSONS;
	int first = 1;

	/* A zip holds local time. */
	g_setenv("TZ", "UTC", TRUE);
	tzset();
	if (argc == 4 && g_str_equal(argv[1], "--persons")) {
		if (!g_ascii_string_to_unsigned(argv[2], 10, PERSONS_MIN, PERSONS_MAX, &n_persons,
		                                NULL))
			return complain("--persons takes a number from 100 to 1000000");
		first = 3;
	}
	if (argc != first + 1 || argv[first][0] == '-')
		return complain("usage: tingfu-demo-platform [--persons N] DIRECTORY");
	return generate((unsigned)n_persons, argv[first]);
}
