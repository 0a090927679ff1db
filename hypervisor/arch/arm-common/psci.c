/* SPDX-License-Identifier: MIT */
/*
 * PSCI 1.1 (Arm DEN 0022): a cell's CPUs switch each other on and off without
 * leaving the cell. Firmware is never asked.
 */
#include <cellblock/control.h>
#include <cellblock/errno.h>
#include <asm/gic.h>
#include <asm/smccc.h>

#define PSCI_VERSION	   0x84000000U
#define PSCI_CPU_SUSPEND   0x84000001U
#define PSCI_CPU_OFF	   0x84000002U
#define PSCI_CPU_ON	   0x84000003U
#define PSCI_AFFINITY_INFO 0x84000004U
#define PSCI_FEATURES	   0x8400000aU
#define PSCI_64_BIT	   0x40000000U
#define SMCCC_VERSION	   0x80000000U

#define PSCI_1_1	0x10001
#define PSCI_SUCCESS	0
#define PSCI_INVALID	(-2L)
#define PSCI_ALREADY_ON (-4L)
#define PSCI_ON_PENDING (-5L)

#define AFFINITY_ON	    0
#define AFFINITY_OFF	    1
#define AFFINITY_ON_PENDING 2

static struct per_cpu *find_in_cell(const struct per_cpu *caller, u64 affinity)
{
	struct per_cpu *cpu = gic_find_cpu(affinity);

	return cpu && cpu->cell == caller->cell ? cpu : NULL;
}

static long cpu_on(const struct per_cpu *caller, u64 affinity, u64 pc,
		   u64 context)
{
	struct per_cpu *cpu = find_in_cell(caller, affinity);

	if (!cpu)
		return PSCI_INVALID;
	switch (cpu_power_on(cpu, pc, context)) {
	case 0:
		return PSCI_SUCCESS;
	case -EINVAL:
		return PSCI_ON_PENDING;
	default:
		return PSCI_ALREADY_ON;
	}
}

static long affinity_info(const struct per_cpu *caller, u64 affinity, u64 level)
{
	const struct per_cpu *cpu = find_in_cell(caller, affinity);

	if (!cpu || level)
		return PSCI_INVALID;
	switch (cpu->control.power) {
	case CPU_ON:
		return AFFINITY_ON;
	case CPU_ON_PENDING:
		return AFFINITY_ON_PENDING;
	default:
		return AFFINITY_OFF;
	}
}

static long features(u32 function)
{
	switch (function & ~PSCI_64_BIT) {
	case PSCI_VERSION:
	case PSCI_CPU_SUSPEND:
	case PSCI_CPU_OFF:
	case PSCI_CPU_ON:
	case PSCI_AFFINITY_INFO:
	case PSCI_FEATURES:
	case SMCCC_VERSION:
		return PSCI_SUCCESS;
	}
	return (long)SMCCC_NOT_SUPPORTED;
}

bool psci_call(struct per_cpu *cpu, u32 function)
{
	u64 *x = cpu->guest.x;

	switch (function & ~PSCI_64_BIT) {
	case PSCI_VERSION:
		x[0] = PSCI_1_1;
		return true;
	case PSCI_CPU_SUSPEND:
		/* What the guest has been handed already can't wake this CPU. */
		if (!gic_lists_used())
			cpu_sleep();
		x[0] = PSCI_SUCCESS;
		return true;
	case PSCI_CPU_OFF:
		cpu_power_off(cpu); /* returns in the next life */
		return true;
	case PSCI_CPU_ON:
		x[0] = (u64)cpu_on(cpu, x[1], x[2], x[3]);
		return true;
	case PSCI_AFFINITY_INFO:
		x[0] = (u64)affinity_info(cpu, x[1], x[2]);
		return true;
	case PSCI_FEATURES:
		x[0] = (u64)features((u32)x[1]);
		return true;
	}
	return false;
}
