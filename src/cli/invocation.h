/*
 * invocation.h - from argv to a command's run(), and back to an exit status
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "command.h"

/* 0 yes, 1 no, 2 trouble. */
int invocation_main(int argc, char **argv);

/* What stands before and after the command's own options, for every command. */
extern const Option global_options[];
