/*
 * package-form.c - files that are a document and hold further files: office, mail
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "package-form.h"

#include "mail-box.h"
#include "mail-files.h"
#include "ole-attachments.h"
#include "pdf-attachments.h"

/* Of a zip archive's local header: where the name of its first member begins. */
#define ZIP_NAME 30

#define PDF_MAGIC "%PDF-"
#define OLE_MAGIC "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

/* Members that are looked at before an archive is taken for an ordinary one. */
#define NAMES_SEEN 2000

static bool
tastes_of_office(Span head)
{
	static const char *const firsts[] = {
		"[Content_Types].xml",
		"_rels/",
		"docProps/",
		"word/",
		"xl/",
		"ppt/",
		"customXml/",
		"mimetypeapplication/vnd.oasis.opendocument",
	};
	Span name = span_slice(head, ZIP_NAME, head.length);

	if (head.length < ZIP_NAME || memcmp(head.bytes, "PK\x03\x04", 4) != 0)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(firsts); i++)
		if (name.length >= strlen(firsts[i]) &&
		    memcmp(name.bytes, firsts[i], strlen(firsts[i])) == 0)
			return true;
	return false;
}

PackageForm
package_taste(Span head)
{
	if (tastes_of_office(head))
		return PACKAGE_OFFICE;
	if (head.length > strlen(OLE_MAGIC) &&
	    memcmp(head.bytes, OLE_MAGIC, strlen(OLE_MAGIC)) == 0)
		return PACKAGE_OLE;
	if (head.length > strlen(PDF_MAGIC) &&
	    memcmp(head.bytes, PDF_MAGIC, strlen(PDF_MAGIC)) == 0)
		return PACKAGE_PDF;
	return mail_box_taste(head) == MAIL_BOX_NONE ? PACKAGE_NONE : PACKAGE_MAIL;
}

bool
package_is_office(void *level)
{
	bool found = false;

	for (unsigned i = 0; level != NULL && i < NAMES_SEEN && !found; i++) {
		g_autofree char *name = NULL;
		LevelState state = level_archive.next(level, &name);

		if (state != LEVEL_MEMBER && state != LEVEL_DIRECTORY)
			break;
		found = g_str_equal(name, "[Content_Types].xml") ||
		        g_str_equal(name, "META-INF/manifest.xml");
	}
	return found;
}

const LevelForm *
package_level(PackageForm form, UnpackPull pull, void *data, void **ret_level)
{
	if (form == PACKAGE_MAIL) {
		*ret_level = level_mail_new(pull, data);
		return &level_mail;
	}
	if (form == PACKAGE_OLE) {
		*ret_level = level_ole_new(pull, data);
		return &level_ole;
	}
	*ret_level = level_pdf_new(pull, data);
	return &level_pdf;
}

bool
package_has_read(PackageForm form, const char *member)
{
	static const char *const suffixes[] = {".xml", ".rels", ".vml", "mimetype"};

	if (form != PACKAGE_OFFICE)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(member, suffixes[i]))
			return true;
	return false;
}
