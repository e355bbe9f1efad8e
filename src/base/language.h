/*
 * language.h - text for people, in English and in Chinese
 *
 * The msgid is the English text.  Catalogues are po/zh/NAME.po, joined and compiled at build time
 * (gettext's format) and built into the program; they are looked up by language and
 * never by the system's locale, so that a report in Chinese can be made in LC_ALL=C.
 *
 * Language is a parameter of every rendering.  The one exception is the text of errors,
 * which is made where the error happens (errors.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum { LANGUAGE_EN, LANGUAGE_ZH, N_LANGUAGES } Language;

/* Marks a string for tools/check-catalogue; it is translated where it is used. */
#define N_(text) (text)

/* @text in @language; @text itself where the catalogue has none.  Never NULL, never freed. */
const char *translate(Language language, const char *text) G_GNUC_FORMAT(2);

/* "en", "zh", "zh-CN", "zh_CN.UTF-8", ...; false and unchanged for anything else. */
bool language_from_name(const char *name, Language *ret_language);

/* TINGFU_LANG, else LC_ALL, LC_MESSAGES, LANG; English where none says Chinese. */
Language language_from_environment(void);

/* The BCP 47 tag: "en" or "zh-CN". */
const char *language_tag(Language language);
