/*
 * survey-container.h - one container while it is read: counts, sketches, hashes of persons
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "distinct-count.h"
#include "field-tally.h"
#include "inventory.h"
#include "person-count.h"
#include "read-ahead.h"
#include "sketch.h"

typedef struct {
	FieldTally *tally; /* NULL: no value yet */
	Sketch sketch;
	Sketch items;          /* of lists of keys: what stands in them */
	DistinctCount persons; /* values of identifying kinds */
	ObservationHabit habit;

	int64_t cut; /* values that were longer than the limit */
	/* what name and comment alone said, before any row was read: */
	bool joins;     /* its identifiers join rows to persons */
	bool is_key;    /* names an account: its own key or one that leads there */
	uint64_t realm; /* of which accounts */
	unsigned role;  /* columns of one role are one person's: receiver_*, sender_* */
	bool sensitive;
	KindId expected; /* the kind that the name says; KIND_NONE */
	bool is_list;    /* its name means several keys in one value */
} FieldScan;

typedef struct {
	ContainerFinding *finding; /* owned by the inventory */
	SourceContainerForm form;
	FieldScan *fields;
	size_t n_fields;
	int birth;              /* index of the birth date, -1: none */
	bool birth_is_document; /* it is a resident id */
	bool is_transaction;
	GByteArray *minors; /* two bits a person: under 14, under 18; persons may have many rows */
	int64_t minors_14, minors_18; /* rows of minors that name no person */
	int64_t age_unknown;          /* rows */
	int64_t bytes;
	bool finished;
} ContainerScan;

/* Different identifiers over all containers. */
typedef struct {
	DistinctCount kinds[KIND_ROOM];
	size_t budget; /* of all counts of the scan: see distinct-count.h */
} IdentifierCounts;

/* Take over @container's names; the finding is appended to @inventory. */
ContainerScan *container_scan_new(Inventory *inventory, const char *source,
                                  const SourceContainer *container);
void container_scan_free(ContainerScan *scan);

/* Decide by names alone what to count while reading. */
void container_scan_prepare(ContainerScan *scan, const Inventory *inventory, const HashKey *key,
                            size_t sketch_size);

/* Roles of one row told apart: receiver, sender, contact, ... */
#define N_ROLES 8

/* Kinds of which one value is one person's: a MAC or a plate is a household's. */
bool container_kind_joins(KindId kind);

/* A row of @person, who is under 18, or under 14 as well. */
void container_scan_note_minor(ContainerScan *scan, uint32_t person, bool under_14);

/* After the last record of all containers: minors are persons, however many rows they have. */
void container_scan_count_minors(ContainerScan *scan, const PersonCount *persons);

/* After the last record: the verdicts, samples and counts; once. */
void container_scan_finish(ContainerScan *scan, Inventory *inventory, IdentifierCounts *counts);
