/*
 * field-role.h - whom a column speaks of, by the words of its name
 *
 * "receiver_phone" is the receiver's, "guardian_mobile" the guardian's, "mobile" that of
 * the person the row is about.  "member_id" leads to the table whose noun is "member".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The words of a name in snake_case, kebab-case or camelCase, in lower case. */
char **name_words(const char *name);

/* "receiver", "guardian", "operator" ...; NULL where the field speaks of the row's own person. */
const char *field_role(const char *field);

/* The role is played by whoever the person named themselves: the receiver of their goods. */
bool field_role_is_given(const char *role);

/* The role is played by someone for the operator: a clerk, a courier. */
bool field_role_is_staff(const char *role);

/* Who wrote the row down, which is not whom it is about: "create_by", "updater". */
bool field_is_clerk(const char *field);

/* The noun of a table: "ums_member" and "members" give "member". */
char *table_noun(const char *table);

/* The noun a key field leads to: "member_id" and "memberId" give "member"; NULL for no key. */
char *key_noun(const char *field);

/* A name a person goes by on the platform: username, login name, nickname, account. */
bool field_is_handle(const char *field);

/* A copy of a handle in another table: "member_nick_name", "author", "user_name". */
bool field_is_handle_copy(const char *field);
bool words_have(char *const *words, const char *word);
