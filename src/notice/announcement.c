/*
 * announcement.c - the announcement of the disposal of personal information, sentence by sentence
 *
 * The order is that of the statutory items.  Sentences keep to one item each, so that
 * whoever edits the text loses an item only by deleting its sentence, and the check
 * (lint-text.c) can say which.  A gap in the dossier shows as a bracket to fill in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"

#include "canonical-json.h"
#include "clock.h"
#include "kind.h"
#include "notice.h"

#include <string.h>

typedef struct {
	GPtrArray *blocks;
	const json_t *content;
	Language language;
	unsigned heading;
	unsigned item;
} Writer;

static void
block_free(void *data)
{
	Block *block = data;

	for (size_t i = 0; i < G_N_ELEMENTS(block->cells); i++)
		g_free(block->cells[i]);
	g_free(block);
}

static void
add_row(Writer *writer, BlockForm form, char *first, char *second, char *third)
{
	Block *block = g_new0(Block, 1);

	block->form = form;
	block->cells[0] = first;
	block->cells[1] = second;
	block->cells[2] = third;
	g_ptr_array_add(writer->blocks, block);
}

/* @format is a msgid. */
static void G_GNUC_PRINTF(3, 4) say(Writer *writer, BlockForm form, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	char *text = g_strdup_vprintf(translate(writer->language, format), arguments);
	va_end(arguments);
	add_row(writer, form, text, NULL, NULL);
}

static const char *words(const Writer *writer, const char *msgid) G_GNUC_FORMAT(2);

static const char *
words(const Writer *writer, const char *msgid)
{
	return translate(writer->language, msgid);
}

/* "一、Title" and "1. Title": the number belongs to the text, because people cite it. */
static void
heading(Writer *writer, const char *title)
{
	g_autofree char *numeral = announcement_numeral(++writer->heading);

	writer->item = 0;
	if (writer->language == LANGUAGE_ZH)
		add_row(writer, BLOCK_HEADING,
		        g_strconcat(numeral, "、", words(writer, title), NULL), NULL, NULL);
	else
		add_row(writer, BLOCK_HEADING,
		        g_strdup_printf("%u. %s", writer->heading, words(writer, title)), NULL,
		        NULL);
}

/* "（一）" or "(1) ". */
static char *
item_mark(Writer *writer)
{
	g_autofree char *numeral = announcement_numeral(++writer->item);

	return writer->language == LANGUAGE_ZH ? g_strdup_printf("（%s）", numeral)
	                                       : g_strdup_printf("(%u) ", writer->item);
}

/* @text, or a bracket that says what is missing. */
static char *
filled(const Writer *writer, const char *text, const char *what)
{
	if (text != NULL && *text != '\0')
		return g_strdup(text);
	return g_strdup_printf(words(writer, N_("[to be filled in: %s]")), words(writer, what));
}

static char *
date_words(const Writer *writer, const char *iso)
{
	GDate date;

	if (iso == NULL || !date_parse(iso, &date, NULL))
		return filled(writer, NULL, N_("date"));
	return notice_date(&date, writer->language);
}

static const json_t *
part(const Writer *writer, const char *name)
{
	return json_object_get(writer->content, name);
}

static const char *
reason_of(const char *trigger)
{
	static const char *const reasons[N_TRIGGERS] = {
		[TRIGGER_MERGER] = N_("the merger of the company"),
		[TRIGGER_DIVISION] = N_("the division of the company"),
		[TRIGGER_DISSOLUTION] = N_("the dissolution of the company"),
		[TRIGGER_BANKRUPTCY] = N_("the bankruptcy of the company"),
		[TRIGGER_CLOSURE] = N_("a change in our business"),
		[TRIGGER_SALE] = N_("the sale of the business"),
	};
	Trigger found = TRIGGER_CLOSURE;

	return trigger != NULL && trigger_find(trigger, &found) ? reasons[found]
	                                                        : reasons[TRIGGER_CLOSURE];
}

static void
write_opening(Writer *writer)
{
	g_autofree char *platform = filled(writer, json_text(part(writer, "platform"), "name"),
	                                   N_("name of the service"));
	g_autofree char *stop = date_words(writer, json_text(part(writer, "stop"), "date"));
	g_autofree char *published = date_words(writer, json_text(writer->content, "published"));
	const char *reason = reason_of(json_text(part(writer, "stop"), "trigger"));

	if (json_is_true(part(writer, "rehearsal")))
		say(writer, BLOCK_MARK,
		    N_("Rehearsal: this is no announcement and has no legal effect."));
	say(writer, BLOCK_TITLE,
	    N_("Announcement: end of the service \"%s\" and disposal of personal information"),
	    platform);
	say(writer, BLOCK_DATES, N_("Version %d; date of publication: %s"),
	    (int)json_number(writer->content, "version", 0), published);
	say(writer, BLOCK_PARAGRAPH, N_("To all users:"));
	say(writer, BLOCK_PARAGRAPH,
	    N_("Because of %s, \"%s\" (\"the platform\") will stop providing its service at 00:00 "
	       "on "
	       "%s "
	       "(Beijing time). To protect your rights in your personal information, we announce "
	       "the following under the Personal Information Protection Law, the Regulations on "
	       "Network Data Security Management and other rules of the People's Republic of "
	       "China."),
	    words(writer, reason), platform, stop);
}

static void
write_operator(Writer *writer)
{
	const json_t *who = part(writer, "operator");
	g_autofree char *name = filled(writer, json_text(who, "name"), N_("name of the operator"));
	g_autofree char *contact =
		filled(writer, json_text(who, "contact"), N_("contact of the operator"));
	const char *uscc = json_text(who, "uscc"), *officer = json_text(who, "officer");

	heading(writer, N_("The operator and how to reach it"));
	if (uscc != NULL && *uscc != '\0')
		say(writer, BLOCK_PARAGRAPH,
		    N_("Operator (personal information processor): %s, unified social credit code "
		       "%s."),
		    name, uscc);
	else
		say(writer, BLOCK_PARAGRAPH, N_("Operator (personal information processor): %s."),
		    name);
	if (officer != NULL && *officer != '\0')
		say(writer, BLOCK_PARAGRAPH, N_("Personal information protection officer: %s."),
		    officer);
	say(writer, BLOCK_PARAGRAPH, N_("Contact: %s."), contact);
}

/* "web:https://…" as people read it. */
static char *
surface_words(const Writer *writer, const char *surface)
{
	const char *name = strchr(surface, ':');

	if (g_str_has_prefix(surface, "web:"))
		return g_strdup_printf(words(writer, N_("web site %s")), name + 1);
	if (g_str_has_prefix(surface, "app:"))
		return g_strdup_printf(words(writer, N_("App \"%s\"")), name + 1);
	if (g_str_has_prefix(surface, "mini-program:"))
		return g_strdup_printf(words(writer, N_("mini-program %s")), name + 1);
	return g_strdup(surface);
}

static void
write_stop(Writer *writer)
{
	const json_t *surfaces = json_object_get(part(writer, "platform"), "surfaces");
	g_autofree char *stop = date_words(writer, json_text(part(writer, "stop"), "date"));
	const char *icp = json_text(part(writer, "platform"), "icp");
	g_autoptr(GString) list = g_string_new(NULL);
	size_t i;
	json_t *surface;

	heading(writer, N_("When the service stops"));
	say(writer, BLOCK_PARAGRAPH,
	    N_("The service stops at 00:00 on %s (Beijing time). From that moment we also stop "
	       "collecting personal information, except what we need to check and answer your "
	       "requests."),
	    stop);
	json_array_foreach(surfaces, i, surface)
	{
		g_autofree char *one = surface_words(writer, json_string_value(surface));

		g_string_append_printf(list, "%s%s", i == 0 ? "" : words(writer, N_("; ")), one);
	}
	if (list->len > 0)
		say(writer, BLOCK_PARAGRAPH, N_("This concerns: %s."), list->str);
	if (icp != NULL && *icp != '\0')
		say(writer, BLOCK_PARAGRAPH, N_("ICP filing number: %s."), icp);
}

static void
write_category(Writer *writer, const json_t *entry)
{
	const json_t *list = json_object_get(entry, "kinds");
	Category category = category_find(json_text(entry, "category"));
	g_autofree char *mark = item_mark(writer);
	g_autoptr(GString) names = g_string_new(NULL);
	size_t i;
	json_t *kind;

	json_array_foreach(list, i, kind)
	{
		KindId id = kind_find(json_string_value(kind));

		g_string_append_printf(names, "%s%s", i == 0 ? "" : words(writer, N_(", ")),
		                       id == KIND_NONE ? json_string_value(kind)
		                                       : words(writer, kind_get(id)->title));
	}
	if (names->len == 0)
		g_string_append(names, words(writer, N_("related records")));
	add_row(writer, BLOCK_ITEM,
	        g_strdup_printf(
			words(writer, json_is_true(json_object_get(entry, "sensitive"))
	                                      ? N_("%s%s: %s (sensitive personal information)")
	                                      : N_("%s%s: %s")),
			mark, words(writer, category_title(category)), names->str),
	        NULL, NULL);
}

static void
write_kinds(Writer *writer)
{
	const json_t *list = part(writer, "kinds");
	size_t i;
	json_t *entry;

	heading(writer, N_("What personal information this concerns"));
	say(writer, BLOCK_PARAGRAPH,
	    N_("We have gone through all our data stores. The platform holds these kinds of "
	       "personal "
	       "information:"));
	json_array_foreach(list, i, entry)
	{
		write_category(writer, entry);
	}
}

static char *
limit_words(const Writer *writer, const char *until)
{
	g_autofree char *date = date_words(writer, until);

	if (g_strcmp0(until, json_text(part(writer, "stop"), "date")) == 0)
		return g_strdup_printf(words(writer, N_("from publication until 00:00 on %s")),
		                       date);
	return g_strdup_printf(words(writer, N_("from publication until the end of %s")), date);
}

static void
write_rights(Writer *writer)
{
	const json_t *list = part(writer, "rights");
	size_t i;
	json_t *entry;

	heading(writer, N_("What you can do, until when, and how"));
	say(writer, BLOCK_PARAGRAPH,
	    N_("Each request is free of charge. To check who asks we collect no more than is "
	       "needed, "
	       "and delete it once the request is answered. If we cannot grant a request, we tell "
	       "you the reason."));
	json_array_foreach(list, i, entry)
	{
		const char *way = json_text(entry, "way");
		g_autofree char *mark = item_mark(writer);
		bool transfer = g_strcmp0(json_text(entry, "right"), "transfer") == 0;

		add_row(writer, BLOCK_RIGHT,
		        g_strconcat(mark,
		                    transfer ? words(writer,
		                                     N_("transfer to a processor that you name"))
		                             : words(writer,
		                                     announcement_right(json_text(entry, "right"))),
		                    NULL),
		        limit_words(writer, json_text(entry, "until")),
		        way == NULL || *way == '\0'
		                ? filled(writer, NULL, N_("how to ask"))
		                : g_strdup_printf(words(writer, N_("apply at %s")), way));
	}
}

static void
write_remainder(Writer *writer)
{
	g_autofree char *from = date_words(writer, json_text(part(writer, "remainder"), "from"));

	heading(writer, N_("What happens to what is left after these limits"));
	say(writer, BLOCK_PARAGRAPH,
	    N_("After these limits, from %s on, we delete of our own motion all personal "
	       "information "
	       "that is left, copies and backups included, except what section 6 names. Where "
	       "deletion "
	       "is technically hard, we stop all processing except storage and the necessary "
	       "security measures."),
	    from);
}

static char *
period_words(const Writer *writer, const json_t *entry)
{
	int years = (int)json_number(entry, "years", 0),
	    months = (int)json_number(entry, "months", 0);
	const char *start = words(writer, announcement_start(json_text(entry, "start")));
	const char *until = json_text(entry, "until");
	g_autofree char *length = years > 0 ? g_strdup_printf(words(writer, N_("%d years")), years)
	                          : months > 0
	                                  ? g_strdup_printf(words(writer, N_("%d months")), months)
	                                  : NULL;
	g_autofree char *date = until != NULL && *until != '\0' ? date_words(writer, until) : NULL;

	if (length != NULL && date != NULL)
		return g_strdup_printf(words(writer, N_("%s %s, at the latest until %s")), length,
		                       start, date);
	if (length != NULL)
		return g_strdup_printf(words(writer, N_("for %s %s")), length, start);
	if (date != NULL)
		return g_strdup_printf(words(writer, N_("until %s")), date);
	return filled(writer, NULL, N_("period"));
}

static void
write_kept_entry(Writer *writer, const json_t *entry)
{
	const json_t *list = json_object_get(entry, "records");
	g_autofree char *mark = item_mark(writer);
	g_autofree char *basis = filled(
		writer, json_text(entry, writer->language == LANGUAGE_ZH ? "basis_zh" : "basis_en"),
		N_("legal basis"));
	g_autofree char *period = period_words(writer, entry);
	g_autoptr(GString) names = g_string_new(NULL);
	size_t i;
	json_t *record;

	json_array_foreach(list, i, record)
	{
		g_string_append_printf(
			names, "%s%s", i == 0 ? "" : words(writer, N_(", ")),
			words(writer, announcement_records(json_string_value(record))));
	}
	add_row(writer, BLOCK_ITEM,
	        g_strdup_printf(words(writer, N_("%s%s; kept under: %s; period: %s.")), mark,
	                        names->str, basis, period),
	        NULL, NULL);
}

static void
write_kept(Writer *writer)
{
	const json_t *list = part(writer, "kept"), *custodian = part(writer, "custodian");
	size_t i;
	json_t *entry;

	heading(writer, N_("What the law obliges us to keep"));
	if (json_array_size(list) == 0) {
		say(writer, BLOCK_PARAGRAPH,
		    N_("No law obliges us to keep personal information after the service stops."));
		return;
	}
	say(writer, BLOCK_PARAGRAPH,
	    N_("To meet statutory duties the following is kept, apart from all other data, and is "
	       "only "
	       "stored and secured; it is deleted when its retention period ends."));
	json_array_foreach(list, i, entry)
	{
		write_kept_entry(writer, entry);
	}
	g_autofree char *name =
		filled(writer, json_text(custodian, "name"), N_("name of the custodian"));
	g_autofree char *contact =
		filled(writer, json_text(custodian, "contact"), N_("contact of the custodian"));
	say(writer, BLOCK_PARAGRAPH, N_("Custodian: %s; contact: %s."), name, contact);
}

static void
write_receiver(Writer *writer)
{
	const json_t *receiver = part(writer, "receiver");
	const char *trigger = json_text(part(writer, "stop"), "trigger");

	heading(writer, N_("Whether personal information is moved"));
	if (!json_is_true(json_object_get(receiver, "moved"))) {
		say(writer, BLOCK_PARAGRAPH,
		    N_("We move no personal information to another processor because of this "
		       "stop."));
		return;
	}
	g_autofree char *name =
		filled(writer, json_text(receiver, "name"), N_("name of the receiver"));
	g_autofree char *contact =
		filled(writer, json_text(receiver, "contact"), N_("contact of the receiver"));
	say(writer, BLOCK_PARAGRAPH,
	    N_("Personal information is moved because of %s. Receiver: %s; contact: %s."),
	    words(writer, reason_of(trigger)), name, contact);
	if (g_strcmp0(trigger, "sale") == 0 || g_strcmp0(trigger, "closure") == 0)
		say(writer, BLOCK_PARAGRAPH,
		    N_("Your information is provided to it only with your separate consent; "
		       "without it, it is "
		       "not provided."));
	else
		say(writer, BLOCK_PARAGRAPH,
		    N_("It continues to have the duties of a personal information processor, and "
		       "has to "
		       "ask for your consent again before it changes purpose or method."));
}

static void
write_minors(Writer *writer)
{
	heading(writer, N_("Minors and their guardians"));
	say(writer, BLOCK_PARAGRAPH,
	    N_("Minors, and their parents or other guardians, can view, copy, correct, supplement "
	       "and "
	       "delete the minors' personal information in the ways of section 4."));
	say(writer, BLOCK_PARAGRAPH,
	    N_("Personal information of minors under fourteen is no longer collected and is "
	       "deleted as "
	       "soon as the service stops, except transaction records that the law obliges us to "
	       "keep; "
	       "we ask their guardians to take note of this."));
}

static void
write_closing(Writer *writer)
{
	g_autofree char *complaints =
		filled(writer, json_text(writer->content, "complaints"), N_("where complaints go"));
	g_autofree char *name = filled(writer, json_text(part(writer, "operator"), "name"),
	                               N_("name of the operator"));
	g_autofree char *published = date_words(writer, json_text(writer->content, "published"));
	bool told_personally = false;
	size_t i;
	json_t *entry;

	json_array_foreach(part(writer, "kinds"), i, entry)
	{
		told_personally |= json_is_true(json_object_get(entry, "sms_trigger"));
	}
	if (told_personally) {
		heading(writer, N_("Personal messages"));
		say(writer, BLOCK_PARAGRAPH,
		    N_("Where we hold information on your transactions, payments or financial "
		       "accounts, we "
		       "also tell you personally, by telephone, text message or the like."));
	}
	heading(writer, N_("Complaints"));
	say(writer, BLOCK_PARAGRAPH, N_("Complaints and reports go to: %s."), complaints);
	say(writer, BLOCK_PARAGRAPH,
	    N_("You can also turn to the authorities in charge of the protection of personal "
	       "information."));
	add_row(writer, BLOCK_SIGNATURE, g_strdup(name), g_steal_pointer(&published), NULL);
}

GPtrArray *
announcement_blocks(const json_t *content, Language language)
{
	Writer writer = {
		.blocks = g_ptr_array_new_with_free_func(block_free),
		.content = content,
		.language = language,
	};

	write_opening(&writer);
	write_operator(&writer);
	write_stop(&writer);
	write_kinds(&writer);
	write_rights(&writer);
	write_remainder(&writer);
	write_kept(&writer);
	write_receiver(&writer);
	write_minors(&writer);
	write_closing(&writer);
	return writer.blocks;
}
