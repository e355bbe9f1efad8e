/*
 * detection.c - finding identifiers in one piece of text
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"

#include "encoding.h"
#include "kernel.h"
#include "stream.h"

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

bool
detection_scan(Span text, KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	if (encoding_has_full_width(text)) {
		g_autoptr(DetectionStream) stream =
			detection_stream_new_utf8(wanted, form, visit, data);

		return detection_stream_feed(stream, text) && detection_stream_end(stream);
	}
	Kernel kernel;
	kernel_init(&kernel, wanted, form, visit, data);
	return kernel_scan(&kernel, text, 0, 0, text.length) && kernel_finish(&kernel, text);
}
