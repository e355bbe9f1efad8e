/*
 * sql-dialect.h - whose SQL a dump is written in
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

typedef enum {
	SQL_MYSQL,    /* and MariaDB, TiDB, OceanBase */
	SQL_POSTGRES, /* and Kingbase, openGauss, GaussDB */
	SQL_ORACLE,   /* and DM */
	SQL_SERVER,
	SQL_STANDARD, /* SQLite, and whoever has no escapes in strings */
	N_SQL_DIALECTS
} SqlDialect;

/* By what stands in the first bytes; MySQL where nothing speaks for any other. */
SqlDialect sql_dialect_guess(Span head);
