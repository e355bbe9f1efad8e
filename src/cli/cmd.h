/*
 * cmd.h - every command, one line each
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "command.h"

extern const Command cmd_help;
