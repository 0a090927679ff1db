/* SPDX-License-Identifier: MIT */
/* The instructions that the core needs by name. */
#ifndef ASM_PROCESSOR_H
#define ASM_PROCESSOR_H

#include <cellblock/types.h>

static inline void cpu_relax(void)
{
	__asm__ volatile("yield" : : : "memory");
}

static inline void cpu_sleep(void)
{
	__asm__ volatile("wfi" : : : "memory");
}

/** Order all earlier accesses to memory before all later ones. */
static inline void memory_barrier(void)
{
	__asm__ volatile("dmb ish" : : : "memory");
}

#endif /* !ASM_PROCESSOR_H */
