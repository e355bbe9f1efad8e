/*
 * byte-stream.c - a window over bytes that come in pieces
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-stream.h"

#include "bounds.h"

#include <errno.h>
#include <iconv.h>

#define FIRST_SIZE (256 * KIBIBYTE)
#define TASTE_SIZE 4096

/* UTF-16 without a mark: one unit in so many is ASCII, all but one in so many plausible. */
#define UTF16_ASCII     16
#define UTF16_PLAUSIBLE 20

struct ByteStream {
	BytePull pull;
	void *data;
	char *buffer;
	size_t start;
	size_t length;
	size_t capacity;
	bool at_end;
	iconv_t convert; /* (iconv_t)-1: none */
	char rest[8];    /* half a character of UTF-16 */
	size_t rest_length;
};

static void
make_room(ByteStream *stream, size_t extra)
{
	if (stream->start > 0 && stream->start + stream->length + extra > stream->capacity) {
		memmove(stream->buffer, stream->buffer + stream->start, stream->length);
		stream->start = 0;
	}
	if (stream->length + extra > stream->capacity) {
		size_t capacity = MAX(stream->capacity * 2, stream->length + extra);
		char *larger = g_malloc(capacity);

		memcpy(larger, stream->buffer + stream->start, stream->length);
		explicit_bzero(stream->buffer, stream->capacity);
		g_free(stream->buffer);
		stream->buffer = larger;
		stream->start = 0;
		stream->capacity = capacity;
	}
}

static void
append(ByteStream *stream, Span piece)
{
	make_room(stream, piece.length);
	memcpy(stream->buffer + stream->start + stream->length, piece.bytes, piece.length);
	stream->length += piece.length;
}

/* What does not convert becomes U+FFFD; half a character waits for the next piece. */
static void
append_converted(ByteStream *stream, Span piece)
{
	static const char replacement[] = "\xef\xbf\xbd";
	g_autofree char *joined = g_malloc(stream->rest_length + piece.length);
	char *in = joined;
	size_t in_left = stream->rest_length + piece.length;

	memcpy(joined, stream->rest, stream->rest_length);
	memcpy(joined + stream->rest_length, piece.bytes, piece.length);
	stream->rest_length = 0;
	while (in_left > 0) {
		make_room(stream, in_left * 2 + 8);
		char *out = stream->buffer + stream->start + stream->length;
		size_t room = stream->capacity - stream->start - stream->length, left = room;
		size_t done = iconv(stream->convert, &in, &in_left, &out, &left);

		stream->length += room - left;
		if (done != (size_t)-1)
			break;
		if (errno == EINVAL && in_left < sizeof(stream->rest)) {
			memcpy(stream->rest, in, in_left);
			stream->rest_length = in_left;
			break;
		}
		if (errno == EILSEQ) {
			append(stream, span_of(replacement));
			in += MIN(in_left, 2);
			in_left -= MIN(in_left, 2);
		}
	}
}

static void
pull_piece(ByteStream *stream)
{
	Span piece;

	if (stream->at_end || !stream->pull(stream->data, &piece)) {
		stream->at_end = true;
		return;
	}
	if (stream->convert == (iconv_t)-1)
		append(stream, piece);
	else
		append_converted(stream, piece);
}

/* A unit of UTF-16 as Chinese text has it: ASCII, ideographs, their punctuation. */
static bool
is_plausible(unsigned unit)
{
	return (unit >= 0x20 && unit < 0x7f) || unit == '\t' || unit == '\r' || unit == '\n' ||
	       (unit >= 0x3000 && unit < 0x3040) || (unit >= 0x4e00 && unit < 0xa000) ||
	       unit >= 0xff00;
}

/* Nearly all units are plausible, and the zero bytes of ASCII stand on one side only. */
static bool
looks_utf16(Span head, size_t high)
{
	size_t units = head.length / 2, plausible = 0, zeros = 0;

	for (size_t i = 0; i < units; i++) {
		unsigned char one = (unsigned char)head.bytes[2 * i + high];
		unsigned char other = (unsigned char)head.bytes[2 * i + 1 - high];

		plausible += is_plausible((unsigned)one << 8 | other);
		zeros += one == 0;
		if (other == 0)
			return false;
	}
	return zeros * UTF16_ASCII > units &&
	       plausible * UTF16_PLAUSIBLE > units * (UTF16_PLAUSIBLE - 1);
}

/* UTF-16 by its mark, or by its looks. */
static const char *
taste_utf16(Span head)
{
	if (head.length >= 2 && memcmp(head.bytes, "\xff\xfe", 2) == 0)
		return "UTF-16LE";
	if (head.length >= 2 && memcmp(head.bytes, "\xfe\xff", 2) == 0)
		return "UTF-16BE";
	if (looks_utf16(head, 1))
		return "UTF-16LE";
	return looks_utf16(head, 0) ? "UTF-16BE" : NULL;
}

static void
begin(ByteStream *stream)
{
	while (stream->length < TASTE_SIZE && !stream->at_end)
		pull_piece(stream);
	Span head = {stream->buffer, MIN(stream->length, TASTE_SIZE)};
	const char *encoding = taste_utf16(head);

	if (encoding != NULL) {
		g_autofree char *raw = g_malloc(stream->length);
		size_t length = stream->length;

		memcpy(raw, stream->buffer, length);
		stream->length = 0;
		stream->convert = iconv_open("UTF-8", encoding);
		append_converted(stream, (Span){raw, length});
	}
	if (stream->length >= 3 && memcmp(stream->buffer, "\xef\xbb\xbf", 3) == 0)
		byte_stream_use(stream, 3);
}

ByteStream *
byte_stream_new(BytePull pull, void *data)
{
	ByteStream *stream = g_new0(ByteStream, 1);

	stream->pull = pull;
	stream->data = data;
	stream->capacity = FIRST_SIZE;
	stream->buffer = g_malloc(FIRST_SIZE);
	stream->convert = (iconv_t)-1;
	begin(stream);
	return stream;
}

void
byte_stream_free(ByteStream *stream)
{
	if (stream == NULL)
		return;
	if (stream->convert != (iconv_t)-1)
		iconv_close(stream->convert);
	explicit_bzero(stream->buffer, stream->capacity);
	g_free(stream->buffer);
	g_free(stream);
}

Span
byte_stream_window(ByteStream *stream, size_t wanted)
{
	while (stream->length < wanted && !stream->at_end)
		pull_piece(stream);
	return (Span){stream->buffer + stream->start, stream->length};
}

bool
byte_stream_grow(ByteStream *stream)
{
	size_t before = stream->length;

	byte_stream_window(stream, MAX(before * 2, (size_t)FIRST_SIZE));
	return stream->length > before;
}

void
byte_stream_use(ByteStream *stream, size_t length)
{
	g_assert(length <= stream->length);
	stream->start += length;
	stream->length -= length;
	if (stream->length == 0)
		stream->start = 0;
}

bool
byte_stream_at_end(const ByteStream *stream)
{
	return stream->at_end;
}
