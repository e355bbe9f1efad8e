/*
 * entry.h - the text of an entry, format 1
 *
 * An object of canonical JSON with the members, in this order: actor, after, before, boot,
 * commitment {sha256, sm3}, format, index, kind, monotonic, payload, plan_digest,
 * requirements, result, role, time.  What the caller left out is not there.
 *
 *     time         UTC, "2026-10-31T09:00:00.000000Z"
 *     monotonic    seconds since the machine started, "13728.461907"
 *     boot         which start that was; "unknown" where the kernel does not say
 *     commitment   SHA-256 and SM3 over 32 bytes of salt and the text; who has the salt
 *                  (keys/salts) can show what was meant, nobody else can guess it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "ledger.h"

#define ENTRY_FORMAT 1
#define ENTRY_SALT   32

/* The text of entry @index.  @salt is used where there is something to commit to. */
char *entry_make(uint64_t index, int64_t now, const LedgerRecord *record,
                 const uint8_t salt[ENTRY_SALT], GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Parse the entry that stands at @index; FAULT_TAMPERED unless it is canonical and says so
 * itself, FAULT_UNSUPPORTED where its format is a newer one.
 */
json_t *entry_parse(Span text, uint64_t index, GError **error) G_GNUC_WARN_UNUSED_RESULT;
