/*
 * sql-operand.h - the parts of an expression that stands for a value
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "sql-lexer.h"

/* Calls within calls and brackets within brackets that are followed. */
#define SQL_OPERAND_DEPTH 8

typedef enum {
	SQL_OPERAND_NONE, /* nothing was there */
	SQL_OPERAND_TEXT,
	SQL_OPERAND_BINARY, /* a string that says it is no text */
	SQL_OPERAND_BYTES,  /* digits that stand for bytes */
	SQL_OPERAND_INTEGER,
	SQL_OPERAND_REAL,
	SQL_OPERAND_NULL,
	SQL_OPERAND_OTHER, /* not understood: the value is what is written there */
} SqlOperand;

/* Operands joined by || or + or nothing, appended to @row. */
SqlOperand sql_take_operands(SqlWindow *window, Row *row, unsigned depth);

/* NAME(..) as the value it makes; SQL_OPERAND_NONE where it is no call. */
SqlOperand sql_take_call(SqlWindow *window, Row *row, unsigned depth);

/* End the pending value as what it is. */
void sql_end_operand(const SqlWindow *window, Row *row, SqlOperand operand);
