/* SPDX-License-Identifier: MIT */
/* What the interrupt controller keeps per CPU and per cell. */
#ifndef ASM_GIC_STATE_H
#define ASM_GIC_STATE_H

#include <cellblock/types.h>

#define GIC_IRQ_WORDS 32 /* ids 0 to 1023, 32 per word */

/* The physical CPU interface before the hypervisor took it over. */
struct gic_host_state {
	u64 sre_el2;
	u32 enabled;	   /* GICR_ISENABLER0 */
	u32 priorities[8]; /* GICR_IPRIORITYR0 to 7 */
};

struct gic_cpu {
	volatile u8 *redistributor;
	u64 sgi_target;	 /* ICC_SGI1R_EL1 without the interrupt id */
	u32 sgi_pending; /* atomic: SGIs that others sent here */
	bool overflow;	 /* waiting[] isn't empty */
	/* Interrupts that found no list register. */
	u32 waiting[GIC_IRQ_WORDS];
	struct gic_host_state host;
};

struct gic_cell {
	u32 spis[GIC_IRQ_WORDS];		/* owned; word 0 stays empty */
	u8 root_priorities[GIC_IRQ_WORDS * 32]; /* of those, before */
};

#endif /* !ASM_GIC_STATE_H */
