/*
 * residue.h - what is still there: the raw bytes of an artefact, searched for fingerprints
 *
 * Every byte of the file is searched as it lies there, and once more inside whatever is
 * compressed: archives through unpack.h, and gzip streams at any offset (a BLOB in a
 * database page).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "fingerprint.h"
#include "progress.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define RESIDUE_FIRST 16 /* offsets of hits that are remembered */

typedef struct {
	uint64_t bytes; /* searched, inside included */
	uint64_t hits;
	uint64_t inside;               /* of them, inside something compressed */
	uint64_t first[RESIDUE_FIRST]; /* offsets of the first hits; inside: of the stream */
	size_t n_first;
	uint64_t unreadable; /* members of archives that could not be opened */
} ResidueResult;

/* Told of each hit; @packed: inside something compressed. */
typedef struct {
	void (*hit)(FingerprintForm form, uint32_t tag, bool packed, void *data);
	void *data;
} ResidueListener;

/*
 * False, with @error, where the file cannot be read; one that is gone is FAULT_NOT_FOUND.
 * @listener may be NULL.
 */
bool residue_search(const FingerprintSet *set, const char *path, Progress *progress,
                    const ResidueListener *listener, ResidueResult *ret,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
