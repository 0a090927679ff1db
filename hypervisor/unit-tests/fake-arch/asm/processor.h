/* SPDX-License-Identifier: MIT */
/* The instructions that the core needs, for a host that runs its tests. */
#ifndef ASM_PROCESSOR_H
#define ASM_PROCESSOR_H

static inline void cpu_relax(void)
{
}

static inline void cpu_sleep(void)
{
}

static inline void memory_barrier(void)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

#endif /* !ASM_PROCESSOR_H */
