/*
 * kind-list.h - the kinds that can be found, as a table for people and as data
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "command.h"

/* Print every kind in the form that was asked for; "jsonl" as "json".  The exit status. */
int kind_list(const Invocation *call);
