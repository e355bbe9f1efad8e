/*
 * fuzz-json.c - hostile json documents
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fuzz-document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_document(&document_json, data, size);
	return 0;
}
