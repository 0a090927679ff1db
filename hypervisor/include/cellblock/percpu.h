/* SPDX-License-Identifier: MIT */
/*
 * What belongs to one CPU: its stack, which ends with the saved registers of
 * the guest, and its state. The areas follow the image, one per possible CPU.
 */
#ifndef CELLBLOCK_PERCPU_H
#define CELLBLOCK_PERCPU_H

#include <jailhouse/hypercall.h>
#include <cellblock/cpu-set.h>
#include <cellblock/header.h>
#include <asm/percpu.h>

struct cell;
struct debug_cpu;

enum cpu_power {
	CPU_ON,
	CPU_OFF,
	CPU_ON_PENDING,
	CPU_FAILED,  /* parked: its cell violated a rule */
	CPU_STOPPED, /* by a bug in the hypervisor, for good */
};

enum cpu_order {
	ORDER_NONE,
	ORDER_RESET, /* start at reset_pc */
	ORDER_OFF,
};

/* How other CPUs steer this one, see core/control.c. */
struct cpu_control {
	bool suspend;
	bool suspended;
	u32 power; /* enum cpu_power */
	u32 order; /* enum cpu_order */
	u64 reset_pc;
	u64 reset_argument;
	u32 resets; /* how often the guest was reset */
};

struct per_cpu {
	u8 stack[PERCPU_STACK_SIZE - sizeof(struct guest_registers)];
	struct guest_registers guest;

	u32 id;
	bool initialized;
	struct cell *cell;
	struct debug_cpu *debug;
	struct cpu_control control;
	u32 statistics[JAILHOUSE_NUM_CPU_STATS];
	bool leaving; /* the hypervisor is being disabled */
	struct arch_percpu arch;
} __attribute__((aligned(PAGE_SIZE)));

_Static_assert(sizeof(struct per_cpu) == PERCPU_SIZE, "per-CPU area");

static inline struct per_cpu *cpu_area(unsigned int cpu)
{
	return (struct per_cpu *)(void *)__core_end + cpu;
}

#endif /* !CELLBLOCK_PERCPU_H */
