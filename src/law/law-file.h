/*
 * law-file.h - one file of the rule pack, checked against a table of the keys it may have
 *
 * The files are key files (GKeyFile); texts for people are in English, with the Chinese
 * under "Key[zh]".  An unknown key, a missing one or a number that is none is an error
 * that names the file: a typing mistake must not quietly change what the law says.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "language.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	LAW_KEY_TEXT,
	LAW_KEY_BOTH, /* in both languages */
	LAW_KEY_NUMBER,
	LAW_KEY_FLAG,
	LAW_KEY_LIST, /* joined by ';' */
} LawKeyType;

typedef struct {
	const char *name; /* NULL ends the table */
	LawKeyType type;
	bool required;
} LawKey;

typedef struct LawFile LawFile;

/*
 * Open @name ("cn/clock/guide-notice.clock") of the directory @overlay, else of what is built in.
 * @group is the only group the file may have; NULL: any number of them, all alike.
 */
LawFile *law_file_open(const char *overlay, const char *name, const char *group, const LawKey *keys,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
LawFile *law_file_open_path(const char *path, const char *group, const LawKey *keys,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void law_file_free(LawFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LawFile, law_file_free)

/* Names of all files that end in @suffix, sorted; built in ones and those of @overlay. */
GPtrArray *law_file_names(const char *overlay, const char *suffix,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The bytes of @name, for digests. */
GBytes *law_file_bytes(const char *overlay, const char *name,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *law_file_name(const LawFile *file);
char **law_file_groups(const LawFile *file);
char *law_file_text(const LawFile *file, const char *group, const char *key); /* or NULL */
char *law_file_said(const LawFile *file, const char *group, const char *key, Language language);
char **law_file_list(const LawFile *file, const char *group, const char *key); /* or NULL */
int64_t law_file_number(const LawFile *file, const char *group, const char *key);
bool law_file_flag(const LawFile *file, const char *group, const char *key);
