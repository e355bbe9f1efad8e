/*
 * mail-files.h - the files attached to the mails of a stream, as the members of an archive
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "unpack-level.h"

extern const LevelForm level_mail;

/* In a box of several, the names begin with the number of the mail: "3/report.docx". */
void *level_mail_new(UnpackPull pull, void *data);
