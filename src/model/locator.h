/*
 * locator.h - source / container / field
 *
 * Containers are named PATH!TABLE inside files and TABLE or SCHEMA.TABLE in databases;
 * so a locator is written "shop/members/mobile" or "files/crm.csv!crm/手机号".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>

typedef struct {
	const char *source;
	const char *container;
	const char *field; /* NULL: the whole container */
} Locator;

/* "source/container" or "source/container/field", for messages and reports. */
char *locator_text(const Locator *locator);

/* The part of a container's name after the last '!', or all of it: its table. */
const char *container_table(const char *container);
