/*
 * container-read.h - the records of one container, looked at column by column
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "survey-container.h"

/* What looks at the records of all containers, one batch after the other. */
typedef struct ContainerReader ContainerReader;

/* Everything is lent. */
ContainerReader *container_reader_new(const HashKey *key, const GDate *stop, PersonCount *persons,
                                      IdentifierCounts *counts);
void container_reader_free(ContainerReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContainerReader, container_reader_free)

/*
 * For the oracle of the tests: ask the detectors about every value, and remember nothing.  What is
 * found must be the same.
 */
void container_reader_ask_always(ContainerReader *reader);

/* Count what the records of @batch, all of @scan's container, hold. */
void container_reader_take(ContainerReader *reader, ContainerScan *scan, const RecordBatch *batch);
