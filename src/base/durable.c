/*
 * durable.c - writes that survive a power cut; the lock file
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "durable.h"

#include "bounds.h"
#include "errors.h"
#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct FileLock {
	int fd;
	char *path;
};

static bool
write_all(int fd, Span content)
{
	while (content.length > 0) {
		ssize_t put = write(fd, content.bytes, content.length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		content = span_slice(content, (size_t)put, content.length - (size_t)put);
	}
	return true;
}

bool
durable_sync_directory(const char *path, GError **error)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = fd >= 0 && fsync(fd) == 0;

	if (!done)
		fault_set_errno(error, errno, N_("directory '%s' cannot be synced"), path);
	if (fd >= 0)
		close(fd);
	return done;
}

static bool
sync_parent(const char *path, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path);

	return durable_sync_directory(parent, error);
}

static Span
whole_content(void *data)
{
	Span *rest = data;
	Span content = *rest;

	*rest = (Span){NULL, 0};
	return content;
}

bool
durable_write(const char *path, Span content, GError **error)
{
	return durable_write_parts(path, whole_content, &content, error);
}

static bool
write_parts(int fd, DurablePart next, void *data)
{
	for (Span part = next(data); part.length > 0; part = next(data))
		if (!write_all(fd, part))
			return false;
	return true;
}

bool
durable_write_parts(const char *path, DurablePart next, void *data, GError **error)
{
	g_autofree char *beside = g_strdup_printf("%s.new", path);
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool done = fd >= 0 && write_parts(fd, next, data) && fsync(fd) == 0;
	int trouble = errno;

	if (fd >= 0 && close(fd) != 0 && done) {
		done = false;
		trouble = errno;
	}
	if (done && rename(beside, path) != 0) {
		done = false;
		trouble = errno;
	}
	if (!done) {
		fault_set_errno(error, trouble, N_("file '%s' cannot be written"), path);
		g_unlink(beside);
		return false;
	}
	return sync_parent(path, error);
}

bool
durable_mkdir(const char *path, GError **error)
{
	if (g_mkdir_with_parents(path, 0700) != 0) {
		fault_set_errno(error, errno, N_("directory '%s' cannot be made"), path);
		return false;
	}
	return sync_parent(path, error);
}

bool
durable_remove(const char *path, GError **error)
{
	if (g_unlink(path) != 0 && errno != ENOENT) {
		fault_set_errno(error, errno, N_("file '%s' cannot be removed"), path);
		return false;
	}
	return sync_parent(path, error);
}

/* One block of random bytes, again and again: it only has to differ from what was there. */
static bool
overwrite(int fd, off_t length)
{
	g_autofree char *noise = g_malloc(MEBIBYTE);

	random_bytes(noise, MEBIBYTE);
	if (lseek(fd, 0, SEEK_SET) != 0)
		return false;
	while (length > 0) {
		size_t part = (size_t)MIN(length, (off_t)MEBIBYTE);

		if (!write_all(fd, (Span){noise, part}))
			return false;
		length -= (off_t)part;
	}
	return fsync(fd) == 0;
}

bool
durable_shred(const char *path, GError **error)
{
	struct stat status;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	bool done;
	int trouble;

	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0) {
		fault_set_errno(error, errno, N_("file '%s' cannot be overwritten"), path);
		return false;
	}
	done = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	       overwrite(fd, status.st_size) && ftruncate(fd, 0) == 0 && fsync(fd) == 0;
	trouble = errno;
	close(fd);
	if (done && g_unlink(path) != 0) {
		done = false;
		trouble = errno;
	}
	if (!done) {
		fault_set_errno(error, trouble, N_("file '%s' cannot be overwritten"), path);
		return false;
	}
	return sync_parent(path, error);
}

bool
durable_read(const char *path, size_t limit, GBytes **ret_content, GError **error)
{
	struct stat status;
	g_autofree char *content = NULL;
	gsize length = 0;
	g_autoptr(GError) trouble = NULL;

	if (g_stat(path, &status) != 0) {
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
		return false;
	}
	if (!S_ISREG(status.st_mode)) {
		fault_set(error, FAULT_MALFORMED, N_("'%s' is not a file"), path);
		return false;
	}
	if ((size_t)status.st_size > limit) {
		fault_set(error, FAULT_MALFORMED, N_("file '%s' is longer than %zu bytes"), path,
		          limit);
		return false;
	}
	if (!g_file_get_contents(path, &content, &length, &trouble)) {
		fault_set(error, FAULT_STORAGE, N_("file '%s' cannot be read: %s"), path,
		          trouble->message);
		return false;
	}
	*ret_content = g_bytes_new_take(g_steal_pointer(&content), length);
	return true;
}

FileLock *
file_lock_take(const char *path, GError **error)
{
	FileLock *lock;
	char holder[32] = "?";
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0) {
		fault_set_errno(error, errno, N_("lock '%s' cannot be opened"), path);
		return NULL;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		ssize_t got = read(fd, holder, sizeof holder - 1);

		holder[got > 0 ? got : 0] = '\0';
		fault_set(error, FAULT_CONFLICT,
		          N_("another process (%s) is writing here: wait until it has finished"),
		          g_strchomp(holder));
		close(fd);
		return NULL;
	}
	g_snprintf(holder, sizeof holder, "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) != 0 || !write_all(fd, span_of(holder))) {
		fault_set_errno(error, errno, N_("lock '%s' cannot be written"), path);
		close(fd);
		return NULL;
	}
	lock = g_new0(FileLock, 1);
	lock->fd = fd;
	lock->path = g_strdup(path);
	return lock;
}

void
file_lock_release(FileLock *lock)
{
	if (lock == NULL)
		return;
	close(lock->fd);
	g_free(lock->path);
	g_free(lock);
}
