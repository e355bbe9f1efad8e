/*
 * crash-point.h - where the tests may kill the program
 *
 * In a build with -D_crash_points=true, TINGFU_CRASH_AT=NAME or NAME:N kills the
 * process with SIGKILL at the N-th passage (the first, if not given) of
 * crash_point("NAME"), and TINGFU_CRASH_LIST=FILE appends the name of each point
 * passed.  In every other build it is nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#ifdef TINGFU_CRASH_POINTS
void crash_point(const char *name);
#else
static inline void
crash_point(const char *name)
{
	(void)name;
}
#endif
