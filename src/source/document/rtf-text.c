/*
 * rtf-text.c - the text of Rich Text Format, line by line
 *
 * Braces are groups, a backslash begins a control word, \'hh is a byte in the document's code
 * page, \uN a character of Unicode, followed by what older readers show in its place.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "rtf-text.h"

#include "ole-file.h"
#include "text.h"

#define MOST_GROUPS 200
#define WORD_LENGTH 32

/* Code pages. */
#define CHINESE 936
#define WESTERN 1252

typedef struct {
	bool skipped;      /* a group that is not shown: fonts, colours, pictures */
	unsigned fallback; /* characters that stand in for one of Unicode */
	bool just_begun;   /* a destination is named by the first word of a group */
} Group;

typedef enum {
	STATE_TEXT,
	STATE_BACKSLASH,
	STATE_WORD,
	STATE_NUMBER,
	STATE_HEX,
} State;

struct RtfText {
	GString *lines;
	GString *bytes; /* in the code page, not yet converted */
	unsigned codepage;
	GArray *groups; /* Group, the innermost last */
	unsigned too_deep;
	unsigned to_skip; /* characters that stand in for one of Unicode */
	gunichar high;    /* the first half of a pair */
	State state;
	char word[WORD_LENGTH];
	size_t word_length;
	int number;
	bool negative;
	bool has_number;
	unsigned hex;
	unsigned hex_digits;
};

RtfText *
rtf_text_new(void)
{
	RtfText *text = g_new0(RtfText, 1);
	Group outermost = {false, 1, false};

	text->lines = g_string_new(NULL);
	text->bytes = g_string_new(NULL);
	text->groups = g_array_new(FALSE, FALSE, sizeof(Group));
	g_array_append_val(text->groups, outermost);
	return text;
}

void
rtf_text_free(RtfText *text)
{
	if (text == NULL)
		return;
	explicit_bzero(text->lines->str, text->lines->allocated_len);
	g_string_free(text->lines, TRUE);
	g_string_free(text->bytes, TRUE);
	g_array_unref(text->groups);
	g_free(text);
}

GString *
rtf_text_lines(RtfText *text)
{
	return text->lines;
}

static Group *
group_of(RtfText *text)
{
	return &g_array_index(text->groups, Group, text->groups->len - 1);
}

/* Documents that say they are Western hold Chinese all the same. */
static void
flush(RtfText *text)
{
	Span bytes = {text->bytes->str, text->bytes->len};
	g_autoptr(GBytes) chinese = NULL;

	bool western = text->codepage == 0 || text->codepage == WESTERN;

	if (western && bytes.length > 1)
		chinese = text_to_utf8(bytes, "GB18030", NULL);
	ole_append_bytes(text->lines, bytes, chinese != NULL ? CHINESE : text->codepage);
	g_string_truncate(text->bytes, 0);
}

static void
put(RtfText *text, const char *shown)
{
	flush(text);
	if (!group_of(text)->skipped)
		g_string_append(text->lines, shown);
}

/* A character of the text, or a byte of one. */
static void
put_byte(RtfText *text, unsigned char byte)
{
	group_of(text)->just_begun = false;
	if (group_of(text)->skipped)
		return;
	if (text->to_skip > 0) {
		text->to_skip--;
		return;
	}
	if (byte >= 0x80) {
		g_string_append_c(text->bytes, (char)byte);
		return;
	}
	flush(text);
	if (byte >= ' ' || byte == '\t')
		g_string_append_c(text->lines, (char)byte);
}

static void
put_unicode(RtfText *text, int number)
{
	gunichar unit = (gunichar)(number < 0 ? number + 65536 : number) & 0xffff;

	text->to_skip = group_of(text)->fallback;
	if (unit >= 0xd800 && unit < 0xdc00) {
		text->high = unit;
		return;
	}
	if (unit >= 0xdc00 && unit < 0xe000) {
		if (text->high == 0)
			return;
		unit = 0x10000 + ((text->high - 0xd800) << 10) + (unit - 0xdc00);
	}
	text->high = 0;
	flush(text);
	if (!group_of(text)->skipped && unit >= ' ')
		g_string_append_unichar(text->lines, unit);
}

static bool
word_is(const RtfText *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (g_str_equal(text->word, *words))
			return true;
	return false;
}

static void
end_word(RtfText *text)
{
	static const char *const hidden[] = {"fonttbl",    "colortbl",
	                                     "stylesheet", "pict",
	                                     "listtable",  "listoverridetable",
	                                     "rsidtbl",    "generator",
	                                     "themedata",  "colorschememapping",
	                                     "datastore",  "latentstyles",
	                                     "xmlnstbl",   "pntxta",
	                                     "pntxtb",     NULL};
	static const char *const lines[] = {"par",      "line",    "row",     "page",
	                                    "sect",     "title",   "author",  "operator",
	                                    "company",  "subject", "manager", "keywords",
	                                    "category", "doccomm", "creatim", NULL};
	static const char *const gaps[] = {"cell", "tab", "nestcell", NULL};
	Group *group = group_of(text);
	int number = text->negative ? -text->number : text->number;

	text->word[text->word_length] = '\0';
	if (word_is(text, hidden))
		group->skipped = true;
	else if (word_is(text, lines))
		put(text, "\n");
	else if (word_is(text, gaps))
		put(text, "\t");
	else if (g_str_equal(text->word, "u") && text->has_number)
		put_unicode(text, number);
	else if (g_str_equal(text->word, "uc") && text->has_number)
		group->fallback = (unsigned)CLAMP(number, 0, 8);
	else if (g_str_equal(text->word, "ansicpg") && text->has_number)
		text->codepage = (unsigned)CLAMP(number, 0, 65535);
	group_of(text)->just_begun = false;
	text->state = STATE_TEXT;
}

static void
begin_group(RtfText *text)
{
	Group group = *group_of(text);

	flush(text);
	group.just_begun = true;
	if (text->groups->len < MOST_GROUPS)
		g_array_append_val(text->groups, group);
	else
		text->too_deep++;
}

static void
end_group(RtfText *text)
{
	flush(text);
	text->to_skip = 0;
	if (text->too_deep > 0)
		text->too_deep--;
	else if (text->groups->len > 1)
		g_array_set_size(text->groups, text->groups->len - 1);
}

static void
feed_text(RtfText *text, char byte)
{
	if (byte == '\\')
		text->state = STATE_BACKSLASH;
	else if (byte == '{')
		begin_group(text);
	else if (byte == '}')
		end_group(text);
	else if (byte != '\r' && byte != '\n')
		put_byte(text, (unsigned char)byte);
}

static void
feed_backslash(RtfText *text, char byte)
{
	text->state = STATE_TEXT;
	if (g_ascii_isalpha(byte)) {
		text->word[0] = byte;
		text->word_length = 1;
		text->number = 0;
		text->negative = text->has_number = false;
		text->state = STATE_WORD;
	} else if (byte == '\'') {
		text->hex = text->hex_digits = 0;
		text->state = STATE_HEX;
	} else if (byte == '*') {
		/* A destination that not every reader knows: links and notes are told by theirs. */
		return;
	} else if (byte == '~') {
		put(text, " ");
	} else if (byte == '\r' || byte == '\n') {
		put(text, "\n");
	} else if (strchr("\\{}", byte) != NULL && byte != '\0') {
		put_byte(text, (unsigned char)byte);
	}
}

static void
feed_word(RtfText *text, char byte)
{
	bool in_word = text->state == STATE_WORD;

	if (in_word && g_ascii_isalpha(byte) && text->word_length < WORD_LENGTH - 1) {
		text->word[text->word_length++] = byte;
	} else if (in_word && byte == '-') {
		text->negative = true;
		text->state = STATE_NUMBER;
	} else if (g_ascii_isdigit(byte)) {
		text->state = STATE_NUMBER;
		text->has_number = true;
		text->number = MIN(text->number * 10 + (byte - '0'), 99999999);
	} else {
		end_word(text);
		/* A blank ends a word and is none of the text. */
		if (byte != ' ')
			feed_text(text, byte);
	}
}

static void
feed_hex(RtfText *text, char byte)
{
	int digit = g_ascii_xdigit_value(byte);

	if (digit < 0) {
		text->state = STATE_TEXT;
		feed_text(text, byte);
		return;
	}
	text->hex = text->hex * 16 + (unsigned)digit;
	if (++text->hex_digits == 2) {
		text->state = STATE_TEXT;
		put_byte(text, (unsigned char)text->hex);
	}
}

void
rtf_text_feed(RtfText *text, Span bytes)
{
	for (size_t i = 0; i < bytes.length; i++) {
		char byte = bytes.bytes[i];

		if (text->state == STATE_TEXT)
			feed_text(text, byte);
		else if (text->state == STATE_BACKSLASH)
			feed_backslash(text, byte);
		else if (text->state == STATE_HEX)
			feed_hex(text, byte);
		else
			feed_word(text, byte);
	}
}

void
rtf_text_end(RtfText *text)
{
	if (text->state == STATE_WORD || text->state == STATE_NUMBER)
		end_word(text);
	flush(text);
	g_string_append_c(text->lines, '\n');
}
