/* SPDX-License-Identifier: MIT */
/* What AArch64 keeps per CPU. */
#ifndef ASM_PERCPU_H
#define ASM_PERCPU_H

#include <cellblock/types.h>
#include <asm/gic-state.h>
#include <asm/layout.h>

struct per_cpu;

/* Pushed by the exception vectors. */
struct guest_registers {
	u64 x[31];
	u64 unused;
};

_Static_assert(sizeof(struct guest_registers) == GUEST_REGISTERS_SIZE,
	       "saved registers");

/* EL2 as Linux' stub left it. */
struct host_state {
	u64 sctlr;
	u64 tpidr;
	u64 hcr;
	u64 cptr;
	u64 cnthctl;
	u64 hstr;
	u64 mdcr;
	u64 vtcr;
	u64 vttbr;
};

struct arch_percpu {
	struct host_state host;
	u64 affinity;  /* of MPIDR_EL1, Aff3 at bit 32 */
	bool faulting; /* inside arch_handle_hypervisor_fault() */
	struct gic_cpu gic;
};

static inline struct per_cpu *this_cpu(void)
{
	struct per_cpu *cpu;

	/* Not volatile: constant for as long as any function runs. */
	__asm__("mrs %0, tpidr_el2" : "=r"(cpu));
	return cpu;
}

#endif /* !ASM_PERCPU_H */
