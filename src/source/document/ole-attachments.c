/*
 * ole-attachments.c - the files attached to a message of Outlook, as the members of an archive
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ole-attachments.h"

#include "bounds.h"
#include "ole-file.h"
#include "schema.h"

/* MS-OXMSG 2.2.2: an attachment's storage, its bytes, and its long and short name. */
#define ATTACHMENT "__attach_version1.0_#"
#define CONTENT    "/__substg1.0_37010102"

typedef struct {
	GByteArray *bytes;
	GPtrArray *streams;
	guint at; /* of the next stream */
	const OleStream *member;
	uint64_t members;
} OleLevel;

void *
level_ole_new(UnpackPull pull, void *data)
{
	OleLevel *level = g_new0(OleLevel, 1);
	bool cut;
	Span piece;

	level->bytes = g_byte_array_new();
	while (level->bytes->len <= BOUND_DOCUMENT && pull(data, &piece))
		g_byte_array_append(level->bytes, (const guint8 *)piece.bytes, (guint)piece.length);
	if (level->bytes->len <= BOUND_DOCUMENT)
		level->streams = ole_file_streams(
			(Span){(const char *)level->bytes->data, level->bytes->len}, &cut);
	return level;
}

static void
ole_level_free(void *data)
{
	OleLevel *level = data;

	if (level->streams != NULL)
		g_ptr_array_unref(level->streams);
	g_byte_array_unref(level->bytes);
	g_free(level);
}

/* The name of the attachment whose bytes are at @path. */
static char *
name_of(const OleLevel *level, const char *path)
{
	static const char *const names[] = {"/__substg1.0_3707001F", "/__substg1.0_3707001E",
	                                    "/__substg1.0_3704001F", "/__substg1.0_3704001E"};
	g_autofree char *storage = g_strndup(path, strlen(path) - strlen(CONTENT));

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *at = g_strconcat(storage, names[i], NULL);
		g_autoptr(GString) name = g_string_new(NULL);
		Span bytes = ole_file_find(level->streams, at);

		if (bytes.length == 0)
			continue;
		if (g_str_has_suffix(names[i], "F"))
			ole_append_utf16(name, bytes);
		else
			ole_append_bytes(name, bytes, 0);
		return schema_name(span_trim((Span){name->str, name->len}));
	}
	return schema_name(span_of(storage));
}

static LevelState
ole_level_next(void *data, char **ret_name)
{
	OleLevel *level = data;

	*ret_name = NULL;
	level->member = NULL;
	while (level->streams != NULL && level->at < level->streams->len) {
		const OleStream *stream = g_ptr_array_index(level->streams, level->at++);

		if (strstr(stream->path, ATTACHMENT) == NULL ||
		    !g_str_has_suffix(stream->path, CONTENT))
			continue;
		level->member = stream;
		level->members++;
		*ret_name = name_of(level, stream->path);
		return LEVEL_MEMBER;
	}
	return LEVEL_END;
}

static bool
ole_level_piece(void *data, Span *ret_piece)
{
	OleLevel *level = data;

	if (level->member == NULL)
		return false;
	ret_piece->bytes = g_bytes_get_data(level->member->bytes, &ret_piece->length);
	level->member = NULL;
	return ret_piece->length > 0;
}

static uint64_t
ole_level_members(const void *level)
{
	return ((const OleLevel *)level)->members;
}

static const char *
ole_level_failed(const void *level)
{
	(void)level;
	return NULL;
}

const LevelForm level_ole = {
	.next = ole_level_next,
	.piece = ole_level_piece,
	.members = ole_level_members,
	.failed = ole_level_failed,
	.free = ole_level_free,
};
