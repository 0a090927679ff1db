/* SPDX-License-Identifier: MIT */
/* The GICv3 as the steward uses it: one timer interrupt and one SGI. */
#ifndef STEWARD_GIC_H
#define STEWARD_GIC_H

#include <jailhouse/types.h>

/**
 * Walks the redistributor frames and fills in each CPU's affinity.
 * Returns the number of CPUs, at most the capacity.
 */
unsigned int gic_find_cpus(__u64 *affinity, unsigned int capacity);

/** Turns the distributor on; once, before any other CPU runs. */
void gic_init_distributor(void);

/** Wakes the calling CPU's redistributor and opens its CPU interface. */
void gic_init_cpu(unsigned int cpu);

/** Silences the calling CPU before it goes off line. */
void gic_exit_cpu(unsigned int cpu);

/** Wakes a CPU out of its wait, by SGI. */
void gic_wake(__u64 affinity);

/** Called from the vectors, with interrupts masked. */
void gic_handle_interrupt(void);

#endif /* !STEWARD_GIC_H */
