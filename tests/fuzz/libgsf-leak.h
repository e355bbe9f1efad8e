/*
 * libgsf-leak.h - a leak that is libgsf's and not ours
 *
 * gsf_infile_msole_new of libgsf 1.14.50 loses some hundred bytes where an entry of the directory
 * is bad; it is bounded by the entries of one file.  Only that is passed over, and
 * its frames are seen only where the sanitizer unwinds in full.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

const char *__asan_default_options(void);
const char *__lsan_default_suppressions(void);

const char *
__asan_default_options(void)
{
	return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions(void)
{
	return "leak:gsf_infile_msole_new\n";
}
