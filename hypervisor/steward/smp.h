/* SPDX-License-Identifier: MIT */
/*
 * The steward's CPUs: bringing them up, taking them off line for a cell, and
 * running a function on all of them at once. CPU 0 commands, the others wait.
 */
#ifndef STEWARD_SMP_H
#define STEWARD_SMP_H

#include <jailhouse/types.h>

/** Runs on a CPU with its interrupts masked; returns 0 or -errno. */
typedef int (*smp_function)(unsigned int cpu);

/** Finds the machine's CPUs and starts them all. */
void smp_init(void);

unsigned int smp_this_cpu(void);
unsigned int smp_online_count(void);
bool smp_is_online(unsigned int cpu);

/** Starts a CPU; 0, or -EIO or -ETIMEDOUT. */
int smp_set_online(unsigned int cpu);

/** Stops a CPU other than 0 by PSCI; 0, or -EIO or -ETIMEDOUT. */
int smp_set_offline(unsigned int cpu);

/**
 * Runs the function on every online CPU at the same time and waits for all.
 * Returns the first result that isn't 0, by CPU number.
 */
int smp_call_online(smp_function function);

/** Runs what CPU 0 asked of this CPU, if anything; interrupts are masked. */
void smp_serve_call(unsigned int cpu);

/** The calling CPU failed for good: counts as off line, calls answer -EIO. */
void smp_set_failed(void);

#endif /* !STEWARD_SMP_H */
