/*
 * ole-text.c - the text of old Word and PowerPoint files (MS-DOC, MS-PPT)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ole-text.h"

#include "bounds.h"
#include "ole-file.h"

#define WORD  "WordDocument"
#define SLIDE "PowerPoint Document"

/* MS-DOC 2.5: the file information block. */
#define WORD_MAGIC     0xa5ec
#define FLAGS_AT       0x0a
#define IS_ENCRYPTED   0x0100
#define IN_TABLE_1     0x0200
#define PIECES_AT      0x01a2
#define PIECES_SIZE_AT 0x01a6

/* MS-DOC 2.9.38: what the table of pieces is made of. */
#define FORMATTING 1
#define PIECES     2
#define IS_NARROW  0x40000000U
#define PIECE_SIZE 8

/* MS-PPT 2.13.24. */
#define SLIDE_HEADER    8
#define IS_CONTAINER    0x000f
#define TEXT_WIDE       0x0fa0
#define TEXT_NARROW     0x0fa8
#define TEXT_STRING     0x0fba
#define SLIDE_ENCRYPTED 0x2f14
#define SLIDE_DEPTH     32

/* One character as people see it: ends of paragraphs, rows and cells. */
static void
put(GString *out, gunichar character)
{
	switch (character) {
	case '\r':
	case '\v':
	case '\f':
		g_string_append_c(out, '\n');
		break;
	case 0x07: /* the end of a cell */
		g_string_append_c(out, '\t');
		break;
	case 0x13: /* the beginning, middle and end of a field */
	case 0x14:
	case 0x15:
		g_string_append_c(out, ' ');
		break;
	default:
		if ((character >= ' ' || character == '\t') &&
		    (character < 0xd800 || character >= 0xe000))
			g_string_append_unichar(out, character);
	}
}

/* Bytes of Windows-1252 are Latin-1 but for quotes and dashes, which matter to nobody here. */
static void
put_all(GString *out, Span text, bool wide)
{
	for (size_t at = 0; at < text.length; at += wide ? 2 : 1)
		put(out, wide ? ole_u16(text, at) : (uint8_t)text.bytes[at]);
}

/* The table of pieces behind what formats them; empty where there is none. */
static Span
find_pieces(Span table)
{
	while (table.length > 5 && table.bytes[0] == FORMATTING)
		table = span_slice(table, 3 + ole_u16(table, 1), table.length);
	if (table.length <= 5 || table.bytes[0] != PIECES)
		return (Span){0};
	return span_slice(table, 5, ole_u32(table, 1));
}

static OleTextOutcome
append_word(const GPtrArray *streams, Span document, GString *out)
{
	unsigned flags = ole_u16(document, FLAGS_AT);
	Span table = ole_file_find(streams, (flags & IN_TABLE_1) != 0 ? "1Table" : "0Table");

	if (ole_u16(document, 0) != WORD_MAGIC)
		return OLE_TEXT_OTHER;
	if ((flags & IS_ENCRYPTED) != 0)
		return OLE_TEXT_ENCRYPTED;
	Span pieces = find_pieces(
		span_slice(table, ole_u32(document, PIECES_AT), ole_u32(document, PIECES_SIZE_AT)));
	size_t n = pieces.length < 4 ? 0 : (pieces.length - 4) / (4 + PIECE_SIZE);
	uint64_t allowed = 4 * (uint64_t)document.length;

	for (size_t i = 0; i < n; i++) {
		uint32_t from = ole_u32(pieces, 4 * i), to = ole_u32(pieces, 4 * i + 4);
		uint32_t at = ole_u32(pieces, 4 * (n + 1) + PIECE_SIZE * i + 2);
		bool wide = (at & IS_NARROW) == 0;
		size_t length = (size_t)(to > from ? to - from : 0) * (wide ? 2 : 1);

		at &= ~IS_NARROW;
		Span text = span_slice(document, wide ? at : at / 2, length);
		/* Pieces do not overlap but in hostile files. */
		if (text.length > allowed)
			break;
		allowed -= text.length;
		put_all(out, text, wide);
	}
	g_string_append_c(out, '\n');
	return n > 0 ? OLE_TEXT_READ : OLE_TEXT_OTHER;
}

static OleTextOutcome
append_slides(Span stream, GString *out, unsigned depth)
{
	OleTextOutcome outcome = OLE_TEXT_READ;

	while (stream.length >= SLIDE_HEADER && outcome == OLE_TEXT_READ) {
		unsigned type = ole_u16(stream, 2);
		Span body = span_slice(stream, SLIDE_HEADER, ole_u32(stream, 4));

		if (type == SLIDE_ENCRYPTED)
			return OLE_TEXT_ENCRYPTED;
		if ((ole_u16(stream, 0) & IS_CONTAINER) == IS_CONTAINER && depth < SLIDE_DEPTH)
			outcome = append_slides(body, out, depth + 1);
		else if (type == TEXT_WIDE || type == TEXT_STRING || type == TEXT_NARROW) {
			put_all(out, body, type != TEXT_NARROW);
			g_string_append_c(out, '\n');
		}
		stream = span_slice(stream, SLIDE_HEADER + body.length, stream.length);
	}
	return outcome;
}

OleTextOutcome
ole_text_append(const GPtrArray *streams, GString *out)
{
	Span document = ole_file_find(streams, WORD);
	Span slides = ole_file_find(streams, SLIDE);

	if (document.length > 0)
		return append_word(streams, document, out);
	if (slides.length > 0)
		return append_slides(slides, out, 0);
	return OLE_TEXT_OTHER;
}

bool
ole_text_is_main(const char *path)
{
	static const char *const paths[] = {WORD, SLIDE, "1Table", "0Table", "Workbook", "Book"};

	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
		if (g_str_equal(path, paths[i]))
			return true;
	return false;
}
