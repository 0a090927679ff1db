/* SPDX-License-Identifier: MIT */
/* Hypercalls: a table of what each number does and who may ask. */
#include <cellblock/cell.h>
#include <cellblock/control.h>
#include <cellblock/hypercall.h>
#include <cellblock/paging.h>
#include <cellblock/printk.h>
#include <cellblock/refuse.h>
#include <cellblock/setup.h>

static long call_hypervisor_get_info(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)cpu;
	(void)second;
	switch (first) {
	case JAILHOUSE_INFO_MEM_POOL_SIZE:
		return (long)memory_pool.pages;
	case JAILHOUSE_INFO_MEM_POOL_USED:
		return (long)memory_pool.used;
	case JAILHOUSE_INFO_REMAP_POOL_SIZE:
		return (long)remap_pool.pages;
	case JAILHOUSE_INFO_REMAP_POOL_USED:
		return (long)remap_pool.used;
	case JAILHOUSE_INFO_NUM_CELLS:
		return num_cells;
	default:
		return -EINVAL;
	}
}

static long call_cpu_get_info(struct per_cpu *cpu, u64 first, u64 second)
{
	const struct per_cpu *subject;
	u64 statistic = second - JAILHOUSE_CPU_INFO_STAT_BASE;

	if (first >= hypervisor_header.max_cpus ||
	    !cpu_area((unsigned int)first)->initialized)
		return -EINVAL;
	subject = cpu_area((unsigned int)first);
	if (cpu->cell != &root_cell && cpu->cell != subject->cell)
		return -EPERM;
	if (second == JAILHOUSE_CPU_INFO_STATE)
		return subject->control.power == CPU_FAILED
			       ? JAILHOUSE_CPU_FAILED
			       : JAILHOUSE_CPU_RUNNING;
	if (statistic < JAILHOUSE_NUM_CPU_STATS)
		return subject->statistics[statistic] & 0x7fffffff;
	return -EINVAL;
}

static long call_debug_console_putc(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)second;
	if (!CELL_FLAGS_VIRTUAL_CONSOLE_PERMITTED(cpu->cell->config->flags))
		return -EPERM;
	console_put((u16)cpu->cell->id, (char)first);
	return 0;
}

static const struct {
	long (*manage)(u64 argument); /* for the root cell only */
	long (*serve)(struct per_cpu *cpu, u64 first, u64 second);
} calls[] = {
	[JAILHOUSE_HC_DISABLE] = { .manage = hypervisor_disable },
	[JAILHOUSE_HC_CELL_CREATE] = { .manage = cell_create },
	[JAILHOUSE_HC_CELL_START] = { .manage = cell_start },
	[JAILHOUSE_HC_CELL_SET_LOADABLE] = { .manage = cell_set_loadable },
	[JAILHOUSE_HC_CELL_DESTROY] = { .manage = cell_destroy },
	[JAILHOUSE_HC_HYPERVISOR_GET_INFO] = { .serve =
						       call_hypervisor_get_info },
	[JAILHOUSE_HC_CELL_GET_STATE] = { .manage = cell_get_state },
	[JAILHOUSE_HC_CPU_GET_INFO] = { .serve = call_cpu_get_info },
	[JAILHOUSE_HC_DEBUG_CONSOLE_PUTC] = { .serve =
						      call_debug_console_putc },
};

/* Once: a cell must not be able to flood the console by asking. */
static long refuse_inmate(struct cell *cell)
{
	if (cell->asked_for_root)
		return -EPERM;
	cell->asked_for_root = true;
	return refuse_index(REFUSAL_NOT_ROOT, -EPERM, cell->id);
}

long hypercall(struct per_cpu *cpu, u64 code, u64 first, u64 second)
{
	if (code >= sizeof(calls) / sizeof(calls[0]))
		return -ENOSYS;
	if (calls[code].serve)
		return calls[code].serve(cpu, first, second);
	if (cpu->cell != &root_cell)
		return refuse_inmate(cpu->cell);
	return calls[code].manage(first);
}
