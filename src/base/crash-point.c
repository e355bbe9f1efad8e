/*
 * crash-point.c - where the tests may kill the program
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "crash-point.h"

#ifdef TINGFU_CRASH_POINTS

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static void
list_point(const char *name)
{
	const char *path = g_getenv("TINGFU_CRASH_LIST");
	g_autofree char *line = g_strdup_printf("%s\n", name);
	int fd = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	if (write(fd, line, strlen(line)) < 0)
		g_debug("the list of crash points cannot be written");
	close(fd);
}

void
crash_point(const char *name)
{
	static guint64 passed = 0;
	const char *wanted = g_getenv("TINGFU_CRASH_AT");

	list_point(name);
	if (wanted == NULL)
		return;
	g_auto(GStrv) parts = g_strsplit(wanted, ":", 2);
	guint64 nth = parts[1] == NULL ? 1 : g_ascii_strtoull(parts[1], NULL, 10);
	if (g_strcmp0(parts[0], name) == 0 && ++passed == nth)
		raise(SIGKILL);
}

#endif
