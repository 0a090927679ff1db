/* SPDX-License-Identifier: MIT */
/* Sets of CPUs by the number that the root cell's kernel gives them. */
#ifndef CELLBLOCK_CPU_SET_H
#define CELLBLOCK_CPU_SET_H

#include <cellblock/types.h>

#define CPU_SET_WORDS 4
#define MAX_CPUS      (CPU_SET_WORDS * 64)
#define CPU_NONE      (~0U)

struct cpu_set {
	u64 words[CPU_SET_WORDS];
};

static inline bool cpu_set_has(const struct cpu_set *set, unsigned int cpu)
{
	return cpu < MAX_CPUS && (set->words[cpu / 64] >> (cpu % 64) & 1);
}

static inline void cpu_set_add(struct cpu_set *set, unsigned int cpu)
{
	set->words[cpu / 64] |= 1UL << (cpu % 64);
}

static inline void cpu_set_remove(struct cpu_set *set, unsigned int cpu)
{
	set->words[cpu / 64] &= ~(1UL << (cpu % 64));
}

/** The smallest member greater than @cpu, or CPU_NONE. Start with CPU_NONE. */
static inline unsigned int cpu_set_next(const struct cpu_set *set,
					unsigned int cpu)
{
	unsigned int word = ++cpu / 64;
	u64 bits;

	if (cpu >= MAX_CPUS)
		return CPU_NONE;
	bits = set->words[word] & (~0UL << (cpu % 64));
	while (!bits) {
		if (++word == CPU_SET_WORDS)
			return CPU_NONE;
		bits = set->words[word];
	}
	return word * 64 + (unsigned int)__builtin_ctzl(bits);
}

#define for_each_cpu(cpu, set)                                       \
	for ((cpu) = cpu_set_next(set, CPU_NONE); (cpu) != CPU_NONE; \
	     (cpu) = cpu_set_next(set, cpu))

#endif /* !CELLBLOCK_CPU_SET_H */
