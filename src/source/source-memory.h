/*
 * source-memory.h - filling a source that lives in memory, for tests
 *
 * A store outlives the sources opened on it with "memory:NAME", until it is dropped.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "source.h"

typedef struct MemoryStore MemoryStore;

/* The store of that name, made where it is new. */
MemoryStore *memory_store(const char *name);
void memory_store_drop(const char *name);

/* A container with @fields (NULL-terminated names). */
void memory_store_table(MemoryStore *store, const char *container, const char *const *fields);

/* A record; a NULL among @values is a null.  As many values as the container has fields. */
void memory_store_add(MemoryStore *store, const char *container, const char *const *values);

/* From here on, reading @container fails after @rows records: what a lost connection does. */
void memory_store_fail_after(MemoryStore *store, const char *container, uint64_t rows);
