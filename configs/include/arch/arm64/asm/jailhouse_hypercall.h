/* SPDX-License-Identifier: MIT */
/*
 * Hypercalls of ARM64 guests: HVC #0x4a48, number and result in x0, arguments
 * in x1 and x2. The calls exist only where the compiler targets AArch64; the
 * rest of the header serves any compiler.
 */
#ifndef JAILHOUSE_ARM64_HYPERCALL_H
#define JAILHOUSE_ARM64_HYPERCALL_H

#include <jailhouse/types.h>

#ifndef __ASSEMBLY__
typedef __u64 __jh_arg;
#endif

#include "../../arm-common/asm/jailhouse_hypercall.h"

#define JAILHOUSE_NUM_CPU_STATS			(JAILHOUSE_GENERIC_CPU_STATS + 5)

#if !defined(__ASSEMBLY__) && defined(__aarch64__)

/**
 * jailhouse_call() - make a hypercall without arguments.
 * @num: JAILHOUSE_HC_*
 *
 * Returns its result, or a negative errno.
 */
static inline __jh_arg jailhouse_call(__jh_arg num)
{
	register __jh_arg result __asm__("x0") = num;

	__asm__ volatile("hvc %1"
			 : "+r" (result)
			 : "i" (JAILHOUSE_HVC_CODE)
			 : "memory");
	return result;
}

/** jailhouse_call_arg1() - make a hypercall with one argument. */
static inline __jh_arg jailhouse_call_arg1(__jh_arg num, __jh_arg arg1)
{
	register __jh_arg result __asm__("x0") = num;
	register __jh_arg first __asm__("x1") = arg1;

	__asm__ volatile("hvc %2"
			 : "+r" (result), "+r" (first)
			 : "i" (JAILHOUSE_HVC_CODE)
			 : "memory");
	return result;
}

/** jailhouse_call_arg2() - make a hypercall with two arguments. */
static inline __jh_arg jailhouse_call_arg2(__jh_arg num, __jh_arg arg1, __jh_arg arg2)
{
	register __jh_arg result __asm__("x0") = num;
	register __jh_arg first __asm__("x1") = arg1;
	register __jh_arg second __asm__("x2") = arg2;

	__asm__ volatile("hvc %3"
			 : "+r" (result), "+r" (first), "+r" (second)
			 : "i" (JAILHOUSE_HVC_CODE)
			 : "memory");
	return result;
}

#endif /* !__ASSEMBLY__ && __aarch64__ */

#endif /* !JAILHOUSE_ARM64_HYPERCALL_H */
