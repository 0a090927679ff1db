/* SPDX-License-Identifier: MIT */
/*
 * What every architecture supplies to the core, documented here once. Its
 * headers <asm/percpu.h>, <asm/cell.h> and <asm/processor.h> bring struct
 * guest_registers, struct arch_percpu, struct arch_cell, this_cpu(),
 * cpu_relax() and the memory barriers.
 */
#ifndef CELLBLOCK_ARCH_H
#define CELLBLOCK_ARCH_H

#include <cellblock/cell.h>
#include <cellblock/percpu.h>
#include <asm/processor.h>

/** Fill hypervisor_space but its root. First call on the first CPU. */
void arch_paging_init(void);

/** Extra mappings in hypervisor_space, such as the way back; -ENOMEM. */
int arch_paging_map(void);

/** Switch the calling CPU to hypervisor_space. */
void arch_paging_activate(void);

/** Check the hardware and find the devices that isolation needs; -errno. */
int arch_init(void);

/** Prepare the calling CPU; changes nothing that its guest sees. -errno. */
int arch_cpu_init(struct per_cpu *cpu);

/** Make the calling CPU's root-cell guest subject to its cell. Can't fail. */
void arch_cpu_activate(struct per_cpu *cpu);

/**
 * Give the calling CPU back as it was, @activated or only initialised, and
 * return @result to whoever entered or called. For good.
 */
__noreturn void arch_cpu_leave(struct per_cpu *cpu, bool activated, int result);

/** Put the calling CPU's guest into its reset state; it starts at @pc. */
void arch_cpu_reset(struct per_cpu *cpu, u64 pc, u64 argument);

/** The guest of the calling CPU won't run until reset: silence its devices. */
void arch_cpu_quiesce(struct per_cpu *cpu);

/** No CPU of @cell runs: silence the devices that its CPUs share. */
void arch_cell_quiesce(struct cell *cell);

/** Sleep until arch_cpu_kick(); kicks that came before count as well. */
void arch_cpu_wait(struct per_cpu *cpu);

/** Make @cpu call cpu_check_orders() soon, wherever it is. */
void arch_cpu_kick(struct per_cpu *cpu);

/** Whether kernels of this configuration's architecture run here. */
bool arch_config_fits(u8 architecture);

/** Check the id and fill @cell->space but its root; refuses with -errno. */
int arch_cell_init(struct cell *cell);

/** The architecture's end of the communication region. */
void arch_comm_region_fill(struct cell *cell);

/** The VMID or ASID of @cell, for debuggers. */
u32 arch_cell_vmid(const struct cell *cell);

/**
 * Copy between memory or device registers that may not exist and memory that
 * does. An aligned access of 1, 2, 4 or 8 bytes is a single one. False if the
 * bus refused it.
 */
bool arch_copy(volatile void *to, const volatile void *from, u64 size);

/** Write back and drop cached data of a mapped range, so that guests see it
 * even with their caches off. */
void arch_clean_memory(const void *start, u64 size);

/** Drop cached instructions on all CPUs. */
void arch_drop_instructions(void);

/** The calling CPU's guest registers on the console. */
void arch_print_guest(const struct per_cpu *cpu);

#endif /* !CELLBLOCK_ARCH_H */
