/*
 * stream.c - detection in a stream of pieces, in bounded memory
 *
 * Pieces fill a window.  As long as the stream is UTF-8 a full window is handed to the kernel
 * as it is, all but its last KERNEL_AHEAD bytes, and the end of one window is the beginning
 * of the next.  From the first byte on that has to be converted, what comes is appended to
 * converted text, which is handed on in the same way.  Windows are cut by count of bytes
 * alone, so that the pieces in which a stream comes never matter.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "stream.h"

#include "kernel.h"
#include "recoder.h"

#include <stdlib.h>

#define WINDOW (512 * (size_t)1024)

/* Less is converted at a time: it and its text stay in the cache. */
#define CONVERTED_WINDOW (128 * (size_t)1024)

struct DetectionStream {
	Kernel kernel;
	MatchVisit visit;
	void *data;
	Recoder recoder;
	char *raw;
	size_t raw_length;
	uint64_t raw_base;  /* offset in the stream of raw[0] */
	uint64_t text_base; /* the same of the text, converted or not */
	size_t from;        /* where in the text the kernel goes on */
	size_t checked;     /* so much of raw can be searched as it is */
	bool is_converting;
	Converted converted;
	bool stopped;
	bool is_started;
};

/* From offsets in converted text to offsets in the stream. */
static bool
visit_origin(const Match *match, Span text, void *data)
{
	DetectionStream *stream = data;
	Match original = *match;

	if (stream->is_converting) {
		size_t start = (size_t)(match->offset - stream->text_base);

		original.offset = converted_origin(&stream->converted, start);
		original.length =
			(uint32_t)(converted_origin(&stream->converted, start + match->length) -
		                   original.offset);
	}
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

	stream->recoder =
		(Recoder){.encoding = ENCODING_UTF8, .now = ENCODING_UTF8, .is_fixed = true};
	return stream;
}

/* From here on text is converted: what was checked goes along as it is. */
static void
begin_converting(DetectionStream *stream)
{
	stream->is_converting = true;
	converted_append(&stream->converted, (Span){stream->raw, stream->checked},
	                 stream->raw_base);
	stream->raw_base += stream->checked;
	stream->raw_length -= stream->checked;
	memmove(stream->raw, stream->raw + stream->checked, stream->raw_length);
}

static void
convert_window(DetectionStream *stream, bool is_end)
{
	size_t taken = recoder_convert(&stream->recoder, (Span){stream->raw, stream->raw_length},
	                               is_end, stream->raw_base, &stream->converted);

	stream->raw_base += taken;
	stream->raw_length -= taken;
	memmove(stream->raw, stream->raw + taken, stream->raw_length);
}

/* The text that can be searched now. */
static Span
window_text(DetectionStream *stream, bool is_end)
{
	Span raw = {stream->raw, stream->raw_length};
	Span fresh = span_slice(raw, stream->checked, raw.length);
	bool waits = true;

	if (!stream->is_converting) {
		if (stream->recoder.encoding == ENCODING_ASCII)
			recoder_guess(&stream->recoder, fresh, !stream->is_started);
		stream->is_started = true;
		stream->checked += recoder_plain(&stream->recoder, fresh, is_end, &waits);
		if (waits)
			return raw;
		begin_converting(stream);
	}
	convert_window(stream, is_end);
	return (Span){stream->converted.bytes, stream->converted.length};
}

/* Keep KERNEL_BEHIND bytes before @limit, from the beginning of a character on. */
static void
move_window(DetectionStream *stream, Span text, size_t limit)
{
	size_t keep = limit > KERNEL_BEHIND ? limit - KERNEL_BEHIND : 0;

	for (unsigned i = 0; i < 3 && keep > 0 && (text.bytes[keep] & 0xc0) == 0x80; i++)
		keep--;
	stream->text_base += keep;
	stream->from = limit - keep;
	if (stream->is_converting) {
		converted_drop(&stream->converted, keep);
		return;
	}
	/* @limit lies KERNEL_AHEAD before the end: all before it was checked. */
	stream->raw_base += keep;
	stream->checked -= keep;
	stream->raw_length -= keep;
	memmove(stream->raw, stream->raw + keep, stream->raw_length);
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
		move_window(stream, text, limit);
	stream->stopped = !goes_on;
}

static size_t
window_size(const DetectionStream *stream)
{
	return stream->is_converting ? CONVERTED_WINDOW : WINDOW;
}

char *
detection_stream_window(DetectionStream *stream, size_t *ret_room)
{
	*ret_room = window_size(stream) - stream->raw_length;
	return stream->raw + stream->raw_length;
}

bool
detection_stream_advance(DetectionStream *stream, size_t length)
{
	g_assert(length <= window_size(stream) - stream->raw_length);
	/* After a stop what comes is dropped: there is always room. */
	if (stream->stopped)
		return false;
	stream->raw_length += length;
	if (stream->raw_length == window_size(stream))
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
	return encoding_name(stream->recoder.encoding);
}

void
detection_stream_free(DetectionStream *stream)
{
	if (stream == NULL)
		return;
	explicit_bzero(stream->raw, WINDOW);
	converted_clear(&stream->converted);
	g_free(stream->raw);
	g_free(stream);
}
