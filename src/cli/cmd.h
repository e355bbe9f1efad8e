/*
 * cmd.h - every command, one line each
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "command.h"

extern const Command cmd_init;
extern const Command cmd_source_add, cmd_source_list, cmd_source_check;
extern const Command cmd_clock_set;
extern const Command cmd_detect;
extern const Command cmd_inventory, cmd_inventory_confirm, cmd_inventory_reject, cmd_inventory_set;
extern const Command cmd_inventory_diff;
extern const Command cmd_scan;
extern const Command cmd_plan, cmd_plan_show, cmd_approve_plan;
extern const Command cmd_carry_out, cmd_verify;
extern const Command cmd_assess;
extern const Command cmd_deadlines;
extern const Command cmd_help;
extern const Command cmd_ledger_checkpoint, cmd_ledger_prove, cmd_ledger_show, cmd_ledger_verify;
extern const Command cmd_law_applicable;
extern const Command cmd_law_list;
extern const Command cmd_law_show;
extern const Command cmd_notice_draft, cmd_notice_lint, cmd_notice_publish;
extern const Command cmd_request_add, cmd_request_list, cmd_request_answer, cmd_request_refuse;
extern const Command cmd_report;
