/*
 * ole-sample.h - compound files of made-up data: a workbook, a message, a document
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>

/* Sheet 名单: title, names of columns, and one record with text, a long number and a date. */
GBytes *ole_sample_workbook(void);

/* From and to in the message's code page (GBK), and an attachment "list.txt". */
GBytes *ole_sample_message(void);

/* Two pieces, one of UTF-16 and one of single bytes. */
GBytes *ole_sample_document(void);
