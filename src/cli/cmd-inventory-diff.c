/*
 * cmd-inventory-diff.c - `tingfu inventory diff`: what one scan found otherwise than another
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "cmd.h"
#include "csv-row.h"
#include "errors.h"
#include "inventory-history.h"

#include <string.h>

static const Option options[] = {
	OPTION_FORMAT,
	{"since", 0, OPTION_STRING, "SCAN", NULL, NULL, N_("from this scan to the last one")},
	{"list", 0, OPTION_FLAG, NULL, NULL, NULL, N_("the scans that can be compared")},
	OPTION_END,
};

static bool
read_scan(const char *text, int64_t *ret_scan, GError **error)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT32, &number, NULL)) {
		fault_set(error, FAULT_USAGE, N_("'%s' is not the number of a scan"), text);
		return false;
	}
	*ret_scan = (int64_t)number;
	return true;
}

/* Which two: named, or from --since to the last, or the last two. */
static bool
choose(const Invocation *call, const GArray *kept, int64_t scans[2], GError **error)
{
	const char *since = invocation_text(call, "since");
	int64_t last = kept->len == 0 ? 0 : g_array_index(kept, KeptScan, kept->len - 1).number;

	if (call->n_arguments == 2 && since == NULL)
		return read_scan(call->arguments[0], &scans[0], error) &&
		       read_scan(call->arguments[1], &scans[1], error);
	if (call->n_arguments != 0) {
		fault_set(error, FAULT_USAGE, N_("name two scans, or one with --since"));
		return false;
	}
	scans[1] = last;
	if (since != NULL)
		return read_scan(since, &scans[0], error);
	if (kept->len < 2) {
		fault_set(error, FAULT_NOT_FOUND,
		          N_("there are no two scans to compare: run 'tingfu scan' again"));
		return false;
	}
	scans[0] = g_array_index(kept, KeptScan, kept->len - 2).number;
	return true;
}

static char *
place_of(const InventoryChange *change)
{
	Locator locator = {change->source, change->container, change->field};

	return locator_text(&locator);
}

static json_t *
change_json(const InventoryChange *change)
{
	return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:s?}", "change", change_name(change->what),
	                 "source", change->source, "container", change->container, "field",
	                 change->field, "before", change->before, "after", change->after);
}

static void
put_changes(const Invocation *call, const GPtrArray *changes)
{
	static const char *const titles[] = {N_("change"), N_("where"), N_("before"), N_("after"),
	                                     NULL};
	static const char *const columns[] = {"change", "source", "container", "field",
	                                      "before", "after",  NULL};
	bool csv = invocation_format_is(call, "csv");

	if (csv)
		csv_row(call->out, columns);
	else
		terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < changes->len; i++) {
		const InventoryChange *change = g_ptr_array_index(changes, i);
		const char *before = change->before == NULL ? "" : change->before;
		const char *after = change->after == NULL ? "" : change->after;
		g_autofree char *place = place_of(change);
		const char *const cells[] = {translate(call->language, change_title(change->what)),
		                             place, before, after, NULL};
		const char *const all[] = {change_name(change->what),
		                           change->source,
		                           change->container,
		                           change->field == NULL ? "" : change->field,
		                           before,
		                           after,
		                           NULL};

		if (csv)
			csv_row(call->out, all);
		else
			terminal_table_row(call->out, cells);
	}
	if (!csv)
		terminal_table_end(call->out);
}

static void
put_list(const Invocation *call, const GArray *kept)
{
	static const char *const titles[] = {N_(">scan"), N_("time"), NULL};
	static const char *const columns[] = {"scan", "time", NULL};
	json_auto_t *list = json_array();
	bool text = invocation_format_is(call, "text");
	bool json = invocation_format_is(call, "json");

	if (text)
		terminal_table_begin(call->out, titles);
	else if (!json)
		csv_row(call->out, columns);
	for (size_t i = 0; i < kept->len; i++) {
		const KeptScan *scan = &g_array_index(kept, KeptScan, i);
		g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, scan->number);
		g_autofree char *time = clock_text(scan->at);
		const char *const cells[] = {number, time, NULL};

		if (json)
			json_array_append_new(list,
			                      json_pack("{s:I, s:s}", "scan",
			                                (json_int_t)scan->number, "time", time));
		else if (text)
			terminal_table_row(call->out, cells);
		else
			csv_row(call->out, cells);
	}
	if (text)
		terminal_table_end(call->out);
	else if (json)
		terminal_json(call->out, list);
}

static int
run(Invocation *call, GError **error)
{
	g_autoptr(GArray) kept = inventory_scans(call->dossier, error);
	int64_t scans[2] = {0, 0};

	if (kept == NULL)
		return -1;
	if (invocation_flag(call, "list")) {
		put_list(call, kept);
		return 0;
	}
	if (!choose(call, kept, scans, error))
		return -1;
	g_autoptr(GPtrArray) changes = inventory_diff(call->dossier, scans[0], scans[1], error);
	if (changes == NULL)
		return -1;
	if (invocation_format_is(call, "json")) {
		json_auto_t *list = json_array();

		for (size_t i = 0; i < changes->len; i++)
			json_array_append_new(list, change_json(g_ptr_array_index(changes, i)));
		terminal_json(call->out, list);
	} else if (changes->len > 0 || invocation_format_is(call, "csv")) {
		put_changes(call, changes);
	}
	return changes->len == 0 ? 0 : 1;
}

static const char *const examples[] = {"tingfu inventory diff", "tingfu inventory diff 1 3",
                                       "tingfu inventory diff --since 2 --format json", NULL};

const Command cmd_inventory_diff = {
	.name = "inventory diff",
	.group = N_("Find out"),
	.synopsis = "[SCAN SCAN | --since SCAN] [--list] [--format FORMAT]",
	.summary = N_("what one scan found otherwise than another"),
	.description =
		N_("Lists containers and fields that are new or gone, other row counts and other "
                   "verdicts. Without numbers the last two scans are compared. The exit status is "
                   "0 where they found the same and 1 where they did not."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_READS_DOSSIER,
	.run = run,
};
