/*
 * report-sample.h - a whole dossier in a directory, its ledger written entry by entry
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "ledger.h"
#include "notice-sample.h"

/* How far the shutdown of the sample has come. */
typedef enum {
	SAMPLE_OPENED,  /* nothing done yet */
	SAMPLE_PLANNED, /* scanned, planned, published */
	SAMPLE_ERASED,  /* carried out and searched: one file has hits, one cannot be searched */
} SampleStage;

typedef struct {
	char *directory;
	Dossier *dossier;
	Ledger *ledger;
} Sample;

/* @settings is taken. */
Sample *sample_new(DossierSettings *settings, SampleStage stage);
/* Closes both and opens them again. */
void sample_reopen(Sample *sample);
void sample_free(Sample *sample);
