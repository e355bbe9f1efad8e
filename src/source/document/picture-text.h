/*
 * picture-text.h - the text on a picture, where this program was built to read it (-Docr=enabled)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

/* Was it built with OCR, and is the language data there?  chi_sim, and eng where there is. */
bool picture_text_available(void);

/*
 * The text on the picture in @bytes, UTF-8, a line a line; NULL where it cannot be read, with
 * "code|argument" in @ret_why.  One picture at a time, whatever the thread.
 */
char *picture_text_read(Span bytes, const char **ret_why);
