/*
 * broken-eraser.c - lies that an eraser could tell; test builds only
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "broken-eraser.h"

#include <glib.h>

#ifdef TINGFU_BROKEN_ERASER
bool
eraser_lies(const char *lie)
{
	return g_strcmp0(g_getenv("TINGFU_BREAK_ERASER"), lie) == 0;
}
#endif
