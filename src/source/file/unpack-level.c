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

/* Where tar has its signature. */
#define TAR_MAGIC 257

#define READ_BLOCK (128 * KIBIBYTE)

/* An archive within an archive is held in memory up to this size: zip and 7z are read from
 * their end.  A larger one is read as it comes. */
#define HELD_ARCHIVE (64 * MEBIBYTE)

typedef struct {
	struct archive *archive;
	struct archive_entry *entry;
	UnpackPull pull;
	void *data;
	GByteArray *held; /* of a stream; NULL where the file itself is read */
	Span bytes;       /* what is held, or lent */
	size_t at;        /* in @bytes */
	bool streaming;   /* @bytes are used up, the rest comes from @pull */
	uint64_t members;
	const char *failed;
} ArchiveLevel;

static la_ssize_t
read_more(struct archive *archive, void *data, const void **ret_buffer)
{
	ArchiveLevel *level = data;
	Span piece;

	(void)archive;
	if (level->at < level->bytes.length) {
		size_t length = level->bytes.length - level->at;

		*ret_buffer = level->bytes.bytes + level->at;
		level->at = level->bytes.length;
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
	ArchiveLevel *level = data;
	la_int64_t base = whence == SEEK_SET   ? 0
	                  : whence == SEEK_CUR ? (la_int64_t)level->at
	                                       : (la_int64_t)level->bytes.length;

	(void)archive;
	if (base + offset < 0 || base + offset > (la_int64_t)level->bytes.length)
		return ARCHIVE_FATAL;
	level->at = (size_t)(base + offset);
	return base + offset;
}

/* Take in what the archive lies in, up to the limit. */
static void
hold(ArchiveLevel *level)
{
	Span piece;

	level->held = g_byte_array_new();
	level->streaming = true;
	while (level->streaming && level->held->len < HELD_ARCHIVE) {
		level->streaming = level->pull(level->data, &piece);
		if (level->streaming)
			g_byte_array_append(level->held, (const guint8 *)piece.bytes,
			                    (guint)piece.length);
	}
	level->bytes = (Span){(const char *)level->held->data, level->held->len};
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

static void
archive_level_free(void *data)
{
	ArchiveLevel *level = data;

	archive_read_free(level->archive);
	if (level->held != NULL)
		g_byte_array_unref(level->held);
	g_free(level);
}

static ArchiveLevel *
level_new(void)
{
	ArchiveLevel *level = g_new0(ArchiveLevel, 1);

	level->archive = archive_read_new();
	support(level->archive);
	return level;
}

/* What opening it came to. */
static void *
opened(ArchiveLevel *level, int code)
{
	if (code >= ARCHIVE_WARN)
		return level;
	archive_level_free(level);
	return NULL;
}

void *
level_archive_of_file(const char *path)
{
	ArchiveLevel *level = level_new();

	return opened(level, archive_read_open_filename(level->archive, path, READ_BLOCK));
}

static void *
open_bytes(ArchiveLevel *level)
{
	archive_read_set_read_callback(level->archive, read_more);
	if (!level->streaming)
		archive_read_set_seek_callback(level->archive, seek);
	archive_read_set_callback_data(level->archive, level);
	return opened(level, archive_read_open1(level->archive));
}

void *
level_archive_of_stream(UnpackPull pull, void *data)
{
	ArchiveLevel *level = level_new();

	level->pull = pull;
	level->data = data;
	hold(level);
	return open_bytes(level);
}

void *
level_archive_of_bytes(Span bytes)
{
	ArchiveLevel *level = level_new();

	level->bytes = bytes;
	return open_bytes(level);
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
next_header(ArchiveLevel *level)
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

static LevelState
archive_level_next(void *data, char **ret_name)
{
	ArchiveLevel *level = data;
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

static bool
archive_level_piece(void *data, Span *ret_piece)
{
	ArchiveLevel *level = data;
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

static uint64_t
archive_level_members(const void *level)
{
	return ((const ArchiveLevel *)level)->members;
}

static const char *
archive_level_failed(const void *level)
{
	return ((const ArchiveLevel *)level)->failed;
}

const LevelForm level_archive = {
	.next = archive_level_next,
	.piece = archive_level_piece,
	.members = archive_level_members,
	.failed = archive_level_failed,
	.free = archive_level_free,
};

const char *
unpack_reason(const char *unreadable)
{
	static const char *const reasons[][2] = {
		{"too-deep", "too-deep|" G_STRINGIFY(BOUND_ARCHIVE_DEPTH)},
		{"too-large", "too-big|64 GiB"},
		{"damaged", "damaged|archive"},
		{"ratio", "ratio|" G_STRINGIFY(BOUND_ARCHIVE_RATIO)},
		{"too-many-members", "too-many-members|" G_STRINGIFY(BOUND_ARCHIVE_MEMBERS)},
		{"link", "link-in-archive"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
		if (g_str_equal(unreadable, reasons[i][0]))
			return reasons[i][1];
	return unreadable;
}

bool
unpack_is_packed(Span first_bytes)
{
	static const struct {
		const char *magic;
		size_t length;
		size_t at;
	} forms[] = {
		{"\x1f\x8b", 2, 0},
		{"BZh", 3, 0},
		{"\xfd"
	         "7zXZ\0",
	         6, 0},
		{"\x28\xb5\x2f\xfd", 4, 0},
		{"\x04\x22\x4d\x18", 4, 0},
		{"\x1f\x9d", 2, 0},
		{"PK\x03\x04", 4, 0},
		{"PK\x05\x06", 4, 0},
		{"PK\x07\x08", 4, 0},
		{"7z\xbc\xaf\x27\x1c", 6, 0},
		{"Rar!\x1a\x07", 6, 0},
		{"MSCF\0\0\0\0", 8, 0},
		{"ustar", 5, TAR_MAGIC},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (first_bytes.length >= forms[i].at + forms[i].length &&
		    memcmp(first_bytes.bytes + forms[i].at, forms[i].magic, forms[i].length) == 0)
			return true;
	return false;
}
