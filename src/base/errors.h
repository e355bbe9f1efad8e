/*
 * errors.h - the one error domain of the program
 *
 * A function that can fail returns bool (or a pointer that is NULL on failure)
 * and takes a GError ** last.  The code says what the caller can do about it;
 * the message says what happened, to what, in the reader's words and language.
 * There is one domain, so a caller never has to ask which floor an error came from.
 *
 * Messages are msgids of our own catalogues (language.h): pass them through N_() and
 * never put a personal value into one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "language.h"

#include <glib.h>
#include <stdbool.h>

#define FAULT fault_quark()

typedef enum {
	FAULT_USAGE,       /* the request makes no sense: say so, exit 2 */
	FAULT_REFUSED,     /* a hold, a missing approval or a law forbids it */
	FAULT_NOT_FOUND,   /* the named thing does not exist */
	FAULT_CONFLICT,    /* it changed, or another run holds it */
	FAULT_UNREACHABLE, /* a source or service did not answer: retrying may help */
	FAULT_MALFORMED,   /* bytes that do not parse */
	FAULT_TAMPERED,    /* a digest, proof or signature does not match */
	FAULT_UNSUPPORTED, /* this build, or this source, cannot do it */
	FAULT_STORAGE,     /* the local disk failed us */
	FAULT_INTERRUPTED, /* the user stopped it */
} Fault;

GQuark fault_quark(void);

/* The language in which messages are made from here on; set once, by main(). */
void fault_set_language(Language language);

/* Set @error to the translation of @format; nothing happens where @error is NULL. */
void fault_set(GError **error, Fault code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The same, followed by what the kernel said of @errnum. */
void fault_set_errno(GError **error, int errnum, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Put the translation of @format before the message, where there is an error. */
void fault_prefix(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

bool fault_is(const GError *error, Fault code);

/* 0 yes, 1 no, 2 trouble: the statuses of grep(1) and diff(1). */
int fault_exit_status(const GError *error);
