/* SPDX-License-Identifier: MIT */
/* Calls by the SMC calling convention, whose owner is the hypervisor. */
#ifndef ASM_SMCCC_H
#define ASM_SMCCC_H

#include <cellblock/percpu.h>

/** Serve the call in the guest's registers; @pc is its instruction. */
void smccc_call(struct per_cpu *cpu, u64 pc, u64 esr);

/** Serve PSCI function @function; false when there is none. */
bool psci_call(struct per_cpu *cpu, u32 function);

#define SMCCC_NOT_SUPPORTED (~0UL)

#endif /* !ASM_SMCCC_H */
