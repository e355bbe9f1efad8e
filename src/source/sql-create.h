/*
 * sql-create.h - CREATE TABLE and what follows it, as tables
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "schema.h"
#include "sql-lexer.h"

/*
 * Behind CREATE TABLE.  With @window.short_of set, nothing was understood for want of bytes.
 * A statement that declares no columns (LIKE, SELECT) is passed over.
 */
void sql_create_table(SqlWindow *window, const char *scope, Schema *schema);

/* Behind ALTER TABLE: keys that phpMyAdmin and HeidiSQL declare afterwards. */
void sql_alter_table(SqlWindow *window, const char *scope, Schema *schema);

/* Behind COMMENT ON: how PostgreSQL's relatives say what a column is. */
void sql_comment_on(SqlWindow *window, const char *scope, Schema *schema);
