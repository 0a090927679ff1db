/* SPDX-License-Identifier: MIT */
/*
 * Steering CPUs. A CPU is steered by flags in its control structure and a
 * kick, an interrupt that makes it look at them. Orders are written either
 * by a manager that has suspended the CPU, or by whoever has changed its power
 * state from off to pending; so there is one writer.
 */
#include <cellblock/arch.h>
#include <cellblock/control.h>
#include <cellblock/debug-record.h>
#include <cellblock/errno.h>
#include <cellblock/printk.h>

#define flag_get(flag)	      __atomic_load_n(&(flag), __ATOMIC_ACQUIRE)
#define flag_set(flag, value) __atomic_store_n(&(flag), value, __ATOMIC_RELEASE)

void cpu_suspend(struct per_cpu *cpu)
{
	if (flag_get(cpu->control.power) == CPU_STOPPED)
		return;
	flag_set(cpu->control.suspend, true);
	memory_barrier();
	arch_cpu_kick(cpu);
	while (!flag_get(cpu->control.suspended) &&
	       flag_get(cpu->control.power) != CPU_STOPPED)
		cpu_relax();
}

static bool has_resumed(const struct per_cpu *cpu)
{
	return flag_get(cpu->control.power) == CPU_STOPPED ||
	       (!flag_get(cpu->control.suspended) &&
		flag_get(cpu->control.order) != ORDER_OFF);
}

/*
 * Waits until the CPU has noticed, otherwise the next cpu_suspend() could
 * take the old confirmation for a new one; and until it is off if it shall
 * be, because it may be switched on as soon as this returns.
 */
void cpu_resume(struct per_cpu *cpu)
{
	flag_set(cpu->control.suspend, false);
	while (!has_resumed(cpu))
		cpu_relax();
}

bool cpu_is_on(const struct per_cpu *cpu)
{
	return flag_get(cpu->control.power) == CPU_ON;
}

void cpu_order_off(struct per_cpu *cpu)
{
	flag_set(cpu->control.order, ORDER_OFF);
}

int cpu_power_on(struct per_cpu *cpu, u64 pc, u64 argument)
{
	u32 power = CPU_OFF;

	if (!__atomic_compare_exchange_n(&cpu->control.power, &power,
					 CPU_ON_PENDING, false,
					 __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
		return power == CPU_ON_PENDING ? -EINVAL : -EBUSY;
	cpu->control.reset_pc = pc;
	cpu->control.reset_argument = argument;
	flag_set(cpu->control.order, ORDER_RESET);
	memory_barrier();
	arch_cpu_kick(cpu);
	return 0;
}

static void set_state(struct per_cpu *cpu, u32 power, u32 debug_state)
{
	flag_set(cpu->control.power, power);
	cpu->debug->state = debug_state;
}

void cpu_power_off(struct per_cpu *cpu)
{
	arch_cpu_quiesce(cpu);
	set_state(cpu, CPU_OFF, DEBUG_CPU_OFF);
	cpu_check_orders(cpu);
}

void cpu_park(struct per_cpu *cpu)
{
	printk("Parking CPU %u (Cell: \"%s\")\n", cpu->id,
	       cpu->cell->config->name);
	arch_cpu_quiesce(cpu);
	set_state(cpu, CPU_FAILED, DEBUG_CPU_PARKED);
	cell_cpu_failed(cpu->cell);
	cpu_check_orders(cpu);
}

__noreturn void cpu_stop(struct per_cpu *cpu)
{
	printk("Stopping CPU %u (Cell: \"%s\")\n", cpu->id,
	       cpu->cell ? cpu->cell->config->name : "");
	set_state(cpu, CPU_STOPPED, DEBUG_CPU_STOPPED);
	if (cpu->cell)
		cell_cpu_failed(cpu->cell);
	for (;;)
		cpu_sleep();
}

static void stand_while_suspended(struct per_cpu *cpu)
{
	flag_set(cpu->control.suspended, true);
	while (flag_get(cpu->control.suspend))
		cpu_relax();
	flag_set(cpu->control.suspended, false);
}

void cpu_check_orders(struct per_cpu *cpu)
{
	struct cpu_control *control = &cpu->control;

	for (;;) {
		if (flag_get(control->suspend)) {
			stand_while_suspended(cpu);
			continue;
		}
		switch (flag_get(control->order)) {
		case ORDER_RESET:
			control->order = ORDER_NONE;
			control->resets++;
			arch_cpu_reset(cpu, control->reset_pc,
				       control->reset_argument);
			set_state(cpu, CPU_ON, DEBUG_CPU_HYPERVISOR);
			return;
		case ORDER_OFF:
			arch_cpu_quiesce(cpu);
			set_state(cpu, CPU_OFF, DEBUG_CPU_OFF);
			flag_set(control->order, ORDER_NONE);
			continue;
		}
		if (cpu_is_on(cpu))
			return;
		arch_cpu_wait(cpu);
	}
}
