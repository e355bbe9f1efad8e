/*
 * pdf-attachments.h - the files embedded in a PDF file, as the members of an archive
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "unpack-level.h"

extern const LevelForm level_pdf;

/* Without pdfdetach (poppler-utils) there are no members. */
void *level_pdf_new(UnpackPull pull, void *data);
