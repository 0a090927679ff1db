/* SPDX-License-Identifier: MIT */
/* Bringing the hypervisor up and taking it down again. */
#ifndef CELLBLOCK_SETUP_H
#define CELLBLOCK_SETUP_H

#include <cellblock/percpu.h>

/**
 * Called by every CPU on its own stack, in its first seconds as a hypervisor.
 * Returns when the guest shall continue, with the driver's result 0; errors
 * leave through arch_cpu_leave().
 */
void entry(struct per_cpu *cpu, u32 id);

/** CPUs that the architecture had to turn away before entry(); atomic. */
extern u32 entry_refusals;

/** Serve JAILHOUSE_HC_DISABLE; returns only when it is refused. */
long hypervisor_disable(u64 unused);

#endif /* !CELLBLOCK_SETUP_H */
