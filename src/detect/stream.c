/*
 * stream.c - detection in a stream of pieces, in bounded memory
 *
 * Pieces fill a window; a full window is converted where its encoding asks for it and
 * handed to the kernel, all but its last KERNEL_AHEAD bytes.  The end of one window is
 * the beginning of the next.  Windows are cut by count of bytes alone, so that the pieces
 * in which a stream comes never matter.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "stream.h"

#include "encoding.h"
#include "kernel.h"

#include <stdlib.h>

#define WINDOW (512 * (size_t)1024)

struct DetectionStream {
	Kernel kernel;
	MatchVisit visit;
	void *data;
	Encoding encoding;
	char *raw;
	size_t raw_length;
	uint64_t raw_base;  /* offset in the stream of raw[0] */
	uint64_t text_base; /* the same in converted text */
	size_t from;        /* where in the converted window the kernel goes on */
	Converted converted;
	bool is_converted; /* the window being scanned */
	bool stopped;
	bool is_started;
};

/* From offsets in converted text to offsets in the stream. */
static bool
visit_origin(const Match *match, Span text, void *data)
{
	DetectionStream *stream = data;
	size_t start = (size_t)(match->offset - stream->text_base);
	size_t end = start + match->length;
	Match original = *match;

	if (stream->is_converted) {
		original.length = stream->converted.origins[end] - stream->converted.origins[start];
		start = stream->converted.origins[start];
	}
	original.offset = stream->raw_base + start;
	return stream->visit(&original, text, stream->data);
}

static DetectionStream *
stream_new(KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	DetectionStream *stream = g_new0(DetectionStream, 1);

	stream->visit = visit;
	stream->data = data;
	stream->raw = g_malloc(WINDOW);
	kernel_init(&stream->kernel, wanted, form, visit_origin, stream);
	return stream;
}

DetectionStream *
detection_stream_new(KindSet wanted, MatchVisit visit, void *data)
{
	return stream_new(wanted, DETECTION_BEST, visit, data);
}

DetectionStream *
detection_stream_new_utf8(KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	DetectionStream *stream = stream_new(wanted, form, visit, data);

	stream->encoding = ENCODING_UTF8;
	stream->is_started = true;
	return stream;
}

static Span
window_text(DetectionStream *stream, bool is_end)
{
	Span raw = {stream->raw, stream->raw_length};
	bool narrow = stream->encoding == ENCODING_ASCII || stream->encoding == ENCODING_UTF8;

	if (stream->encoding == ENCODING_ASCII) {
		stream->encoding = encoding_guess(raw, !stream->is_started);
		stream->is_started = true;
		narrow = stream->encoding == ENCODING_ASCII || stream->encoding == ENCODING_UTF8;
	}
	stream->is_converted = !narrow || encoding_has_full_width(raw);
	if (!stream->is_converted)
		return raw;
	encoding_convert(stream->encoding, raw, is_end, &stream->converted);
	return (Span){stream->converted.bytes, stream->converted.length};
}

/* Keep KERNEL_BEHIND bytes before @limit, from the beginning of a character on. */
static void
move_window(DetectionStream *stream, size_t limit)
{
	size_t keep = limit > KERNEL_BEHIND ? limit - KERNEL_BEHIND : 0;
	size_t raw_keep = keep;

	if (stream->is_converted) {
		const uint32_t *origins = stream->converted.origins;

		while (keep > 0 && origins[keep] == origins[keep - 1])
			keep--;
		raw_keep = origins[keep];
	}
	stream->raw_base += raw_keep;
	stream->text_base += keep;
	stream->from = limit - keep;
	stream->raw_length -= raw_keep;
	memmove(stream->raw, stream->raw + raw_keep, stream->raw_length);
}

static void
scan_window(DetectionStream *stream, bool is_end)
{
	Span text = window_text(stream, is_end);
	size_t limit = text.length;

	if (!is_end) {
		size_t ready = text.length > KERNEL_AHEAD ? text.length - KERNEL_AHEAD : 0;

		limit = stream->from;
		if (ready > limit)
			limit += (ready - limit) / BLOCK_SIZE * BLOCK_SIZE;
	}
	bool goes_on = kernel_scan(&stream->kernel, text, stream->text_base, stream->from, limit);
	if (is_end)
		goes_on = goes_on && kernel_finish(&stream->kernel, text);
	else
		move_window(stream, limit);
	stream->stopped = !goes_on;
}

char *
detection_stream_window(DetectionStream *stream, size_t *ret_room)
{
	*ret_room = WINDOW - stream->raw_length;
	return stream->raw + stream->raw_length;
}

bool
detection_stream_advance(DetectionStream *stream, size_t length)
{
	g_assert(length <= WINDOW - stream->raw_length);
	/* After a stop what comes is dropped: there is always room. */
	if (stream->stopped)
		return false;
	stream->raw_length += length;
	if (stream->raw_length == WINDOW)
		scan_window(stream, false);
	return !stream->stopped;
}

bool
detection_stream_feed(DetectionStream *stream, Span piece)
{
	while (piece.length > 0 && !stream->stopped) {
		size_t room;
		char *to = detection_stream_window(stream, &room);
		size_t n_taken = MIN(piece.length, room);

		memcpy(to, piece.bytes, n_taken);
		piece = span_slice(piece, n_taken, piece.length);
		detection_stream_advance(stream, n_taken);
	}
	return !stream->stopped;
}

bool
detection_stream_end(DetectionStream *stream)
{
	if (!stream->stopped)
		scan_window(stream, true);
	return !stream->stopped;
}

const char *
detection_stream_encoding(const DetectionStream *stream)
{
	return encoding_name(stream->encoding);
}

void
detection_stream_free(DetectionStream *stream)
{
	if (stream == NULL)
		return;
	explicit_bzero(stream->raw, WINDOW);
	if (stream->converted.capacity > 0)
		explicit_bzero(stream->converted.bytes, stream->converted.capacity);
	converted_clear(&stream->converted);
	g_free(stream->raw);
	g_free(stream);
}
