/*
 * broken-eraser.h - lies that an eraser could tell
 *
 * In a build with -D_broken_eraser=true the environment TINGFU_BREAK_ERASER names a lie:
 * remove-noop, remove-last, no-rewrite, keep-file, unlink-only.  Tests prove with it that
 * verification finds what an eraser only pretends to have done.  In every other build no
 * eraser lies.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>

#ifdef TINGFU_BROKEN_ERASER
bool eraser_lies(const char *lie);
#else
static inline bool
eraser_lies(const char *lie)
{
	(void)lie;
	return false;
}
#endif
