/*
 * report-style.h - how the report looks: on a screen, on a telephone, on paper
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

/* CSS; refers to nothing outside. */
extern const char report_style[];
