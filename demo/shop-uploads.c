/*
 * shop-uploads.c - what customers and the hotline left behind, in one zip
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shop-archives.h"

#include "shop-rows.h"

#include <archive.h>
#include <archive_entry.h>

#define PICTURES       12
#define PICTURE_BYTES  24000
#define MEMBER_MODE    0644
#define FEEDBACK       "uploads/uploads.zip/feedback/feedback-2026.csv!feedback-2026"
#define NOTES          "uploads/uploads.zip/service/hotline-notes.txt!hotline-notes"
#define EVERY_FEEDBACK 40 /* one member in so many wrote */
#define EVERY_CALL     160

static bool
put_member(struct archive *archive, const char *name, const GString *content)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, MEMBER_MODE);
	archive_entry_set_size(entry, (la_int64_t)content->len);
	archive_entry_set_mtime(entry, shop_day(2026, 8, 19), 0);
	bool good =
		archive_write_header(archive, entry) == ARCHIVE_OK &&
		archive_write_data(archive, content->str, content->len) == (la_ssize_t)content->len;
	archive_entry_free(entry);
	return good;
}

static bool
put_feedback(struct archive *archive, const Shop *shop, Truth *truth)
{
	g_autoptr(GString) text = g_string_new("提交时间,姓名,手机号,邮箱,反馈内容\n");

	for (unsigned i = 3; i < shop->n_members; i += EVERY_FEEDBACK) {
		const Person *person = &shop->persons[i];
		char time[20];
		if (shop_is_closed(shop, i))
			continue;
		shop_time(shop_day(2026, 1, 5) + (int64_t)i * 60, time);
		g_string_append_printf(text, "%s,%s,%s,%s,\"App 闪退，请尽快修复\"\n", time,
		                       person->name, person->mobile, person->email);
		truth_add(truth, (TruthPlace){"files", FEEDBACK, "姓名"}, "person-name", i,
		          person->name);
		truth_add(truth, (TruthPlace){"files", FEEDBACK, "手机号"}, "mobile", i,
		          person->mobile);
		truth_add(truth, (TruthPlace){"files", FEEDBACK, "邮箱"}, "email", i,
		          person->email);
	}
	return put_member(archive, "feedback/feedback-2026.csv", text);
}

static bool
put_notes(struct archive *archive, const Shop *shop, Truth *truth)
{
	g_autoptr(GString) text = g_string_new("客服热线记录（2026年）\n\n");

	for (unsigned i = 11; i < shop->n_members; i += EVERY_CALL) {
		const Person *person = &shop->persons[i];
		if (shop_is_closed(shop, i))
			continue;
		g_string_append_printf(text, "客户%s来电，回拨电话 %s，要求退款。", person->name,
		                       person->mobile);
		truth_add(truth, (TruthPlace){"files", NOTES, "text"}, "person-name", i,
		          person->name);
		truth_add(truth, (TruthPlace){"files", NOTES, "text"}, "mobile", i, person->mobile);
		if (person->id_card[0] != '\0') {
			g_string_append_printf(text, "核对身份证号%s无误。", person->id_card);
			truth_add(truth, (TruthPlace){"files", NOTES, "text"}, "resident-id", i,
			          person->id_card);
		}
		g_string_append(text, "\n");
	}
	return put_member(archive, "service/hotline-notes.txt", text);
}

/* The frame of a JPEG file around bytes that are no picture. */
static bool
put_picture(struct archive *archive, unsigned index)
{
	static const char head[] =
		"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";
	g_autoptr(GString) text = g_string_new_len(head, sizeof(head) - 1);
	g_autofree char *name = g_strdup_printf("pictures/avatar-%04u.jpg", index + 1);
	Dice dice = dice_for(DICE_PICTURE, index);

	while (text->len < PICTURE_BYTES + index * 512)
		g_string_append_c(text, (char)(dice_roll(&dice) & 0xff));
	g_string_append_len(text, "\xff\xd9", 2);
	return put_member(archive, name, text);
}

char *
shop_uploads_write(const Shop *shop, const char *directory, Truth *truth)
{
	g_autofree char *path = g_build_filename(directory, "uploads", "uploads.zip", NULL);
	struct archive *archive = archive_write_new();

	archive_write_set_format_zip(archive);
	bool good = archive_write_open_filename(archive, path) == ARCHIVE_OK &&
	            put_feedback(archive, shop, truth) && put_notes(archive, shop, truth);
	for (unsigned i = 0; good && i < PICTURES; i++)
		good = put_picture(archive, i);
	good = good && archive_write_close(archive) == ARCHIVE_OK;
	char *message = good ? NULL
	                     : g_strdup_printf("cannot write '%s': %s", path,
	                                       archive_error_string(archive));
	archive_write_free(archive);
	return message;
}
