/*
 * masked-value.h - values of which stars hide a part
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "kind.h"

#include <stdbool.h>

/* Could @value, a whole cell, be a value of @kind with a part of it hidden, and a part to be seen? */
bool masked_value_fits(Span value, KindId kind);
