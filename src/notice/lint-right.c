/*
 * lint-right.c - each right with its limit and its way; what is kept, why and how long
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "canonical-json.h"
#include "clock.h"
#include "lint-words.h"

#include <string.h>

/* Lines below one that names a right on which its limit and way may stand. */
#define LINES_BELOW 3

/* Lines of another matter name rights too: they prove nothing about limit and way. */
#define OTHER_MATTER                                                                               \
	(ABOUT_MINOR | ABOUT_KEPT | ABOUT_CUSTODIAN | ABOUT_RECEIVER | ABOUT_COMPLAINT |           \
	 ABOUT_REMAINDER | ABOUT_STOP)

typedef struct {
	bool limit, way;
	GDate until;
} RightSaid;

/* Does the line speak only of the limit or the way of what was named above it? */
static bool
continues(const NoticeLine *line)
{
	static const char *const labels[] = {"期限",  "时间",  "截止",     "途径", "方式", "渠道",
	                                     "limit", "until", "deadline", "how ", "way",  NULL};

	return line_rights(line) == 0 && (line->about & OTHER_MATTER) == 0 &&
	       lint_has_any(line->text, labels);
}

static void
credit(RightSaid *said, const NoticeLine *line)
{
	if (line->n_dates > 0) {
		said->limit = true;
		said->until = line->last;
	}
	said->way |= line_has_way(line);
}

/* What the block that starts at line @at says. */
static RightSaid
read_block(const GPtrArray *lines, size_t at)
{
	RightSaid said = {0};
	const NoticeLine *line = lines->pdata[at];

	credit(&said, line);
	if ((line->about & OTHER_MATTER) != 0)
		return said;
	for (size_t i = at + 1; i < lines->len && i <= at + LINES_BELOW; i++) {
		const NoticeLine *below = lines->pdata[i];

		if ((said.limit && said.way) || !continues(below))
			break;
		credit(&said, below);
	}
	return said;
}

/* The best that the text says of one right. */
static RightSaid
read_right(const GPtrArray *lines, size_t right)
{
	RightSaid best = {0};

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];
		RightSaid said;

		if (!line_names_right(line, right) || (line->about & ABOUT_REMAINDER) != 0)
			continue;
		said = read_block(lines, i);
		if (said.limit && said.way)
			return said;
		if ((line->about & OTHER_MATTER) != 0)
			continue;
		if (said.limit && !best.limit)
			best.until = said.until;
		best.limit |= said.limit;
		best.way |= said.way;
	}
	return best;
}

/* "The rights above: until ..., at ..." gives both to each right that is named anywhere. */
static RightSaid
read_shared(const GPtrArray *lines)
{
	RightSaid said = {0};

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];

		if ((line->about & ABOUT_ALL_RIGHTS) != 0)
			credit(&said, line);
	}
	return said;
}

static bool
is_named(const GPtrArray *lines, size_t right)
{
	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];

		if (line_names_right(line, right) && (line->about & OTHER_MATTER) == 0)
			return true;
	}
	return false;
}

void
lint_rights(Lint *lint, const GPtrArray *lines)
{
	RightSaid shared = read_shared(lines);

	for (size_t i = 0; notice_rights[i] != NULL; i++) {
		RightSaid said = read_right(lines, i);
		ItemId limit = (ItemId)(ITEM_VIEW_LIMIT + 2 * i);

		if (is_named(lines, i)) {
			if (!said.limit && shared.limit)
				said.until = shared.until;
			said.limit |= shared.limit;
			said.way |= shared.way;
		}
		if (said.limit)
			lint_limit(lint, notice_rights[i], &said.until);
		else
			lint_defect(lint, limit, N_("there is no time limit"));
		if (!said.way)
			lint_defect(lint, limit + 1, N_("it does not say how"));
	}
}

/* "电子商务法" of "《中华人民共和国电子商务法》第三十一条"; "E-commerce Law" of "E-commerce Law, article 31". */
static char *
instrument_of(const char *basis, Language written)
{
	static const char country[] = "中华人民共和国";
	const char *start = basis, *end;

	if (written == LANGUAGE_EN) {
		end = strstr(basis, ", article");
		return g_ascii_strdown(basis, end == NULL ? -1 : end - basis);
	}
	if (strstr(start, "《") != NULL)
		start = strstr(start, "《") + strlen("《");
	if (g_str_has_prefix(start, country))
		start += strlen(country);
	end = strstr(start, "》");
	return g_strndup(start, end == NULL ? strlen(start) : (size_t)(end - start));
}

static bool
has_period(const NoticeLine *line)
{
	static const char *const lengths[] = {"个月", "year", "month", "永久", NULL};

	for (const char *at = strstr(line->plain, "年"); at != NULL; at = strstr(at + 1, "年"))
		if (at != line->plain)
			return true;
	return line->n_dates > 0 || lint_has_any(line->plain, lengths);
}

static bool
names_any_record(const NoticeLine *line, const json_t *entry)
{
	size_t i;
	json_t *record;

	json_array_foreach(json_object_get(entry, "records"), i, record)
	{
		if (line_names_records(line, json_string_value(record)))
			return true;
	}
	return false;
}

static void
lint_kept_entry(Lint *lint, const GPtrArray *lines, const json_t *entry, Language written)
{
	const char *basis = json_text(entry, written == LANGUAGE_ZH ? "basis_zh" : "basis_en");
	g_autofree char *instrument = instrument_of(basis, written);
	const NoticeLine *with_basis = NULL, *with_records = NULL;

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];
		const char *const wanted[] = {instrument, NULL};

		if ((line->about & ABOUT_KEPT) == 0 ||
		    (line->about & (ABOUT_REMAINDER | ABOUT_MINOR)) != 0)
			continue;
		if (with_basis == NULL && lint_has_any(line->text, wanted))
			with_basis = line;
		if (with_records == NULL && names_any_record(line, entry))
			with_records = line;
	}
	const NoticeLine *line = with_basis != NULL ? with_basis : with_records;
	if (with_basis == NULL)
		lint_defect(lint, ITEM_KEPT_BASIS, N_("the basis %s is not named"), basis);
	if (line == NULL || !names_any_record(line, entry))
		lint_defect(lint, ITEM_KEPT, N_("what is kept by rule %s is not named"),
		            json_text(entry, "rule"));
	if (line == NULL || !has_period(line))
		lint_defect(lint, ITEM_KEPT_PERIOD, N_("the period of rule %s is not named"),
		            json_text(entry, "rule"));
}

void
lint_kept(Lint *lint, const GPtrArray *lines, Language written)
{
	size_t i;
	json_t *entry;

	json_array_foreach(json_object_get(lint->content, "kept"), i, entry)
	{
		lint_kept_entry(lint, lines, entry, written);
	}
}
