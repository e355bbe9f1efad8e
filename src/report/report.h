/*
 * report.h - what the shutdown found, decided, did and could prove
 *
 * Everything in a report is read from the dossier and cites the ledger entry that proves
 * it.  The same dossier gives a byte-identical report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "language.h"
#include "ledger.h"

#include <glib.h>
#include <stdbool.h>

/* report/index.html (zh), index.en.html, report.json; refers to nothing outside itself. */
bool report_write(Dossier *dossier, Ledger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;
