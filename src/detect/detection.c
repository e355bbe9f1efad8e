/*
 * detection.c - finding identifiers in one piece of text
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"

#include "convert.h"
#include "kernel.h"
#include "stream.h"
#include "text-check.h"

/* Longer text is folded in windows. */
#define FOLDED_AT_ONCE 65536

const char *
match_form_name(MatchForm form)
{
	static const char *const names[N_MATCH_FORMS] = {"plain", "masked", "hashed", "encrypted",
	                                                 "tokenised"};

	return names[form];
}

const char *
match_wrap_name(MatchWrap wrap)
{
	static const char *const names[N_WRAPS] = {"none", "base64", "hex", "url"};

	return names[wrap];
}

/* Text whose full-width digits and letters were made ASCII. */
typedef struct {
	Converted converted;
	MatchVisit visit;
	void *data;
} Folded;

static bool
visit_folded(const Match *match, Span text, void *data)
{
	Folded *folded = data;
	Match original = *match;
	uint64_t end = match->offset + match->length;

	original.offset = converted_origin(&folded->converted, (size_t)match->offset);
	original.length =
		(uint32_t)(converted_origin(&folded->converted, (size_t)end) - original.offset);
	return folded->visit(&original, text, folded->data);
}

static bool
scan_folded(Span text, KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	Folded folded = {{0}, visit, data};
	Kernel kernel;

	convert_utf8(text, 0, &folded.converted);
	Span all = {folded.converted.bytes, folded.converted.length};
	kernel_init(&kernel, wanted, form, visit_folded, &folded);
	bool done = kernel_scan(&kernel, all, 0, 0, all.length) && kernel_finish(&kernel, all);
	converted_clear(&folded.converted);
	return done;
}

bool
detection_scan(Span text, KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	if (text_find_full_width(text) < text.length) {
		if (text.length <= FOLDED_AT_ONCE)
			return scan_folded(text, wanted, form, visit, data);
		g_autoptr(DetectionStream) stream =
			detection_stream_new_utf8(wanted, form, visit, data);

		return detection_stream_feed(stream, text) && detection_stream_end(stream);
	}
	Kernel kernel;
	kernel_init(&kernel, wanted, form, visit, data);
	return kernel_scan(&kernel, text, 0, 0, text.length) && kernel_finish(&kernel, text);
}
