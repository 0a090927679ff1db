/* SPDX-License-Identifier: MIT */
/*
 * Hypercalls of ARM guests: HVC #0x4a48, number and result in r0, arguments in
 * r1 and r2. The calls exist only where the compiler targets 32-bit ARM; the
 * rest of the header serves any compiler.
 */
#ifndef JAILHOUSE_ARM_HYPERCALL_H
#define JAILHOUSE_ARM_HYPERCALL_H

#include <jailhouse/types.h>

#ifndef __ASSEMBLY__
typedef __u32 __jh_arg;
#endif

#include "../../arm-common/asm/jailhouse_hypercall.h"

#define JAILHOUSE_CPU_STAT_VMEXITS_CP15		(JAILHOUSE_GENERIC_CPU_STATS + 5)
#define JAILHOUSE_NUM_CPU_STATS			(JAILHOUSE_GENERIC_CPU_STATS + 6)

#if !defined(__ASSEMBLY__) && defined(__arm__)

/*
 * The assembler may have been told of a CPU without the virtualization
 * extensions, which a guest's code otherwise doesn't need.
 */
#define JAILHOUSE_ARM_HVC	".arch_extension virt\n" "hvc %[code]"

/**
 * jailhouse_call() - make a hypercall without arguments.
 * @num: JAILHOUSE_HC_*
 *
 * Returns its result, or a negative errno.
 */
static inline __jh_arg jailhouse_call(__jh_arg num)
{
	register __jh_arg result __asm__("r0") = num;

	__asm__ volatile(JAILHOUSE_ARM_HVC
			 : "+r" (result)
			 : [code] "i" (JAILHOUSE_HVC_CODE)
			 : "memory");
	return result;
}

/** jailhouse_call_arg1() - make a hypercall with one argument. */
static inline __jh_arg jailhouse_call_arg1(__jh_arg num, __jh_arg arg1)
{
	register __jh_arg result __asm__("r0") = num;
	register __jh_arg first __asm__("r1") = arg1;

	__asm__ volatile(JAILHOUSE_ARM_HVC
			 : "+r" (result), "+r" (first)
			 : [code] "i" (JAILHOUSE_HVC_CODE)
			 : "memory");
	return result;
}

/** jailhouse_call_arg2() - make a hypercall with two arguments. */
static inline __jh_arg jailhouse_call_arg2(__jh_arg num, __jh_arg arg1, __jh_arg arg2)
{
	register __jh_arg result __asm__("r0") = num;
	register __jh_arg first __asm__("r1") = arg1;
	register __jh_arg second __asm__("r2") = arg2;

	__asm__ volatile(JAILHOUSE_ARM_HVC
			 : "+r" (result), "+r" (first), "+r" (second)
			 : [code] "i" (JAILHOUSE_HVC_CODE)
			 : "memory");
	return result;
}

#undef JAILHOUSE_ARM_HVC

#endif /* !__ASSEMBLY__ && __arm__ */

#endif /* !JAILHOUSE_ARM_HYPERCALL_H */
