/* SPDX-License-Identifier: MIT */
/* CPUs by PSCI (DEN0022) over SMC, and calls between them; see smp.h. */
#include "smp.h"
#include "board.h"
#include "errno.h"
#include "gic.h"
#include "machine.h"
#include "timer.h"

#define PSCI_CPU_OFF	   0x84000002U
#define PSCI_CPU_ON	   0xc4000003U
#define PSCI_AFFINITY_INFO 0xc4000004U
#define PSCI_AFFINITY_OFF  1

#define MPIDR_AFFINITY 0xff00ffffffUL
#define ANSWER_SECONDS 5

enum cpu_state { CPU_OFFLINE, CPU_ONLINE, CPU_LEAVING, CPU_FAILED };

struct cpu {
	enum cpu_state state;
	smp_function call; /* set by CPU 0, cleared by the CPU itself */
	int result;
};

/* Read by secondary_entry in entry.S; no CPU has this affinity. */
__u64 cpu_affinity[CPU_CAPACITY] = { [0 ... CPU_CAPACITY - 1] = ~0UL };
char cpu_stacks[CPU_CAPACITY][CPU_STACK_SIZE] __attribute__((aligned(16)));

static volatile struct cpu cpus[CPU_CAPACITY];
static unsigned int cpu_count;

void secondary_entry(void);
void smp_secondary_main(unsigned int cpu);

unsigned int smp_this_cpu(void)
{
	__u64 own = read_sysreg(mpidr_el1) & MPIDR_AFFINITY;
	unsigned int cpu = 0;

	while (cpu + 1 < cpu_count && cpu_affinity[cpu] != own)
		cpu++;
	return cpu;
}

bool smp_is_online(unsigned int cpu)
{
	return cpu < cpu_count && cpus[cpu].state == CPU_ONLINE;
}

unsigned int smp_online_count(void)
{
	unsigned int cpu, count = 0;

	for (cpu = 0; cpu < cpu_count; cpu++)
		count += smp_is_online(cpu);
	return count;
}

void smp_serve_call(unsigned int cpu)
{
	smp_function call = cpus[cpu].call;

	if (!call)
		return;
	cpus[cpu].result = call(cpu);
	dsb();
	cpus[cpu].call = 0;
}

void smp_secondary_main(unsigned int cpu)
{
	gic_init_cpu(cpu);
	timer_start_tick();
	cpus[cpu].state = CPU_ONLINE;
	for (;;) {
		/* A masked interrupt still ends the wait, so none is missed. */
		smp_serve_call(cpu);
		wait_for_interrupt();
		irq_unmask();
		isb();
		irq_mask();
	}
}

int smp_set_online(unsigned int cpu)
{
	__u64 deadline = timer_deadline(ANSWER_SECONDS);

	cpus[cpu].call = 0;
	cpus[cpu].state = CPU_OFFLINE;
	dsb();
	if (firmware_call(PSCI_CPU_ON, cpu_affinity[cpu],
			  (__u64)secondary_entry, cpu) != 0)
		return -EIO;
	while (cpus[cpu].state != CPU_ONLINE)
		if (timer_passed(deadline))
			return -ETIMEDOUT;
	return 0;
}

static int leave(unsigned int cpu)
{
	timer_stop();
	gic_exit_cpu(cpu);
	cpus[cpu].state = CPU_LEAVING;
	firmware_call(PSCI_CPU_OFF, 0, 0, 0);
	/* The firmware refused: stay what we were. */
	gic_init_cpu(cpu);
	timer_start_tick();
	cpus[cpu].state = CPU_ONLINE;
	return -EIO;
}

int smp_set_offline(unsigned int cpu)
{
	__u64 deadline = timer_deadline(ANSWER_SECONDS);

	cpus[cpu].result = 0;
	cpus[cpu].call = leave;
	gic_wake(cpu_affinity[cpu]);
	while (firmware_call(PSCI_AFFINITY_INFO, cpu_affinity[cpu], 0, 0) !=
	       PSCI_AFFINITY_OFF) {
		if (!cpus[cpu].call && cpus[cpu].result)
			return cpus[cpu].result;
		if (timer_passed(deadline))
			return -ETIMEDOUT;
	}
	cpus[cpu].call = 0;
	cpus[cpu].state = CPU_OFFLINE;
	return 0;
}

int smp_call_online(smp_function function)
{
	unsigned int cpu;
	int error;

	for (cpu = 1; cpu < cpu_count; cpu++) {
		cpus[cpu].result = 0;
		if (!smp_is_online(cpu))
			continue;
		cpus[cpu].call = function;
		gic_wake(cpu_affinity[cpu]);
	}
	irq_mask();
	error = function(0);
	irq_unmask();
	for (cpu = 1; cpu < cpu_count; cpu++) {
		while (cpus[cpu].call)
			;
		if (!error)
			error = cpus[cpu].result;
	}
	return error;
}

void smp_set_failed(void)
{
	unsigned int cpu = smp_this_cpu();

	cpus[cpu].state = CPU_FAILED;
	cpus[cpu].result = -EIO;
	dsb();
	cpus[cpu].call = 0;
}

void smp_init(void)
{
	unsigned int cpu;

	cpu_count = gic_find_cpus(cpu_affinity, CPU_CAPACITY);
	cpus[0].state = CPU_ONLINE;
	gic_init_distributor();
	gic_init_cpu(0);
	timer_start_tick();
	/* The others look for themselves in the table, caches still off. */
	dsb();
	for (cpu = 1; cpu < cpu_count; cpu++)
		smp_set_online(cpu);
}
