/*
 * document.c - which reader a stream of bytes is for
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"
#include "byte-set.h"

#include "bounds.h"

#define LINE_SIZE (64 * KIBIBYTE)

/* How far before a forced end a gap between words is looked for. */
#define WORD_SIZE 256

/* Control characters that text does not have: one in so many bytes is still a flaw. */
#define CONTROL_SHARE 50

static const DocumentReader *const readers[] = {&document_sql, &document_json, &document_csv,
                                                &document_text};

/* Forms that must be taken apart before there is text; they are asked first. */
static const DocumentReader *const extractors[] = {
	&document_office, &document_picture, &document_mail, &document_pdf, &document_ole,
	&document_dbf,    &document_runs,    &document_html, &document_rtf,
};

static const char *
binary_form(Span head)
{
	static const struct {
		const char *magic;
		size_t length;
		const char *form;
	} forms[] = {
		{"\x89PNG", 4, "PNG"},
		{"\xff\xd8\xff", 3, "JPEG"},
		{"GIF8", 4, "GIF"},
		{"RIFF", 4, "RIFF"},
		{"BM", 2, "BMP"},
		{"II*\0", 4, "TIFF"},
		{"MM\0*", 4, "TIFF"},
		{"%PDF", 4, "PDF"},
		{"\xd0\xcf\x11\xe0", 4, "OLE2"},
		{"\x7f"
	         "ELF",
	         4, "ELF"},
		{"MZ", 2, "EXE"},
		{"\xca\xfe\xba\xbe", 4, "class"},
		{"ID3", 3, "MP3"},
		{"OggS", 4, "Ogg"},
		{"wOFF", 4, "WOFF"},
		{"wOF2", 4, "WOFF2"},
		{"SQLite format 3", 16, "SQLite"},
		{"REDIS", 5, "RDB"},
		{"PAR1", 4, "Parquet"},
		{"\0\1\0\0Stan", 8, "Access"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (head.length >= forms[i].length &&
		    memcmp(head.bytes, forms[i].magic, forms[i].length) == 0)
			return forms[i].form;
	return NULL;
}

/* Two-byte signatures occur at the start of ordinary text as well. */
static bool
has_controls(Span head, size_t share)
{
	size_t controls = 0;

	for (size_t i = 0; i < head.length; i++) {
		unsigned char byte = (unsigned char)head.bytes[i];

		controls += byte < ' ' && !byte_in((char)byte, "\t\n\r\f\b\x1b");
		controls += byte == '\0';
	}
	return controls * share > head.length;
}

const DocumentReader *
document_extractor(Span head, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(extractors); i++)
		if (extractors[i]->taste(head, name) > 0)
			return extractors[i];
	return NULL;
}

const DocumentReader *
document_taste(Span head, const char *name, const char **ret_form)
{
	const DocumentReader *best = NULL;
	const char *form = binary_form(head);
	unsigned best_bid = 0;

	*ret_form = NULL;
	best = document_extractor(head, name);
	if (best != NULL)
		return best;
	if (form != NULL && (strlen(form) != 3 || has_controls(head, head.length + 1) ||
	                     g_str_equal(form, "PDF"))) {
		*ret_form = form;
		return NULL;
	}
	if (has_controls(head, CONTROL_SHARE)) {
		*ret_form = "unknown";
		return NULL;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
		unsigned bid = readers[i]->taste(head, name);

		if (bid > best_bid) {
			best_bid = bid;
			best = readers[i];
		}
	}
	return best;
}

/* Pictures and the like: their bytes are no text, whatever they look like. */
const char *
document_hopeless(Span head)
{
	static const char *const forms[] = {"PNG",   "JPEG", "GIF", "TIFF",   "WOFF",
	                                    "WOFF2", "MP3",  "Ogg", "Parquet"};
	const char *form = binary_form(head);

	for (size_t i = 0; form != NULL && i < G_N_ELEMENTS(forms); i++)
		if (g_str_equal(form, forms[i]) && has_controls(head, head.length + 1))
			return form;
	return NULL;
}

bool
document_whole(ByteStream *stream, Span *ret_bytes)
{
	Span window = byte_stream_window(stream, 1);

	while (window.length <= BOUND_DOCUMENT && byte_stream_grow(stream))
		window = byte_stream_window(stream, 1);
	*ret_bytes = byte_stream_window(stream, 1);
	return window.length <= BOUND_DOCUMENT;
}

char *
document_stem(const char *path)
{
	static const char *const packings[] = {".gz", ".bz2", ".xz", ".zst", ".lz4", ".z"};
	const char *slash = strrchr(path, '/');
	g_autofree char *stem = g_strdup(slash == NULL ? path : slash + 1);
	char *dot;

	for (size_t i = 0; i < G_N_ELEMENTS(packings); i++) {
		size_t length = strlen(stem), suffix = strlen(packings[i]);

		if (length > suffix &&
		    g_ascii_strcasecmp(stem + length - suffix, packings[i]) == 0) {
			stem[length - suffix] = '\0';
			break;
		}
	}
	dot = strrchr(stem, '.');
	if (dot != NULL && dot != stem)
		*dot = '\0';
	return g_steal_pointer(&stem);
}

/* How much of @text ends with a whole character of UTF-8; all of it where it is no UTF-8. */
static size_t
whole_characters(Span text)
{
	size_t lead = text.length, needed = 1;

	while (lead > 0 && text.length - lead < 3 && (text.bytes[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0)
		return text.length;
	lead--;
	uint8_t first = (uint8_t)text.bytes[lead];
	if (first >= 0xc0)
		needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	return text.length - lead < needed ? lead : text.length;
}

size_t
document_line(Span window, bool at_end)
{
	size_t limit = MIN(window.length, (size_t)LINE_SIZE), end;
	const char *newline = window.length == 0 ? NULL : memchr(window.bytes, '\n', limit);

	if (newline != NULL)
		return (size_t)(newline - window.bytes) + 1;
	if (window.length < LINE_SIZE)
		return at_end ? window.length : 0;
	for (end = limit; end > limit - WORD_SIZE; end--)
		if (g_ascii_isspace(window.bytes[end - 1]) || window.bytes[end - 1] == ',')
			return end;
	return whole_characters(span_slice(window, 0, limit));
}
