/*
 * classify.c - which form of the block pass this machine can run
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-masks.h"

/* From the narrowest to the widest. */
const BlockForm *const *
block_forms(void)
{
#if defined(__x86_64__)
	static const BlockForm *const all[] = {&block_form_scalar, &block_form_sse2,
	                                       &block_form_avx2, &block_form_avx512, NULL};
	static const BlockForm *const half[] = {&block_form_scalar, &block_form_sse2,
	                                        &block_form_avx2, NULL};

	bool bits = __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0;

	if (bits && __builtin_cpu_supports("avx2") != 0)
		return __builtin_cpu_supports("avx512bw") != 0 &&
		                       __builtin_cpu_supports("avx512vbmi") != 0 &&
		                       __builtin_cpu_supports("avx512vbmi2") != 0
		               ? all
		               : half;
#endif
	static const BlockForm *const narrow[] = {&block_form_scalar, &block_form_sse2, NULL};
	return narrow;
}

const BlockForm *
block_form_best(void)
{
	const BlockForm *const *form = block_forms();

	while (form[1] != NULL)
		form++;
	return *form;
}
