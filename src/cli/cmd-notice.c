/*
 * cmd-notice.c - `tingfu notice draft`, `notice lint`, `notice publish`
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "errors.h"
#include "notice.h"

#include <string.h>

#define GROUP N_("Tell")

static NoticeDesk
desk_of(Invocation *call)
{
	return (NoticeDesk){call->dossier, call->ledger, invocation_actor(call), call->progress};
}

static int
draft(Invocation *call, GError **error)
{
	NoticeDesk desk = desk_of(call);
	g_auto(NoticeDraft) draft = {0};
	GDate published = clock_today(dossier_clock(call->dossier));

	(void)invocation_date(call, "date", &published);
	if (!notice_draft(&desk, &published, &draft, error))
		return -1;
	terminal_say(call->out, N_("announcement %u: %u items, in %s"), draft.version, draft.items,
	             draft.directory);
	terminal_say(call->out, N_("persons who must also be told personally: %lld"),
	             (long long)draft.due);
	if (draft.defects > 0)
		terminal_say(call->out,
		             N_("%u items are still wanting: 'tingfu notice lint' says which"),
		             draft.defects);
	return 0;
}

static const char *
stand_words(NoticeStand stand)
{
	switch (stand) {
	case NOTICE_PRESENT:
		return N_("there");
	case NOTICE_NOT_NEEDED:
		return N_("not needed");
	case NOTICE_DEFECT:
	default:
		return N_("defect");
	}
}

static const char *
stand_name(NoticeStand stand)
{
	return stand == NOTICE_PRESENT      ? "present"
	       : stand == NOTICE_NOT_NEEDED ? "not-needed"
	                                    : "defect";
}

static void
show_findings(Invocation *call, const GPtrArray *findings)
{
	static const char *const titles[] = {N_("item"), N_("what it says"), N_("stand"), N_("why"),
	                                     NULL};

	terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < findings->len; i++) {
		const NoticeFinding *finding = findings->pdata[i];
		const char *const cells[] = {
			finding->check->id,
			translate(call->language, finding->check->title),
			translate(call->language, stand_words(finding->stand)),
			finding->why == NULL ? "" : finding->why,
			NULL,
		};

		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

/* The clause that asks for it, as the rule pack says. */
static const char *
basis_of(const LawPack *law, const char *item, Language language)
{
	const GPtrArray *items = law_notice_items(law);

	for (size_t i = 0; item != NULL && i < items->len; i++) {
		const NoticeItem *asked = items->pdata[i];

		if (strcmp(asked->id, item) == 0)
			return language == LANGUAGE_ZH ? asked->basis_zh : asked->basis;
	}
	return NULL;
}

static json_t *
findings_json(Invocation *call, const LawPack *law, const GPtrArray *findings)
{
	json_t *list = json_array();

	for (size_t i = 0; i < findings->len; i++) {
		const NoticeFinding *finding = findings->pdata[i];
		const char *basis = basis_of(law, finding->check->item, call->language);
		const char *title = translate(call->language, finding->check->title);

		json_array_append_new(list, json_pack("{s:s, s:s, s:s?, s:s, s:s?}", "item",
		                                      finding->check->id, "title", title, "basis",
		                                      basis, "stand", stand_name(finding->stand),
		                                      "why", finding->why));
	}
	return list;
}

static int
lint(Invocation *call, GError **error)
{
	NoticeDesk desk = desk_of(call);
	g_autoptr(GPtrArray) findings =
		notice_check(&desk, call->arguments[0], call->language, error);

	if (findings == NULL)
		return -1;
	if (invocation_format_is(call, "json")) {
		g_autoptr(LawPack) law = law_load(NULL, error);
		json_auto_t *list = law == NULL ? NULL : findings_json(call, law, findings);

		if (list == NULL)
			return -1;
		terminal_json(call->out, list);
	} else {
		show_findings(call, findings);
		terminal_say(call->out, N_("%u defects"), notice_defects(findings));
	}
	return notice_defects(findings) == 0 ? 0 : 1;
}

static int
publish(Invocation *call, GError **error)
{
	NoticeDesk desk = desk_of(call);
	g_auto(NoticePublication) publication = {0};

	if (!notice_publish(&desk, (const char *const *)call->arguments, &publication, error))
		return -1;
	terminal_say(call->out, N_("announcement %u is recorded as published on: %s"),
	             publication.version, publication.surfaces);
	terminal_say(call->out, N_("working days between today and the stop: %u"),
	             publication.working_days);
	if (publication.provisional)
		terminal_say(call->out,
		             N_("provisional: the holiday calendar is not published that far"));
	return 0;
}

static const Option draft_options[] = {
	{"date", 0, OPTION_DATE, "DATE", NULL, NULL,
         N_("the day of publication; today where not given")},
	OPTION_AS,
	OPTION_END,
};

static const Option lint_options[] = {OPTION_FORMAT, OPTION_AS, OPTION_END};

static const Option publish_options[] = {OPTION_AS, OPTION_END};

static const char *const draft_examples[] = {"tingfu notice draft",
                                             "tingfu notice draft --date 2026-09-10", NULL};
static const char *const lint_examples[] = {"tingfu notice lint", "tingfu notice lint edited.html",
                                            NULL};
static const char *const publish_examples[] = {
	"tingfu notice publish", "tingfu notice publish web:https://shop.example app:Shop", NULL};

const Command cmd_notice_draft = {
	.name = "notice draft",
	.group = GROUP,
	.synopsis = "[--date DATE] [--as NAME]",
	.summary = N_("write the announcement, and the list of who must be told personally"),
	.description =
		N_("Writes the next version of the announcement under notice/, in Chinese and in "
                   "English, as "
                   "HTML, text and JSON, from the settings, the inventory and the plan.\n\n"
                   "Reads the sources once for the list of persons with transaction, payment or "
                   "financial "
                   "account data, who must also be told by telephone, text message or the like: "
                   "keyed ids "
                   "and counts, no values.\n\n"
                   "What the settings do not say stands in the draft as a bracket to fill in."),
	.examples = draft_examples,
	.options = draft_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = draft,
};

const Command cmd_notice_lint = {
	.name = "notice lint",
	.group = GROUP,
	.synopsis = "[--format FORMAT] [FILE]",
	.summary = N_("check the announcement against the statutory items"),
	.description = N_("Looks for each item that an announcement must have: operator and "
                          "contact, stop date, kinds "
                          "of personal information, limit and way of each right, what happens to "
                          "the rest, what is "
                          "kept and why, receiver, minors and guardians, complaints. Judges the "
                          "dates and the "
                          "thirty working days, and finds what is left to be filled in.\n\n"
                          "Without FILE all files of the newest version are checked; FILE may be "
                          "HTML, text or "
                          "JSON, in Chinese or in English.\n\n"
                          "Exit status: 0 no defect, 1 defects, 2 trouble."),
	.examples = lint_examples,
	.options = lint_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = lint,
};

const Command cmd_notice_publish = {
	.name = "notice publish",
	.group = GROUP,
	.synopsis = "[--as NAME] [SURFACE...]",
	.summary = N_("record that the announcement was published today"),
	.description = N_("Records day, surfaces and digests of the newest version in the ledger, "
                          "and counts the working "
                          "days that lie between today and the stop. It is refused while the check "
                          "finds a defect, and "
                          "where the announcement bears another date than today's.\n\n"
                          "SURFACE is web:URL, app:NAME or mini-program:APPID; without one, those "
                          "of the settings."),
	.examples = publish_examples,
	.options = publish_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = publish,
};
