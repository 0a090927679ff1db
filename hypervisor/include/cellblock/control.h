/* SPDX-License-Identifier: MIT */
/* Steering CPUs: suspend, reset, switch off, park. */
#ifndef CELLBLOCK_CONTROL_H
#define CELLBLOCK_CONTROL_H

#include <cellblock/percpu.h>

/** Stop @cpu inside the hypervisor; not for the calling CPU. */
void cpu_suspend(struct per_cpu *cpu);
void cpu_resume(struct per_cpu *cpu);

/** Whether @cpu executes its guest, or would if it weren't suspended. */
bool cpu_is_on(const struct per_cpu *cpu);

/** An order for a suspended CPU, obeyed once it resumes. */
void cpu_order_off(struct per_cpu *cpu);

/**
 * Start a CPU that is off, on behalf of its cell.
 * -EBUSY if it is on already, -EINVAL if a start is pending.
 */
int cpu_power_on(struct per_cpu *cpu, u64 pc, u64 argument);

/** Switch the calling CPU off; returns when it has been reset. */
void cpu_power_off(struct per_cpu *cpu);

/** The calling CPU's cell broke a rule: park; returns when it is reset. */
void cpu_park(struct per_cpu *cpu);

/** A bug in the hypervisor: this CPU never runs a guest again. */
__noreturn void cpu_stop(struct per_cpu *cpu);

/** Follow pending orders; may return with the guest's registers reset. */
void cpu_check_orders(struct per_cpu *cpu);

/** Total exits and @statistic go up by one. */
static inline void cpu_count_exit(struct per_cpu *cpu, unsigned int statistic)
{
	cpu->statistics[JAILHOUSE_CPU_STAT_VMEXITS_TOTAL]++;
	cpu->statistics[statistic]++;
}

#endif /* !CELLBLOCK_CONTROL_H */
