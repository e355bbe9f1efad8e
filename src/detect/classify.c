/*
 * classify.c - which form of the classifier this machine can run
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-masks.h"

#if defined(__x86_64__)
#define HAS_AVX2   (__builtin_cpu_supports("avx2") != 0)
#define HAS_AVX512 (__builtin_cpu_supports("avx512bw") != 0)
#else
#define HAS_AVX2   false
#define HAS_AVX512 false
#endif

/* From the narrowest to the widest. */
const ClassifyForm *
classify_forms(void)
{
	static const ClassifyForm all[] = {
		{"scalar", classify_scalar},
		{"sse2", classify_sse2},
#if defined(__x86_64__)
		{"avx2", classify_avx2},
		{"avx512", classify_avx512},
#endif
		{NULL, NULL},
	};
	static const ClassifyForm without_avx512[] = {
		{"scalar", classify_scalar},
		{"sse2", classify_sse2},
#if defined(__x86_64__)
		{"avx2", classify_avx2},
#endif
		{NULL, NULL},
	};
	static const ClassifyForm narrow[] = {
		{"scalar", classify_scalar},
		{"sse2", classify_sse2},
		{NULL, NULL},
	};

	if (!HAS_AVX2)
		return narrow;
	return HAS_AVX512 ? all : without_avx512;
}

Classify
classify_best(void)
{
	const ClassifyForm *form = classify_forms();

	while (form[1].name != NULL)
		form++;
	return form->classify;
}
