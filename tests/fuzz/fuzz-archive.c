/*
 * fuzz-archive.c - hostile archives
 *
 * libarchive reads files, so the bytes go into one: in memory, if the system has /dev/shm.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "unpack.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* More than this from a small input would be a bomb that was not noticed. */
#define MOST_BYTES (64UL * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
begin(const UnpackMember *member, void *data)
{
	(void)data;
	g_assert_nonnull(member->member);
	g_assert_true(g_utf8_validate(member->member, -1, NULL));
	return true;
}

static bool
piece(Span bytes, void *data)
{
	uint64_t *total = data;

	*total += bytes.length;
	g_assert_cmpuint(*total, <=, MOST_BYTES);
	return true;
}

static bool
end(void *data)
{
	(void)data;
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const UnpackVisitor visitor = {begin, piece, end};
	bool in_memory = g_file_test("/dev/shm", G_FILE_TEST_IS_DIR);
	g_autofree char *path = g_strdup_printf(
		"%s/tingfu-fuzz-%d", in_memory ? "/dev/shm" : g_get_tmp_dir(), (int)getpid());
	uint64_t total = 0;

	if (g_file_set_contents(path, (const char *)data, (gssize)size, NULL)) {
		g_autoptr(GError) error = NULL;
		bool done = unpack_file(path, &visitor, &total, &error);

		g_assert_true(done == (error == NULL));
	}
	g_unlink(path);
	return 0;
}
