/*
 * fingerprint.h - keyed fingerprints of erased values, and finding them in raw bytes
 *
 * A value is entered in the forms in which stores write text: UTF-8, GB18030, UTF-16 (both
 * byte orders); long ones in pieces, because pages cut them.  ASCII is entered once: in
 * UTF-16 it is found by taking the zeros out.  Of each form a window of 7, 11 or 21 bytes has
 * a hash, which a filter tests at every position of the searched bytes (text boundaries do not
 * count: values lie back to back in records); what passes is compared by 53 bits of
 * SipHash-2-4 under a key of the set over the whole form.  All hashes are keyed.
 *
 * The chance that one position which is not the value passes is below entries / 2^93 for bytes
 * that have nothing to do with it, and 2^-53 for each entry whose window they share.
 *
 * Memory: 15 bytes an entry, filter and all, 13 while values are entered; most values are one
 * entry: ten million take 151 MB, and 130 MB on disk, where the set is sealed under the
 * fingerprint key piece by piece: when that key is destroyed, the set is gone with it.
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

/* Different values; 0 until it is prepared. */
size_t fingerprint_set_values(const FingerprintSet *set);

/* Bytes that it takes in memory. */
size_t fingerprint_set_bytes(const FingerprintSet *set);

/* Sort, forget repetitions, build the filters.  Nothing can be entered afterwards. */
void fingerprint_set_prepare(FingerprintSet *set);

/* A prepared set. */
bool fingerprint_set_save(const FingerprintSet *set, const char *path,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, prepared. */
FingerprintSet *fingerprint_set_load(const Key *key, const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Add what was saved to @path under the same key, before @set is prepared. */
bool fingerprint_set_read(FingerprintSet *set, const char *path,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

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
