/*
 * option.c - options parsed against a table
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "option.h"

#include "errors.h"

#include <string.h>

static const Option *
find(const Option *const *tables, const char *name, size_t length, char letter)
{
	for (; *tables != NULL; tables++) {
		for (const Option *option = *tables; option->name != NULL; option++) {
			if (letter != '\0' && option->letter == letter)
				return option;
			if (letter == '\0' && strlen(option->name) == length &&
			    strncmp(option->name, name, length) == 0)
				return option;
		}
	}
	return NULL;
}

static bool
is_number(const char *text)
{
	char *end = NULL;

	if (*text == '\0')
		return false;
	g_ascii_strtoll(text, &end, 10);
	return *end == '\0';
}

static bool
is_choice(const Option *option, const char *text)
{
	return g_strv_contains(option->choices, text);
}

static bool
value_fits(const Option *option, const char *text, GError **error)
{
	GDate date;

	switch (option->type) {
	case OPTION_NUMBER:
		if (is_number(text))
			return true;
		fault_set(error, FAULT_USAGE, N_("--%s takes a whole number, not '%s'"),
		          option->name, text);
		return false;
	case OPTION_CHOICE: {
		g_autofree char *choices = g_strjoinv(", ", (char **)(uintptr_t)option->choices);

		if (is_choice(option, text))
			return true;
		fault_set(error, FAULT_USAGE, N_("--%s takes one of %s, not '%s'"), option->name,
		          choices, text);
		return false;
	}
	case OPTION_DATE:
		if (date_parse(text, &date, error))
			return true;
		fault_prefix(error, N_("option '--%s': "), option->name);
		return false;
	case OPTION_FLAG:
	case OPTION_STRING:
	default:
		return true;
	}
}

/* Take the value of @option: @inlined, or the next argument. */
static bool
take_value(const Option *option, const char *inlined, char ***arguments, GHashTable *options,
           GError **error)
{
	const char *value = inlined;

	if (option->type == OPTION_FLAG && inlined != NULL) {
		fault_set(error, FAULT_USAGE, N_("--%s takes no value"), option->name);
		return false;
	}
	if (option->type == OPTION_FLAG)
		value = "yes";
	if (value == NULL && (*arguments)[1] != NULL)
		value = *++*arguments;
	if (value == NULL) {
		fault_set(error, FAULT_USAGE, N_("--%s needs a value: %s"), option->name,
		          option->value_name);
		return false;
	}
	if (!value_fits(option, value, error))
		return false;
	g_hash_table_replace(options, g_strdup(option->name), g_strdup(value));
	return true;
}

/* One argument that begins with '-'. */
static bool
take_option(char ***arguments, const Option *const *tables, GHashTable *options, GError **error)
{
	const char *argument = **arguments;
	bool is_long = argument[1] == '-';
	const char *name = argument + (is_long ? 2 : 1);
	const char *equals = is_long ? strchr(name, '=') : NULL;
	size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
	const Option *option =
		is_long ? find(tables, name, length, '\0') : find(tables, NULL, 0, name[0]);
	const char *inlined = equals != NULL ? equals + 1 : NULL;

	if (!is_long && option != NULL && name[1] != '\0')
		inlined = name + 1;
	if (option == NULL) {
		fault_set(error, FAULT_USAGE, N_("there is no option '%s': see --help"), argument);
		return false;
	}
	return take_value(option, inlined, arguments, options, error);
}

bool
options_parse(char **arguments, const Option *const *tables, GHashTable **ret_options,
              GPtrArray **ret_rest, GError **error)
{
	g_autoptr(GHashTable) options =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func(g_free);
	bool ended = false;

	for (; *arguments != NULL; arguments++) {
		if (!ended && strcmp(*arguments, "--") == 0) {
			ended = true;
			continue;
		}
		if (ended || (*arguments)[0] != '-' || (*arguments)[1] == '\0') {
			g_ptr_array_add(rest, g_strdup(*arguments));
			continue;
		}
		if (!take_option(&arguments, tables, options, error))
			return false;
	}
	g_ptr_array_add(rest, NULL);
	*ret_options = g_steal_pointer(&options);
	*ret_rest = g_steal_pointer(&rest);
	return true;
}
