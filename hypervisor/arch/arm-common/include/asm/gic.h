/* SPDX-License-Identifier: MIT */
/* The interrupt controller to the rest of the architecture. */
#ifndef ASM_GIC_H
#define ASM_GIC_H

#include <cellblock/cell.h>
#include <cellblock/percpu.h>
#include <asm/gic-registers.h>
#include <asm/processor.h>

/** Find the calling CPU's redistributor; -errno. */
int gic_cpu_init(struct per_cpu *cpu);

/** Put the virtual CPU interface between guest and controller, and back. */
void gic_cpu_activate(struct per_cpu *cpu);
void gic_cpu_leave(struct per_cpu *cpu);

/** Nothing is pending, active or enabled for the guest of this CPU. */
void gic_cpu_reset(struct per_cpu *cpu);

/** A physical interrupt has left the guest. */
void gic_handle_irq(struct per_cpu *cpu, u64 pc);

/** Serve a guest's write to ICC_SGI1R_EL1. */
void gic_send_sgi(struct per_cpu *cpu, u64 value);

/** The CPU with an affinity as in MPIDR_EL1, or NULL. */
struct per_cpu *gic_find_cpu(u64 affinity);

/* Between the parts of the controller. */

extern volatile u8 *gic_distributor;
extern u32 gic_maintenance_irq;

/* The redistributors lie in one range, a frame per CPU. */
extern struct gic_frames {
	volatile u8 *base;
	unsigned int stride_shift;
	unsigned int count;
	struct per_cpu *cpus[MAX_CPUS];
} gic_frames;

enum mmio_result gic_distributor_access(void *context,
					struct mmio_access *access);
enum mmio_result gic_redistributor_access(void *context,
					  struct mmio_access *access);

/* gic-lists.c: the list registers */
void gic_lists_init(void);
/** Empty the list registers for a guest that won't run on. */
void gic_lists_drop(struct per_cpu *cpu);
/** Move everything that waits into free list registers. */
void gic_lists_refill(struct per_cpu *cpu);
/** Whether the calling CPU's guest has pending or active interrupts. */
bool gic_lists_used(void);
/** Hand a physical interrupt, acknowledged but active, to the guest. */
void gic_lists_add_hardware(struct per_cpu *cpu, u32 irq);
/** Rebuild physical state in the lists, and lists in physical state. */
void gic_lists_take(struct per_cpu *cpu);
void gic_lists_give_back(struct per_cpu *cpu);

static inline u32 gic_read(volatile u8 *base, u64 offset)
{
	return *(volatile u32 *)(volatile void *)(base + offset);
}

static inline void gic_write(volatile u8 *base, u64 offset, u32 value)
{
	*(volatile u32 *)(volatile void *)(base + offset) = value;
}

#endif /* !ASM_GIC_H */
