/*
 * birth-date.h - a date of birth from what databases write
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

/*
 * 2001-02-03, 2001/2/3, 2001年2月3日, 20010203, with or without a time behind, or seconds or
 * milliseconds since 1970 in Asia/Shanghai; from 1900 on.  False for anything else.
 */
bool birth_date_read(Span value, GDate *ret_date);

/* Digits 7 to 14 of a resident id (of a legacy one 7 to 12). */
bool birth_date_of_resident_id(Span value, GDate *ret_date);
