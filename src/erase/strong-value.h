/*
 * strong-value.h - which values of a container can be proven absent by searching bytes
 *
 * Strong: at least 11 bytes, or of a kind with a check.  Two-character names, ages and
 * genders are not; rows are counted for them.  A value of no certain kind that many
 * rows share (a city, the default picture) names nobody and would be found where it is
 * lawful; it is left out, and how many were is said.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "fingerprint.h"
#include "work.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define STRONG_BYTES 11

typedef struct {
	uint64_t weak;   /* too short or a bare date: rows are counted instead */
	uint64_t common; /* shared by many rows */
} StrongCount;

/* Enter all strong values of @container into @set. */
bool strong_values_enter(const Work *work, const ContainerFinding *container, FingerprintSet *set,
                         StrongCount *count, GError **error) G_GNUC_WARN_UNUSED_RESULT;
