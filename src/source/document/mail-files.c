/*
 * mail-files.c - the files attached to the mails of a stream, as the members of an archive
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mail-files.h"

#include "bounds.h"
#include "mail-box.h"
#include "mail-message.h"

typedef struct {
	ByteStream *stream;
	MailBox *box;
	MailMessage *message;
	bool several;
	uint64_t n_mails;
	unsigned n_file; /* of the next */
	const MailFile *file;
	uint64_t members;
} MailLevel;

void *
level_mail_new(UnpackPull pull, void *data)
{
	MailLevel *level = g_new0(MailLevel, 1);

	level->stream = byte_stream_new(pull, data);
	level->several = mail_box_taste(byte_stream_window(level->stream, 1)) != MAIL_BOX_ONE;
	level->box = mail_box_new(level->stream);
	return level;
}

static void
mail_level_free(void *data)
{
	MailLevel *level = data;

	mail_message_free(level->message);
	mail_box_free(level->box);
	byte_stream_free(level->stream);
	g_free(level);
}

static LevelState
mail_level_next(void *data, char **ret_name)
{
	MailLevel *level = data;
	Span mail;
	bool cut;

	*ret_name = NULL;
	while (level->message == NULL || level->n_file >= level->message->files->len) {
		if (!mail_box_next(level->box, &mail, &cut))
			return LEVEL_END;
		level->n_mails++;
		level->n_file = 0;
		g_clear_pointer(&level->message, mail_message_free);
		level->message = mail_message_parse(mail, true);
	}
	level->file = g_ptr_array_index(level->message->files, level->n_file++);
	*ret_name = level->several ? g_strdup_printf("%" G_GUINT64_FORMAT "/%s", level->n_mails,
	                                             level->file->name)
	                           : g_strdup(level->file->name);
	if (level->file->encrypted) {
		level->file = NULL;
		return LEVEL_ENCRYPTED;
	}
	return ++level->members > BOUND_ARCHIVE_MEMBERS ? LEVEL_TOO_MANY : LEVEL_MEMBER;
}

static bool
mail_level_piece(void *data, Span *ret_piece)
{
	MailLevel *level = data;

	if (level->file == NULL)
		return false;
	ret_piece->bytes = g_bytes_get_data(level->file->content, &ret_piece->length);
	level->file = NULL;
	return ret_piece->length > 0;
}

static uint64_t
mail_level_members(const void *level)
{
	return ((const MailLevel *)level)->members;
}

static const char *
mail_level_failed(const void *level)
{
	(void)level;
	return NULL;
}

const LevelForm level_mail = {
	.next = mail_level_next,
	.piece = mail_level_piece,
	.members = mail_level_members,
	.failed = mail_level_failed,
	.free = mail_level_free,
};
