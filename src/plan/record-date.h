/*
 * record-date.h - the day a value of a record names
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

/*
 * "2026-08-01 10:00:00", "2026/8/1", "20260801...", "2026年8月1日", seconds or milliseconds
 * since 1970, or the birth date inside an 18-digit identity number.  Days of Asia/Shanghai.
 */
bool record_date(Span value, GDate *ret_date);
