/*
 * fingerprint.h - keyed fingerprints of erased values, and finding them in raw bytes
 *
 * A value is entered in the forms in which stores write text: UTF-8, GB18030, UTF-16 (both
 * byte orders); long ones in pieces, because pages cut them.  Of each form a window
 * of 7, 11 or 21 bytes has a rolling hash, which a filter tests at every position of the
 * searched bytes (text boundaries do not count: values lie back to back in records); what
 * passes is compared by 128 bits of HMAC-SHA-256 over the whole form.  The chance that
 * bytes which are not the value pass is below (entries x bytes) / 2^128.
 *
 * Memory: 32 bytes an entry and 4 bytes an entry of filter.  On disk the set is sealed under
 * the fingerprint key: when that key is destroyed, the set is gone with it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "seal.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Shorter values cannot be told from chance: they are verified by counting rows. */
#define FINGERPRINT_SHORTEST 7

typedef enum { FORM_UTF8, FORM_GB18030, FORM_UTF16, N_FORMS } FingerprintForm;

typedef struct FingerprintSet FingerprintSet;

FingerprintSet *fingerprint_set_new(const Key *key);
void fingerprint_set_free(FingerprintSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FingerprintSet, fingerprint_set_free)

/* Enter @value (UTF-8).  @tag comes back with its hits.  False where it is too short. */
bool fingerprint_set_add(FingerprintSet *set, Span value, uint32_t tag);

/* Values entered so far, each counted once it is prepared. */
size_t fingerprint_set_values(const FingerprintSet *set);

/* Sort, forget repetitions, build the filters.  Nothing can be entered afterwards. */
void fingerprint_set_prepare(FingerprintSet *set);

bool fingerprint_set_save(const FingerprintSet *set, const char *path,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
FingerprintSet *fingerprint_set_load(const Key *key, const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Put all of @other into @set, before it is prepared. */
void fingerprint_set_merge(FingerprintSet *set, const FingerprintSet *other);

/* Return false to stop. */
typedef bool (*FingerprintVisit)(uint64_t offset, uint32_t length, FingerprintForm form,
                                 uint32_t tag, void *data);

/* Search a stream in pieces; hits across pieces are found once.  Linear, bounded memory. */
typedef struct FingerprintSearch FingerprintSearch;
FingerprintSearch *fingerprint_search_new(const FingerprintSet *set, FingerprintVisit visit,
                                          void *data);
bool fingerprint_search_feed(FingerprintSearch *search, Span piece);
bool fingerprint_search_end(FingerprintSearch *search);
void fingerprint_search_free(FingerprintSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FingerprintSearch, fingerprint_search_free)
