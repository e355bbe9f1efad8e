/*
 * locator.c - source / container / field
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "locator.h"

#include <string.h>

char *
locator_text(const Locator *locator)
{
	if (locator->field == NULL)
		return g_strdup_printf("%s/%s", locator->source, locator->container);
	return g_strdup_printf("%s/%s/%s", locator->source, locator->container, locator->field);
}

const char *
container_table(const char *container)
{
	const char *mark = strrchr(container, '!');

	return mark == NULL ? container : mark + 1;
}
