/*
 * ole-attachments.h - the files attached to a message of Outlook, as the members of an archive
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "unpack-level.h"

extern const LevelForm level_ole;

/* Any compound file; one that is no message has no members. */
void *level_ole_new(UnpackPull pull, void *data);
