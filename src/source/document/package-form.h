/*
 * package-form.h - files that are a document and hold further files: office, mail
 *
 * A package is one stream for the reader of its text; what that reader does not look at
 * (pictures, attachments, embedded files) follows as members of its own.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"
#include "unpack-level.h"

typedef enum {
	PACKAGE_NONE,
	PACKAGE_OFFICE, /* OOXML or OpenDocument: a zip archive */
	PACKAGE_MAIL,   /* one mail, or a box of them */
	PACKAGE_OLE,    /* a compound file: a message of Outlook has attachments */
	PACKAGE_PDF,
} PackageForm;

/* How much of a stream package_taste wants to see. */
#define PACKAGE_HEAD 4096

/* By its first bytes. */
PackageForm package_taste(Span head);

/* Is the zip archive that tastes of an office file one?  @level is used up. */
bool package_is_office(void *level);

/* What else lies in the package that @pull gives: its form and state; not of office files. */
const LevelForm *package_level(PackageForm form, UnpackPull pull, void *data, void **ret_level);

/* Has the reader of the document's text looked at @member? */
bool package_has_read(PackageForm form, const char *member);
