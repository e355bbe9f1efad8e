/*
 * finding-reason.c - why a verdict is what it is, as a sentence in either language
 *
 * A reason is stored as "code|argument|...": names and counts, never values.  The table
 * below has one sentence a code; {1} .. {4} stand for the arguments, so that Chinese may
 * order them otherwise.  Arguments that are ids of kinds, record classes, categories or
 * meanings are replaced by their titles.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "finding.h"

#include <string.h>

#define ARGUMENTS 4

typedef struct {
	const char *code;
	const char *sentence;
} Sentence;

static const Sentence sentences[] = {
	/* verdicts */
	{"name-says", N_("the field's name means: {1}")},
	{"comment-says", N_("the field's comment means: {1}")},
	{"row-is-person", N_("each row of the container is a person")},
	{"neighbours", N_("it stands beside other fields of a person: {1}")},
	{"hits", N_("{2} of {3} values have the form of: {1}")},
	{"validated", N_("{1} of {2} of them pass the check digit or closed structure")},
	{"form-masked", N_("{1} of {2} values are masked in part: personal all the same")},
	{"form-hashed", N_("{1} of {2} values are digests: personal all the same")},
	{"form-encrypted", N_("{1} of {2} values are encrypted: personal all the same")},
	{"form-tokenised",
         N_("{1} of {2} values have the form but fail the check: tokens or test data")},
	{"password-in-clear", N_("none of {1} values is a digest: passwords lie there in clear")},
	{"shape-only",
         N_("form only: none of {1} values passes the check digit, so they may be test "
            "data or another number")},
	{"inside", N_("{2} of {3} texts contain: {1}")},
	{"names-share", N_("{1} of {2} values look like Chinese names")},
	{"addresses-share", N_("{1} of {2} values look like addresses")},
	{"distinct", N_("{1} different values among {2}")},
	{"persons-estimated",
         N_("different values were too many to count exactly: the number is estimated, with a "
            "standard error of {1} per cent")},
	{"chance", N_("about {1} such matches are expected by chance alone")},
	{"capped", N_("confidence is limited to {1}: the form has no check, or none passed")},
	{"empty", N_("no value yet: judged by name, comment and type alone")},
	{"key-of-person", N_("it is the key by which other data refer to this person")},
	{"leads-to-person", N_("it leads to the person in {1}, field {2}")},
	{"row-of-person",
         N_("by itself it says nothing of a person; the row belongs to one through "
            "{1} and shares its fate")},
	{"text-of-person", N_("free text written by or about a person: it may hold anything")},
	{"machine-text", N_("request or response data: it may hold whatever users typed")},
	{"thing-name", N_("its name means a thing, a quantity or a state: {1}")},
	{"thing-table", N_("the container describes things or settings, not persons")},
	{"type-excludes", N_("its type {1} cannot hold: {2}")},
	{"of-organisation", N_("it belongs to an organisation, and perhaps not to a person")},
	{"staff-trace", N_("it names the staff member who made or changed the row")},
	{"template", N_("a template, not yet the data of a person")},
	{"no-form", N_("none of {2} values has the form of: {1}; the name decides")},
	{"other-form", N_("the values have another form than the name says: {1}")},
	{"secret-of-service", N_("a secret of the service itself, not of a person")},
	{"no-card-beside", N_("no card number stands beside it: it may be any number or date")},
	{"track", N_("positions with time and person, many rows a person: a track of movements")},
	{"nothing", N_("neither name nor values point to a person")},
	{"too-little", N_("too little is known to say")},
	{"nulls-only", N_("every value is empty")},
	{"decided", N_("decided by {1}")},
	{"contradicted-no",
         N_("the last scan contradicts the decision: it finds nothing personal")},
	{"contradicted-yes", N_("the last scan contradicts the decision: it finds personal data")},
	{"contradicted-kind", N_("the last scan contradicts the decision: it finds {1}")},
	/* steps and verification */
	{"canary-recall", N_("of {2} planted forms of made-up persons the search found {1}")},
	{"fingerprints",
         N_("{1} strong values; {2} too short or mere dates, {3} shared by many rows: for these, "
            "rows are counted")},
	{"rows-left", N_("{1} rows are still there")},
	{"residue", N_("erased values were found {1} times")},
	{"seen-after", N_("what it did can be seen only after the stage '{1}'")},
	{"cannot-read", N_("it cannot be read")},
	{"members-unreadable", N_("{1} members of the archive cannot be opened")},
	{"freed-blocks",
         N_("blocks that the file system has freed, and copies below it (SSD remapping, "
            "snapshots), cannot be seen from here")},
	/* containers that were not read */
	{"system", N_("a system table of the store itself")},
	{"unreadable", N_("cannot be read: {1}")},
	{"encrypted", N_("encrypted")},
	{"too-deep", N_("archives are nested deeper than {1} levels")},
	{"too-big", N_("larger than the limit: {1}")},
	{"damaged", N_("damaged: {1}")},
	{"no-permission", N_("no permission to read it")},
	{"binary", N_("binary content: {1}")},
	{"no-text", N_("no text in it, as in scanned pages: {1}")},
	{"empty-file", N_("an empty file")},
	{"link", N_("a symbolic link: its target is not followed")},
	{"not-regular", N_("not a regular file")},
	{"unsupported", N_("a form that this build cannot read: {1}")},
	{"read-failed", N_("reading stopped: {1}")},
	{"link-in-archive", N_("a link inside an archive: it is not followed")},
	{"empty-archive", N_("an archive without members")},
	{"ratio", N_("it unpacks to more than {1} times its size, which looks hostile")},
	{"too-many-members", N_("the archive has more than {1} members")},
	{"directory-too-deep", N_("directories are nested deeper than {1} levels")},
	{"part-of-database", N_("read together with the database beside it")},
	{"in-use", N_("the database has an unfinished transaction of another program")},
	{"view", N_("a view: it holds no data of its own")},
	{"virtual-table", N_("a virtual table: its data lie in other tables, which are read")},
	{"no-row-key", N_("its rows cannot be told apart: every name of the row number is taken")},
	{"too-many-fields", N_("more than {1} fields")},
	/* parts of a file that did not parse: how many, where first */
	{"unclosed-quote", N_("a quotation mark in line {2} is never closed")},
	{"bad-record", N_("{1} records do not parse, the first is record {2}")},
	{"record-too-long", N_("{1} records are longer than the limit, the first is record {2}")},
	{"json-too-deep", N_("{1} records are nested too deep, the first is record {2}")},
	{"fields-dropped", N_("{1} records have more fields than are read, the first in line {2}")},
	{"cut-off", N_("the file breaks off inside record or statement {2}")},
	{"statement-not-read", N_("{1} statements insert rows in a form that is not read")},
	{"read-as-runs", N_("only runs of text were read, not the structure of the file")},
	{"values-cut",
         N_("{1} values of field {2} are longer than the limit and were read in part")},
};

/* Titles of what a name can mean; kinds and record classes bring their own. */
static const Sentence meanings[] = {
	{"nickname", N_("nickname")},
	{"account", N_("account name")},
	{"user-id", N_("key of a person")},
	{"staff", N_("name of a staff member")},
	{"telephone", N_("telephone number")},
	{"fax", N_("fax number")},
	{"identity-number", N_("number of an identity document")},
	{"permit", N_("number of a travel or residence permit")},
	{"driving-licence", N_("driving licence")},
	{"social-security", N_("social-security or medical-insurance number")},
	{"bank-account", N_("bank account")},
	{"card-code", N_("security code or expiry date of a card")},
	{"device", N_("device identifier")},
	{"network-address", N_("network address")},
	{"social-account", N_("account at another service")},
	{"age", N_("age")},
	{"gender", N_("gender")},
	{"ethnicity", N_("ethnicity")},
	{"nationality", N_("nationality or native place")},
	{"marriage", N_("marital status")},
	{"education", N_("education")},
	{"employer", N_("school or employer")},
	{"job", N_("occupation or position")},
	{"politics", N_("political affiliation")},
	{"religion", N_("religion")},
	{"body", N_("bodily features")},
	{"health", N_("health")},
	{"disability", N_("disability")},
	{"criminal-record", N_("criminal record")},
	{"biometric", N_("biometric feature")},
	{"sexuality", N_("sexual orientation")},
	{"region", N_("region of an address")},
	{"postcode", N_("postcode")},
	{"position", N_("position")},
	{"login-password", N_("password")},
	{"token", N_("session or access token")},
	{"otp", N_("one-time code or security answer")},
	{"avatar", N_("portrait or avatar")},
	{"photo", N_("photo or scanned document")},
	{"self-description", N_("self-description")},
	{"user-agent", N_("browser or device description")},
	{"raw-data", N_("raw request or account data")},
	{"free-text", N_("free text")},
	{"remark", N_("remark")},
	{"search", N_("search words")},
	{"invoice-title", N_("invoice title")},
	{"income", N_("income or credit")},
	{"person", N_("a person in some role")},
	{"relative", N_("relative or guardian")},
	{"contacts", N_("address book or friend list")},
	{"communication", N_("content of communication")},
	{"personal-number", N_("student, staff or medical record number")},
	{"labels", N_("labels or profile of a person")},
	{"file", N_("uploaded file")},
	{"name", N_("name")},
	{"link", N_("row of a person")},
	{"creator", N_("creator or last editor")},
};

static const char *
lookup(const Sentence *table, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i].code, code) == 0)
			return table[i].sentence;
	return NULL;
}

/* The title of an id, or the argument itself: names and counts need no translation. */
static const char *
argument_title(const char *argument, Language language)
{
	KindId kind = kind_find(argument);
	RecordClass record_class = RECORD_OTHER;
	const char *meaning = lookup(meanings, G_N_ELEMENTS(meanings), argument);

	if (kind != KIND_NONE)
		return translate(language, kind_get(kind)->title);
	if (meaning != NULL)
		return translate(language, meaning);
	if (record_class_find(argument, &record_class))
		return translate(language, record_class_title(record_class));
	if (category_find(argument) != CATEGORY_NONE)
		return translate(language, category_title(category_find(argument)));
	return argument;
}

char *
finding_reason_text(const char *reason, Language language)
{
	g_auto(GStrv) parts = g_strsplit(reason, "|", ARGUMENTS + 1);
	const char *sentence =
		parts[0] == NULL ? NULL : lookup(sentences, G_N_ELEMENTS(sentences), parts[0]);
	size_t n_arguments = parts[0] == NULL ? 0 : g_strv_length(parts) - 1;
	g_autoptr(GString) text = g_string_new(NULL);

	/* A code of a newer program, or a plain word of an archive library: say it as it is. */
	if (sentence == NULL)
		return g_strdup(reason);
	sentence = translate(language, sentence);
	for (const char *at = sentence; *at != '\0'; at++) {
		bool is_argument = at[0] == '{' && g_ascii_isdigit(at[1]) && at[2] == '}';

		if (!is_argument) {
			g_string_append_c(text, *at);
			continue;
		}
		size_t number = (size_t)(at[1] - '0');
		if (number >= 1 && number <= n_arguments)
			g_string_append(text, argument_title(parts[number], language));
		at += 2;
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}
