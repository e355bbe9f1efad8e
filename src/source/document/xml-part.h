/*
 * xml-part.h - one XML file of an office file, read event by event
 *
 * By libxml2's reader.  No entity but the five of XML is expanded, nothing is fetched, and a
 * document type ends the part: office files have none.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

/* An office file in memory, and what was met while reading it. */
typedef struct {
	Span bytes;
	GPtrArray *names;    /* char *, of its files, in order */
	uint64_t allowed;    /* bytes that may still be unpacked */
	const char *refused; /* "code|argument": why reading stopped early, or NULL */
} OfficePackage;

OfficePackage *office_package_new(Span bytes);
void office_package_free(OfficePackage *package);
bool office_package_has(const OfficePackage *package, const char *name);

typedef struct XmlPart XmlPart;

typedef enum {
	XML_PART_START, /* of an element */
	XML_PART_END,   /* of an element; follows for empty ones, too */
	XML_PART_TEXT,
	XML_PART_OVER,
} XmlEvent;

/* NULL where @package has no such file. */
XmlPart *xml_part_open(OfficePackage *package, const char *name);
void xml_part_free(XmlPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlPart, xml_part_free)

XmlEvent xml_part_next(XmlPart *part);

/* Of the present element, without its prefix; "" for text. */
const char *xml_part_name(const XmlPart *part);
bool xml_part_is(const XmlPart *part, const char *name);

/* Of the present text. */
Span xml_part_text(const XmlPart *part);

/* Of the present element, by its name without prefix; NULL where it has none. */
char *xml_part_attribute(XmlPart *part, const char *name);
