/*
 * id-card-picture.c - is a picture one of an identity card?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "id-card-picture.h"

/* ISO/IEC 7810: 85.60 mm by 53.98 mm, 1.586 to 1; photographs are cut as people do. */
#define LEAST_RATIO 1.35
#define MOST_RATIO  1.80

#define NUMBER_LENGTH 18

/* Without white space, which OCR puts anywhere. */
static char *
squeeze(const char *text)
{
	GString *squeezed = g_string_new(NULL);
	size_t length = strlen(text), at = 0;

	while (at < length) {
		gunichar character = g_utf8_get_char(text + at);

		if (!g_unichar_isspace(character))
			g_string_append_unichar(squeezed, character);
		at += (size_t)g_unichar_to_utf8(character, NULL);
	}
	return g_string_free(squeezed, FALSE);
}

/* Seventeen digits, and a digit or X; one misread character is allowed to spoil the check. */
static bool
has_number(const char *text)
{
	size_t run = 0;

	for (; *text != '\0'; text++) {
		if (g_ascii_isdigit(*text))
			run++;
		else if (run == NUMBER_LENGTH - 1 && (*text == 'X' || *text == 'x'))
			return true;
		else
			run = 0;
		if (run == NUMBER_LENGTH && !g_ascii_isdigit(text[1]))
			return true;
	}
	return false;
}

bool
id_card_text(const char *text)
{
	static const char *const front[] = {"公民身份", "身份号码", "姓名", "性别", "民族", "住址"};
	static const char *const back[] = {"中华人民共和国", "居民身份证", "签发机关", "有效期限"};
	g_autofree char *squeezed = squeeze(text);
	unsigned n_front = 0, n_back = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(front); i++)
		n_front += strstr(squeezed, front[i]) != NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(back); i++)
		n_back += strstr(squeezed, back[i]) != NULL;
	return (n_front >= 2 && has_number(squeezed)) || n_front >= 4 || n_back >= 3;
}

static unsigned
big_endian(Span bytes, size_t at, size_t length)
{
	unsigned value = 0;

	for (size_t i = 0; i < length && at + i < bytes.length; i++)
		value = value << 8 | (uint8_t)bytes.bytes[at + i];
	return value;
}

/* ISO/IEC 10918-1, B.2.2: the frame header holds height and width. */
static bool
jpeg_size(Span picture, unsigned *ret_width, unsigned *ret_height)
{
	size_t at = 2;

	while (at + 9 < picture.length && (uint8_t)picture.bytes[at] == 0xff) {
		unsigned marker = (uint8_t)picture.bytes[at + 1];
		bool is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
		                marker != 0xc8 && marker != 0xcc;

		if (is_frame) {
			*ret_height = big_endian(picture, at + 5, 2);
			*ret_width = big_endian(picture, at + 7, 2);
			return true;
		}
		at += marker == 0xff ? 1 : 2 + big_endian(picture, at + 2, 2);
	}
	return false;
}

static bool
is_shaped(Span picture)
{
	unsigned width = 0, height = 0;

	if (picture.length > 24 && memcmp(picture.bytes, "\x89PNG", 4) == 0) {
		width = big_endian(picture, 16, 4);
		height = big_endian(picture, 20, 4);
	} else if (picture.length < 4 || memcmp(picture.bytes, "\xff\xd8\xff", 3) != 0 ||
	           !jpeg_size(picture, &width, &height)) {
		return false;
	}
	double longer = MAX(width, height), shorter = MIN(width, height);
	return shorter > 0 && longer / shorter >= LEAST_RATIO && longer / shorter <= MOST_RATIO;
}

bool
id_card_suggested(Span picture, const char *path)
{
	static const char *const words[] = {"身份证",        "证件照",       "证件正面",
	                                    "证件反面",      "idcard",       "id_card",
	                                    "id-card",       "identitycard", "identity_card",
	                                    "identity-card", "shenfenzheng", "sfz"};
	g_autofree char *lower = path == NULL ? g_strdup("") : g_utf8_strdown(path, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(lower, words[i]) != NULL)
			return is_shaped(picture);
	return false;
}
