/*
 * durable.h - writes that survive a power cut; the lock file
 *
 * A file is written beside its place, synced, renamed, and its directory synced:
 * after a crash it is the old one or the new one, never half of either.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

bool durable_write(const char *path, Span content, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of content that is never whole in memory: @next lends parts, an empty one ends it. */
typedef Span (*DurablePart)(void *data);
bool durable_write_parts(const char *path, DurablePart next, void *data,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The directory and its missing parents, mode 0700. */
bool durable_mkdir(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool durable_sync_directory(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool durable_remove(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Overwrite every byte of @path in place, sync, truncate, unlink, sync the directory. */
bool durable_shred(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Read a file of our own, at most @limit bytes. */
bool durable_read(const char *path, size_t limit, GBytes **ret_content,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One writer at a time; FAULT_CONFLICT names the process that holds it. */
typedef struct FileLock FileLock;
FileLock *file_lock_take(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void file_lock_release(FileLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FileLock, file_lock_release)
