/*
 * rtf-text.h - the text of Rich Text Format, line by line
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>

typedef struct RtfText RtfText;

RtfText *rtf_text_new(void);
void rtf_text_free(RtfText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RtfText, rtf_text_free)

/* Pieces may end anywhere. */
void rtf_text_feed(RtfText *text, Span bytes);
void rtf_text_end(RtfText *text);

/* What has come out so far; the reader cuts off what it has used. */
GString *rtf_text_lines(RtfText *text);
