/*
 * errors.c - the one error domain of the program and its exit statuses
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "errors.h"

static Language fault_language = LANGUAGE_EN;

GQuark
fault_quark(void)
{
	return g_quark_from_static_string("tingfu-fault");
}

void
fault_set_language(Language language)
{
	fault_language = language;
}

void
fault_set(GError **error, Fault code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (error != NULL)
		*error = g_error_new_valist(FAULT, (int)code, translate(fault_language, format),
		                            arguments);
	va_end(arguments);
}

void
fault_set_errno(GError **error, int errnum, const char *format, ...)
{
	va_list arguments;

	if (error == NULL)
		return;
	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(translate(fault_language, format), arguments);
	va_end(arguments);
	Fault code = errnum == ENOENT ? FAULT_NOT_FOUND : FAULT_STORAGE;
	*error = g_error_new(FAULT, (int)code, "%s: %s", what, g_strerror(errnum));
}

void
fault_prefix(GError **error, const char *format, ...)
{
	va_list arguments;

	if (error == NULL || *error == NULL)
		return;
	va_start(arguments, format);
	g_autofree char *prefix = g_strdup_vprintf(translate(fault_language, format), arguments);
	va_end(arguments);
	g_prefix_error(error, "%s", prefix);
}

bool
fault_is(const GError *error, Fault code)
{
	return g_error_matches(error, FAULT, (int)code);
}

int
fault_exit_status(const GError *error)
{
	return error == NULL ? 0 : 2;
}
