/*
 * xml-part.c - one XML file of an office file, read event by event
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "xml-part.h"

#include "bounds.h"
#include "unpack-level.h"

#include <libxml/xmlreader.h>

/* An office file of a few KiB may hold a table that packs very well. */
#define RATIO_FLOOR (256 * MEBIBYTE)

struct XmlPart {
	OfficePackage *package;
	void *level;
	Span rest; /* of the last piece */
	xmlTextReaderPtr reader;
	bool end_waits; /* of an empty element */
	bool over;
	bool empty; /* nothing has come yet */
};

OfficePackage *
office_package_new(Span bytes)
{
	OfficePackage *package = g_new0(OfficePackage, 1);
	void *level = level_archive_of_bytes(bytes);
	LevelState state = level == NULL ? LEVEL_DAMAGED : LEVEL_MEMBER;

	package->bytes = bytes;
	package->allowed = MAX(bytes.length * BOUND_OFFICE_RATIO, RATIO_FLOOR);
	package->names = g_ptr_array_new_with_free_func(g_free);
	while (state == LEVEL_MEMBER || state == LEVEL_DIRECTORY) {
		char *name = NULL;

		state = level_archive.next(level, &name);
		if (state == LEVEL_MEMBER)
			g_ptr_array_add(package->names, name);
		else
			g_free(name);
	}
	if (state != LEVEL_END)
		package->refused = state == LEVEL_ENCRYPTED ? "encrypted" : "damaged|zip";
	if (level != NULL)
		level_archive.free(level);
	return package;
}

void
office_package_free(OfficePackage *package)
{
	if (package == NULL)
		return;
	g_ptr_array_unref(package->names);
	g_free(package);
}

bool
office_package_has(const OfficePackage *package, const char *name)
{
	for (guint i = 0; i < package->names->len; i++)
		if (g_str_equal(package->names->pdata[i], name))
			return true;
	return false;
}

/* The next bytes for the parser; 0 at the end, or where enough was unpacked. */
static int
read_bytes(void *data, char *buffer, int room)
{
	XmlPart *part = data;
	OfficePackage *package = part->package;

	if (part->rest.length == 0 && !level_archive.piece(part->level, &part->rest)) {
		if (level_archive.failed(part->level) != NULL && package->refused == NULL)
			package->refused = "damaged|zip";
		return 0;
	}
	Span piece = span_slice(part->rest, 0, (size_t)room);
	if (piece.length > package->allowed) {
		package->refused = "ratio|" G_STRINGIFY(BOUND_OFFICE_RATIO);
		return 0;
	}
	package->allowed -= piece.length;
	part->empty = false;
	memcpy(buffer, piece.bytes, piece.length);
	part->rest = span_slice(part->rest, piece.length, part->rest.length);
	return (int)piece.length;
}

static void
ignore_error(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

XmlPart *
xml_part_open(OfficePackage *package, const char *name)
{
	XmlPart *part = g_new0(XmlPart, 1);
	LevelState state = LEVEL_MEMBER;
	bool found = false;

	part->package = package;
	part->empty = true;
	part->level = level_archive_of_bytes(package->bytes);
	while (part->level != NULL && !found &&
	       (state == LEVEL_MEMBER || state == LEVEL_DIRECTORY)) {
		g_autofree char *member = NULL;

		state = level_archive.next(part->level, &member);
		found = state == LEVEL_MEMBER && g_strcmp0(member, name) == 0;
	}
	if (found)
		part->reader =
			xmlReaderForIO(read_bytes, NULL, part, NULL, NULL,
		                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
		                               XML_PARSE_COMPACT | XML_PARSE_RECOVER);
	if (part->reader != NULL) {
		xmlTextReaderSetStructuredErrorHandler(part->reader, ignore_error, NULL);
		return part;
	}
	xml_part_free(part);
	return NULL;
}

void
xml_part_free(XmlPart *part)
{
	if (part == NULL)
		return;
	if (part->reader != NULL)
		xmlFreeTextReader(part->reader);
	if (part->level != NULL)
		level_archive.free(part->level);
	g_free(part);
}

static XmlEvent
stop(XmlPart *part, const char *why)
{
	part->over = true;
	if (why != NULL && part->package->refused == NULL)
		part->package->refused = why;
	return XML_PART_OVER;
}

XmlEvent
xml_part_next(XmlPart *part)
{
	if (part->end_waits) {
		part->end_waits = false;
		return XML_PART_END;
	}
	while (!part->over) {
		int more = xmlTextReaderRead(part->reader);

		if (more != 1)
			return stop(part, more < 0 && !part->empty ? "damaged|XML" : NULL);
		switch (xmlTextReaderNodeType(part->reader)) {
		case XML_READER_TYPE_ELEMENT:
			part->end_waits = xmlTextReaderIsEmptyElement(part->reader) == 1;
			return XML_PART_START;
		case XML_READER_TYPE_END_ELEMENT:
			return XML_PART_END;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		case XML_READER_TYPE_WHITESPACE:
			return XML_PART_TEXT;
		case XML_READER_TYPE_DOCUMENT_TYPE:
			return stop(part, "unsupported|DOCTYPE");
		default:
			break;
		}
	}
	return XML_PART_OVER;
}

const char *
xml_part_name(const XmlPart *part)
{
	const xmlChar *name = xmlTextReaderConstLocalName(part->reader);

	return name == NULL ? "" : (const char *)name;
}

bool
xml_part_is(const XmlPart *part, const char *name)
{
	return g_str_equal(xml_part_name(part), name);
}

Span
xml_part_text(const XmlPart *part)
{
	const xmlChar *text = xmlTextReaderConstValue(part->reader);

	return span_of((const char *)text);
}

char *
xml_part_attribute(XmlPart *part, const char *name)
{
	char *value = NULL;

	if (xmlTextReaderMoveToFirstAttribute(part->reader) != 1)
		return NULL;
	do {
		if (xml_part_is(part, name))
			value = g_strdup((const char *)xmlTextReaderConstValue(part->reader));
	} while (value == NULL && xmlTextReaderMoveToNextAttribute(part->reader) == 1);
	xmlTextReaderMoveToElement(part->reader);
	return value;
}
