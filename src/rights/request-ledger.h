/*
 * request-ledger.h - what the ledger must say of requests, and says exactly once
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "request.h"

/* Write the entries that a run which was cut off still owes. */
bool requests_settle(Dossier *dossier, Ledger *ledger, const char *actor,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FAULT_REFUSED where @request was answered or refused before. */
bool request_must_be_open(const Request *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the person gave, unsealed; wipe it by span_buffer_free. */
char *request_identifier(Dossier *dossier, int64_t number, size_t *ret_length,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
