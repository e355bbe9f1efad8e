/*
 * fuzz-ole.c - hostile ole documents
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz-document.h"
#include "libgsf-leak.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Span head = {(const char *)data, size};

	/* A reader is only opened on what tastes of it. */
	if (document_ole.taste(span_slice(head, 0, DOCUMENT_TASTE), "fuzz.ole") > 0)
		fuzz_document(&document_ole, data, size);
	return 0;
}
