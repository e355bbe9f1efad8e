/*
 * sql-dialect.c - whose SQL a dump is written in
 *
 * Programs that write dumps name themselves at the top; where they do not, words that only
 * one engine has decide.  Engines' names count less than words: a dump made for one engine
 * may tell which other one it came from.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sql-dialect.h"

#include <glib.h>
#include <string.h>

typedef struct {
	SqlDialect dialect;
	unsigned weight;
	const char *text; /* in lower case */
} Sign;

static const Sign signs[] = {
	{SQL_MYSQL, 9, "-- mysql dump"},
	{SQL_MYSQL, 9, "-- mariadb dump"},
	{SQL_MYSQL, 9, "phpmyadmin sql dump"},
	{SQL_MYSQL, 9, "sqlyog"},
	{SQL_MYSQL, 4, "engine=innodb"},
	{SQL_MYSQL, 4, "engine = innodb"},
	{SQL_MYSQL, 4, "engine=myisam"},
	{SQL_MYSQL, 3, "auto_increment"},
	{SQL_MYSQL, 3, "/*!40"},
	{SQL_MYSQL, 2, "set names utf8"},
	{SQL_MYSQL, 2, "insert into `"},
	{SQL_MYSQL, 2, "create table `"},
	{SQL_POSTGRES, 9, "postgresql database dump"},
	{SQL_POSTGRES, 9, "kingbase database dump"},
	{SQL_POSTGRES, 5, "standard_conforming_strings"},
	{SQL_POSTGRES, 4, "pg_catalog"},
	{SQL_POSTGRES, 4, "sys_catalog"},
	{SQL_POSTGRES, 4, " from stdin;"},
	{SQL_POSTGRES, 3, "::regclass"},
	{SQL_POSTGRES, 3, "postgres"},
	{SQL_POSTGRES, 3, "opengauss"},
	{SQL_POSTGRES, 3, "gaussdb"},
	{SQL_POSTGRES, 3, "kingbase"},
	{SQL_POSTGRES, 2, "nextval("},
	{SQL_POSTGRES, 2, " bytea"},
	{SQL_POSTGRES, 2, "::character varying"},
	{SQL_ORACLE, 9, "rem inserting into"},
	{SQL_ORACLE, 4, "set define off"},
	{SQL_ORACLE, 4, "varchar2("},
	{SQL_ORACLE, 3, "to_date("},
	{SQL_ORACLE, 3, "to_timestamp("},
	{SQL_ORACLE, 3, "oracle"},
	{SQL_ORACLE, 3, "\"sysdba\""},
	{SQL_ORACLE, 3, "cluster primary key"},
	{SQL_ORACLE, 3, "dm8"},
	{SQL_ORACLE, 3, "达梦"},
	{SQL_SERVER, 9, "sp_addextendedproperty"},
	{SQL_SERVER, 5, "set ansi_nulls"},
	{SQL_SERVER, 5, "\ngo\n"},
	{SQL_SERVER, 5, "\ngo\r\n"},
	{SQL_SERVER, 4, "[dbo]."},
	{SQL_SERVER, 3, "sql server"},
	{SQL_SERVER, 2, "[nvarchar]"},
	{SQL_STANDARD, 9, "pragma foreign_keys"},
	{SQL_STANDARD, 3, "autoincrement"},
	{SQL_STANDARD, 3, "sqlite"},
};

static size_t
count(const char *text, const char *wanted)
{
	size_t n = 0;

	while ((text = strstr(text, wanted)) != NULL) {
		text += strlen(wanted);
		n++;
	}
	return n;
}

/* Does a backslash end strings, or escape what follows it? */
static SqlDialect
guess_by_backslash(const char *head)
{
	size_t plain = count(head, "\\',") + count(head, "\\')");
	size_t escapes = count(head, "\\'") - plain + count(head, "\\\"") + count(head, "\\n") +
	                 count(head, "\\\\");

	return plain > escapes ? SQL_STANDARD : SQL_MYSQL;
}

/* "Target Server Type    : PostgreSQL", as Navicat has it. */
static SqlDialect
guess_by_target(const char *head)
{
	static const struct {
		SqlDialect dialect;
		const char *name;
	} targets[] = {
		{SQL_MYSQL, "mysql"},     {SQL_MYSQL, "mariadb"},     {SQL_POSTGRES, "postgres"},
		{SQL_POSTGRES, "gauss"},  {SQL_POSTGRES, "kingbase"}, {SQL_ORACLE, "oracle"},
		{SQL_ORACLE, "dm"},       {SQL_SERVER, "sql server"}, {SQL_SERVER, "sqlserver"},
		{SQL_STANDARD, "sqlite"},
	};
	const char *target = strstr(head, "target server type");

	if (target == NULL)
		return N_SQL_DIALECTS;
	g_autofree char *line = g_strndup(target, strcspn(target, "\r\n"));
	for (size_t i = 0; i < G_N_ELEMENTS(targets); i++)
		if (strstr(line, targets[i].name) != NULL)
			return targets[i].dialect;
	return N_SQL_DIALECTS;
}

SqlDialect
sql_dialect_guess(Span head)
{
	g_autofree char *lower =
		g_ascii_strdown(head.length == 0 ? "" : head.bytes, (gssize)head.length);
	unsigned points[N_SQL_DIALECTS] = {0};
	SqlDialect best = guess_by_target(lower);

	if (best != N_SQL_DIALECTS)
		return best;
	best = SQL_MYSQL;
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (strstr(lower, signs[i].text) != NULL)
			points[signs[i].dialect] += signs[i].weight;
	for (unsigned i = 0; i < N_SQL_DIALECTS; i++)
		if (points[i] > points[best])
			best = (SqlDialect)i;
	return points[best] == 0 ? guess_by_backslash(lower) : best;
}
