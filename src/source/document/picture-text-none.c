/*
 * picture-text-none.c - the text on a picture: built without OCR
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "picture-text.h"

bool
picture_text_available(void)
{
	return false;
}

char *
picture_text_read(Span bytes, const char **ret_why)
{
	(void)bytes;
	*ret_why = "unsupported|OCR";
	return NULL;
}
