/*
 * verdict-refine.c - names that only their container makes precise
 *
 * `exp_date` is the expiry of a card where a card number stands beside it, a `role` is a
 * character where there are guilds and experience, `xm` is a name where everything is in
 * initials.  One small function a habit.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict-context.h"

#include <string.h>

static const Finding *
finding_at(const VerdictContext *context, size_t i)
{
	return g_ptr_array_index(context->container->findings, i);
}

char *
verdict_plain_name(const char *name)
{
	g_auto(GStrv) words = field_name_words(name);

	return g_strjoinv("", words);
}

static bool
is_called(const VerdictContext *context, size_t i, const char *const *names)
{
	return g_strv_contains(names, context->fields[i].plain);
}

static size_t
count_called(const VerdictContext *context, const char *const *names)
{
	size_t n = 0;

	for (size_t i = 0; i < context->n_fields; i++)
		n += is_called(context, i, names) ? 1 : 0;
	return n;
}

static void
become(FieldView *view, Meaning meaning, KindId kind)
{
	view->name.meaning = view->said = meaning;
	view->name.fine = (int)kind + 1;
	view->name.weak = false;
	view->type_excludes = false;
}

/* No vowel in two letters or more: the initials of pinyin, hardly an English word. */
static bool
is_initials(const char *name)
{
	size_t letters = 0;

	for (; *name != '\0'; name++) {
		letters += g_ascii_isalpha(*name) ? 1 : 0;
		if (strchr("aeiouAEIOU", *name) != NULL || (unsigned char)*name >= 0x80)
			return false;
	}
	return letters >= 2;
}

/* Abbreviations of initials count where the container is written that way. */
static void
drop_weak_names(VerdictContext *context)
{
	size_t n_pinyin = 0;
	size_t n_initials = 0;

	for (size_t i = 0; i < context->n_fields; i++) {
		n_pinyin += field_name_is_pinyin(finding_at(context, i)->field) ? 1 : 0;
		n_initials += is_initials(finding_at(context, i)->field) ? 1 : 0;
	}
	bool written_so = n_pinyin >= 3 || (n_initials >= 3 && 2 * n_initials > context->n_fields);
	for (size_t i = 0; i < context->n_fields && !written_so; i++) {
		if (!context->fields[i].name.weak)
			continue;
		context->fields[i].name.meaning = MEANING_NONE;
		context->fields[i].name.fine = 0;
	}
}

static bool
speaks_of_bank_cards(const VerdictContext *context)
{
	static const char *const words[] = {"bankcard", "creditcard", "debitcard", "银行卡",
	                                    "信用卡",   "借记卡",     "储蓄卡"};
	const char *comment = context->container->comment;
	g_autofree char *name = verdict_plain_name(context->container->container);

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(name, words[i]) != NULL ||
		    (comment != NULL && strstr(comment, words[i]) != NULL))
			return true;
	for (size_t i = 0; i < context->n_fields; i++)
		if (context->fields[i].name.fine == KIND_CARD_CVV + 1)
			return true;
	return false;
}

/* A card number without a word more is a bank's where the rest is; then its expiry is one. */
static void
refine_cards(VerdictContext *context)
{
	static const char *const numbers[] = {"cardno",       "cardnumber", "cardnum", "cardid",
	                                      "maskedcardno", "kh",         NULL};
	static const char *const expiries[] = {
		"expdate",   "expirydate",  "expiredate", "expirationdate", "expiry",
		"validdate", "validperiod", "validto",    "expyear",        "expmonth",
		"yxq",       "validthru",   NULL};

	if (!speaks_of_bank_cards(context) && !verdict_has_meaning(context, MEANING_BANK_CARD))
		return;
	for (size_t i = 0; i < context->n_fields; i++)
		if (context->fields[i].name.meaning == MEANING_PERSONAL_NUMBER &&
		    is_called(context, i, numbers))
			become(&context->fields[i], MEANING_BANK_CARD, KIND_BANK_CARD);
	if (!verdict_has_meaning(context, MEANING_BANK_CARD))
		return;
	for (size_t i = 0; i < context->n_fields; i++)
		if (is_called(context, i, expiries))
			become(&context->fields[i], MEANING_CARD_CODE, KIND_CARD_EXPIRY);
}

/* In a game a role is the character of a player; elsewhere it is a set of permissions. */
static void
refine_roles(VerdictContext *context)
{
	static const char *const game[] = {
		"exp",       "guildid", "gold",  "diamond", "career",    "fightpower", "serverid",
		"rolelevel", "zoneid",  "power", "combat",  "accountid", NULL};
	static const char *const names[] = {"rolename", "rolenick", NULL};
	static const char *const keys[] = {"roleid", NULL};
	bool spoken = context->table.what == CLASS_CONTENT || context->table.what == CLASS_LOG ||
	              context->table.what == CLASS_TRANSACTION;

	if (count_called(context, names) == 0 || count_called(context, keys) == 0 ||
	    (count_called(context, game) < 2 && !spoken))
		return;
	for (size_t i = 0; i < context->n_fields; i++) {
		if (is_called(context, i, names))
			become(&context->fields[i], MEANING_NICKNAME, KIND_NICKNAME);
		else if (is_called(context, i, keys))
			become(&context->fields[i], MEANING_USER_ID, KIND_NONE);
	}
	if (!spoken)
		context->table.what = CLASS_PERSON;
}

/* sessions.sid, sessions.id CHAR(40): the key of a session opens it. */
static void
refine_sessions(VerdictContext *context)
{
	static const char *const keys[] = {"sid", "id", "skey", "key", NULL};

	for (size_t i = 0; i < context->n_fields && context->table.what == CLASS_SESSION; i++)
		if (context->fields[i].type == TYPE_TEXT && is_called(context, i, keys))
			become(&context->fields[i], MEANING_TOKEN, KIND_NONE);
}

/* From, To, Cc of a queue of mails. */
static void
refine_mails(VerdictContext *context)
{
	static const char *const names[] = {"to",      "from",     "cc",        "bcc",
	                                    "mailto",  "mailfrom", "toaddress", "fromaddress",
	                                    "replyto", NULL};
	g_autofree char *name = g_ascii_strdown(context->container->container, -1);

	if (strstr(name, "mail") == NULL || count_called(context, names) < 2)
		return;
	for (size_t i = 0; i < context->n_fields; i++)
		if (is_called(context, i, names) && context->fields[i].type != TYPE_INTEGER)
			become(&context->fields[i], MEANING_EMAIL, KIND_EMAIL);
}

/* shipping_name beside shipping_id is the name of the way it goes, not of who gets it. */
static void
refine_ways(VerdictContext *context)
{
	static const char *const stems[] = {"shipping", "delivery", "ship"};

	for (size_t i = 0; i < G_N_ELEMENTS(stems); i++) {
		g_autofree char *name = g_strconcat(stems[i], "name", NULL);
		g_autofree char *key = g_strconcat(stems[i], "id", NULL);
		g_autofree char *code = g_strconcat(stems[i], "code", NULL);
		const char *const names[] = {name, NULL};
		const char *const keys[] = {key, code, NULL};

		bool has_key = count_called(context, keys) > 0;

		for (size_t j = 0; j < context->n_fields && has_key; j++)
			if (is_called(context, j, names) && !context->fields[j].name.from_comment)
				become(&context->fields[j], MEANING_THING, KIND_NONE);
	}
}

/* A text that names an account where there is a password and no other name for it. */
static void
refine_accounts(VerdictContext *context)
{
	static const char *const keys[] = {"userid", "loginid", "memberid", "adminid", NULL};
	static const char *const names[] = {"uname", NULL};
	bool named = false;

	if (!verdict_has_meaning(context, MEANING_PASSWORD))
		return;
	for (size_t i = 0; i < context->n_fields; i++)
		named = named || (context->fields[i].name.meaning == MEANING_ACCOUNT &&
		                  !is_called(context, i, names));
	for (size_t i = 0; i < context->n_fields && !named; i++) {
		const char *type = finding_at(context, i)->type;
		bool wide = strstr(type, "32") != NULL || strstr(type, "36") != NULL;

		if (context->fields[i].type != TYPE_TEXT || wide || !is_called(context, i, keys))
			continue;
		become(&context->fields[i], MEANING_ACCOUNT, KIND_ACCOUNT_NAME);
		for (size_t j = 0; j < context->n_fields; j++)
			if (is_called(context, j, names))
				become(&context->fields[j], MEANING_NICKNAME, KIND_NICKNAME);
	}
}

/* The device, the car of a user: a row that hangs on one is not of a catalogue of things. */
static void
refine_belongings(VerdictContext *context)
{
	static const char *const things[] = {"device",   "devices",  "car", "cars", "vehicle",
	                                     "vehicles", "terminal", "pet", NULL};
	g_auto(GStrv) words = field_name_words(context->container->container);
	size_t n = g_strv_length(words);

	if (n > 0 && context->table.what == CLASS_THING && g_strv_contains(things, words[n - 1]) &&
	    verdict_has_meaning(context, MEANING_USER_ID))
		context->table.what = CLASS_BEHAVIOUR;
}

/* Host and port: the settings of a service, whatever its account is called. */
static void
refine_services(VerdictContext *context)
{
	static const char *const names[] = {"host",     "port",       "smtphost",
	                                    "smtpport", "smtpserver", NULL};

	if (count_called(context, names) >= 2 &&
	    (context->table.what == CLASS_PERSON || context->table.what == CLASS_UNKNOWN))
		context->table.what = CLASS_SETTING;
}

/* What was written to somebody, not for all to read. */
static void
refine_talk(VerdictContext *context)
{
	static const char *const talk[] = {"chat",     "im",       "pm",    "dm",      "message",
	                                   "messages", "msg",      "chats", "private", "sms",
	                                   "privmsg",  "privmsgs", "pms",   NULL};
	const char *comment =
		context->container->comment == NULL ? "" : context->container->comment;
	g_auto(GStrv) words = field_name_words(context->container->container);
	bool is_talk = strstr(comment, "聊天") != NULL || strstr(comment, "私信") != NULL ||
	               strstr(comment, "短信") != NULL;

	for (size_t i = 0; words[i] != NULL; i++)
		is_talk = is_talk || g_strv_contains(talk, words[i]);
	if (!is_talk || (context->table.what != CLASS_CONTENT && context->table.what != CLASS_LOG))
		return;
	for (size_t i = 0; i < context->n_fields; i++)
		if (context->fields[i].name.meaning == MEANING_FREE_TEXT)
			context->fields[i].name.fine = KIND_CHAT_CONTENT + 1;
}

void
verdict_refine(VerdictContext *context)
{
	drop_weak_names(context);
	refine_cards(context);
	refine_roles(context);
	refine_sessions(context);
	refine_mails(context);
	refine_ways(context);
	refine_services(context);
	refine_accounts(context);
	refine_belongings(context);
	refine_talk(context);
}

static bool
is_moment(const VerdictContext *context, size_t i)
{
	g_auto(GStrv) words = field_name_words(finding_at(context, i)->field);

	return context->fields[i].type == TYPE_DATE ||
	       g_strv_contains((const char *const *)words, "time") ||
	       g_strv_contains((const char *const *)words, "timestamp");
}

/* Are there several rows a person?  Before any row was read the names alone must do. */
static bool
has_several_rows(const VerdictContext *context, size_t link)
{
	const FieldStatistics *statistics = context->statistics;

	if (statistics == NULL || statistics[link].filled == 0)
		return true;
	return statistics[link].filled > statistics[link].distinct;
}

bool
verdict_is_track(const VerdictContext *context)
{
	size_t positions = 0;
	bool moment = false;
	bool several = false;

	if (context->person_table ||
	    (context->table.what != CLASS_UNKNOWN && context->table.what != CLASS_BEHAVIOUR &&
	     context->table.what != CLASS_LOG))
		return false;
	for (size_t i = 0; i < context->n_fields; i++) {
		Meaning meaning = context->fields[i].name.meaning;
		bool link = meaning == MEANING_USER_ID || meaning == MEANING_OPENID ||
		            meaning == MEANING_IMEI || meaning == MEANING_DEVICE ||
		            meaning == MEANING_PLATE;

		positions += meaning == MEANING_POSITION;
		moment = moment || is_moment(context, i);
		several = several || (link && has_several_rows(context, i));
	}
	return positions >= 2 && moment && several;
}
