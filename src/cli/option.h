/*
 * option.h - options parsed against a table
 *
 * --name=value, --name value, -n value, flags, "--" ends them.  GOption is not used: it
 * refuses Chinese arguments in the C locale.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "command.h"

/*
 * Take the options of @tables (NULL-terminated) out of @arguments; what is left goes to
 * @ret_rest.  @ret_options maps name to text.  FAULT_USAGE names the option.
 */
bool options_parse(char **arguments, const Option *const *tables, GHashTable **ret_options,
                   GPtrArray **ret_rest, GError **error) G_GNUC_WARN_UNUSED_RESULT;
