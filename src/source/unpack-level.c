/*
 * unpack-level.c - one archive within the archives around it
 *
 * libarchive reads; nothing is ever written to the disk, so the paths and links inside an
 * archive lead nowhere.  Formats that begin with a weak signature (mtree, old lzma) are not
 * asked: they would claim ordinary text.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "unpack-level.h"

#include "bounds.h"
#include "schema.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#define READ_BLOCK (128 * KIBIBYTE)

/* An archive within an archive is held in memory up to this size: zip and 7z are read from
 * their end.  A larger one is read as it comes. */
#define HELD_ARCHIVE (64 * MEBIBYTE)

struct UnpackLevel {
	struct archive *archive;
	struct archive_entry *entry;
	UnpackPull pull;
	void *data;
	GByteArray *held; /* NULL where the file itself is read */
	size_t at;        /* in @held */
	bool streaming;   /* @held is used up, the rest comes from @pull */
	uint64_t members;
	const char *failed;
};

static la_ssize_t
read_more(struct archive *archive, void *data, const void **ret_buffer)
{
	UnpackLevel *level = data;
	Span piece;

	(void)archive;
	if (level->at < level->held->len) {
		size_t length = level->held->len - level->at;

		*ret_buffer = level->held->data + level->at;
		level->at = level->held->len;
		return (la_ssize_t)length;
	}
	if (!level->streaming || !level->pull(level->data, &piece))
		return 0;
	*ret_buffer = piece.bytes;
	return (la_ssize_t)piece.length;
}

static la_int64_t
seek(struct archive *archive, void *data, la_int64_t offset, int whence)
{
	UnpackLevel *level = data;
	la_int64_t base = whence == SEEK_SET   ? 0
	                  : whence == SEEK_CUR ? (la_int64_t)level->at
	                                       : (la_int64_t)level->held->len;

	(void)archive;
	if (base + offset < 0 || base + offset > (la_int64_t)level->held->len)
		return ARCHIVE_FATAL;
	level->at = (size_t)(base + offset);
	return base + offset;
}

/* Take in what the archive lies in, up to the limit. */
static void
hold(UnpackLevel *level)
{
	Span piece;

	level->held = g_byte_array_new();
	while (level->held->len < HELD_ARCHIVE) {
		if (!level->pull(level->data, &piece))
			return;
		g_byte_array_append(level->held, (const guint8 *)piece.bytes, (guint)piece.length);
	}
	level->streaming = true;
}

static void
support(struct archive *archive)
{
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_bzip2(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	archive_read_support_filter_lz4(archive);
	archive_read_support_filter_compress(archive);
	archive_read_support_format_tar(archive);
	archive_read_support_format_zip(archive);
	archive_read_support_format_7zip(archive);
	archive_read_support_format_rar(archive);
	archive_read_support_format_rar5(archive);
	archive_read_support_format_cab(archive);
	archive_read_support_format_empty(archive);
	archive_read_support_format_raw(archive);
}

UnpackLevel *
unpack_level_open(const char *path, UnpackPull pull, void *data)
{
	UnpackLevel *level = g_new0(UnpackLevel, 1);
	int code;

	level->archive = archive_read_new();
	level->pull = pull;
	level->data = data;
	support(level->archive);
	if (path != NULL) {
		code = archive_read_open_filename(level->archive, path, READ_BLOCK);
	} else {
		hold(level);
		archive_read_set_read_callback(level->archive, read_more);
		if (!level->streaming)
			archive_read_set_seek_callback(level->archive, seek);
		archive_read_set_callback_data(level->archive, level);
		code = archive_read_open1(level->archive);
	}
	if (code >= ARCHIVE_WARN)
		return level;
	unpack_level_free(level);
	return NULL;
}

void
unpack_level_free(UnpackLevel *level)
{
	if (level == NULL)
		return;
	archive_read_free(level->archive);
	if (level->held != NULL)
		g_byte_array_unref(level->held);
	g_free(level);
}

/* As the archive has it where that is UTF-8, else as GBK, which Chinese Windows writes. */
static char *
name_of(struct archive_entry *entry, bool is_raw)
{
	const char *plain = archive_entry_pathname(entry);
	const char *utf8 = plain == NULL ? archive_entry_pathname_utf8(entry) : NULL;

	if (is_raw)
		return g_strdup("");
	return schema_name(span_of(plain != NULL ? plain : utf8 != NULL ? utf8 : "?"));
}

/* libarchive gives names in the locale's encoding: under UTF-8 none of them is lost. */
static int
next_header(UnpackLevel *level)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = utf8 == (locale_t)0 ? (locale_t)0 : uselocale(utf8);
	int code = archive_read_next_header(level->archive, &level->entry);

	if (code >= ARCHIVE_WARN)
		(void)archive_entry_pathname(level->entry);
	if (utf8 != (locale_t)0) {
		uselocale(before);
		freelocale(utf8);
	}
	return code;
}

LevelState
unpack_level_next(UnpackLevel *level, char **ret_name)
{
	int code = next_header(level);

	level->failed = NULL;
	*ret_name = NULL;
	if (code == ARCHIVE_EOF)
		return LEVEL_END;
	if (code < ARCHIVE_WARN) {
		*ret_name = g_strdup("");
		return archive_read_has_encrypted_entries(level->archive) == 1 ? LEVEL_ENCRYPTED
		                                                               : LEVEL_DAMAGED;
	}
	bool is_raw = archive_format(level->archive) == ARCHIVE_FORMAT_RAW ||
	              archive_format(level->archive) == ARCHIVE_FORMAT_EMPTY;
	*ret_name = name_of(level->entry, is_raw);
	/* Neither an archive nor compressed, whatever its first bytes say. */
	if (is_raw && archive_filter_count(level->archive) <= 1)
		return LEVEL_DAMAGED;
	if (++level->members > BOUND_ARCHIVE_MEMBERS)
		return LEVEL_TOO_MANY;
	if (archive_entry_filetype(level->entry) == AE_IFDIR)
		return LEVEL_DIRECTORY;
	if (archive_entry_is_encrypted(level->entry))
		return LEVEL_ENCRYPTED;
	if (archive_entry_hardlink(level->entry) != NULL ||
	    archive_entry_filetype(level->entry) == AE_IFLNK)
		return LEVEL_LINK;
	return LEVEL_MEMBER;
}

bool
unpack_level_piece(UnpackLevel *level, Span *ret_piece)
{
	const void *bytes;
	size_t length;
	la_int64_t offset;

	if (level->failed != NULL)
		return false;
	for (;;) {
		int code = archive_read_data_block(level->archive, &bytes, &length, &offset);

		if (code == ARCHIVE_EOF)
			return false;
		if (code < ARCHIVE_WARN) {
			level->failed = archive_read_has_encrypted_entries(level->archive) == 1
			                        ? "encrypted"
			                        : "damaged";
			return false;
		}
		/* Holes of a sparse file hold nothing. */
		if (length > 0)
			break;
	}
	*ret_piece = (Span){bytes, length};
	return true;
}

uint64_t
unpack_level_members(const UnpackLevel *level)
{
	return level->members;
}

const char *
unpack_level_failed(const UnpackLevel *level)
{
	return level->failed;
}
