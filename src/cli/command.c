/*
 * command.c - the table of commands
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "command.h"

#include "cmd.h"

#include <stddef.h>

const char *const command_formats[] = {"text", "json", "csv", NULL};

/* In the order of the work; a name of two words stands under its first.  One a line. */
/* clang-format off */
const Command *const commands[] = {
	&cmd_init,
	&cmd_source_add,
	&cmd_source_list,
	&cmd_source_check,
	&cmd_clock_set,
	&cmd_detect,
	&cmd_scan,
	&cmd_inventory,
	&cmd_inventory_diff,
	&cmd_inventory_confirm,
	&cmd_inventory_reject,
	&cmd_inventory_set,
	&cmd_deadlines,
	&cmd_plan,
	&cmd_plan_show,
	&cmd_approve_plan,
	&cmd_law_list,
	&cmd_law_show,
	&cmd_law_applicable,
	&cmd_notice_draft,
	&cmd_notice_lint,
	&cmd_notice_publish,
	&cmd_request_add,
	&cmd_request_list,
	&cmd_request_answer,
	&cmd_request_refuse,
	&cmd_carry_out,
	&cmd_verify,
	&cmd_assess,
	&cmd_ledger_verify,
	&cmd_ledger_show,
	&cmd_ledger_prove,
	&cmd_ledger_checkpoint,
	&cmd_report,
	&cmd_help,
	NULL,
};
/* clang-format on */
