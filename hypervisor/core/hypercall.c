/* SPDX-License-Identifier: MIT */
/* Hypercalls: a table of what each number does and who may ask. */
#include <cellblock/cell.h>
#include <cellblock/control.h>
#include <cellblock/hypercall.h>
#include <cellblock/paging.h>
#include <cellblock/printk.h>
#include <cellblock/refuse.h>
#include <cellblock/setup.h>

static long call_disable(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)first;
	(void)second;
	return hypervisor_disable(cpu);
}

static long call_cell_create(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)cpu;
	(void)second;
	return cell_create(first);
}

static long call_cell_start(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)cpu;
	(void)second;
	return cell_start((u32)first);
}

static long call_cell_set_loadable(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)cpu;
	(void)second;
	return cell_set_loadable((u32)first);
}

static long call_cell_destroy(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)cpu;
	(void)second;
	return cell_destroy((u32)first);
}

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

static long call_cell_get_state(struct per_cpu *cpu, u64 first, u64 second)
{
	(void)cpu;
	(void)second;
	return cell_get_state((u32)first);
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
	long (*serve)(struct per_cpu *cpu, u64 first, u64 second);
	bool root_only;
} calls[] = {
	[JAILHOUSE_HC_DISABLE] = { call_disable, true },
	[JAILHOUSE_HC_CELL_CREATE] = { call_cell_create, true },
	[JAILHOUSE_HC_CELL_START] = { call_cell_start, true },
	[JAILHOUSE_HC_CELL_SET_LOADABLE] = { call_cell_set_loadable, true },
	[JAILHOUSE_HC_CELL_DESTROY] = { call_cell_destroy, true },
	[JAILHOUSE_HC_HYPERVISOR_GET_INFO] = { call_hypervisor_get_info,
					       false },
	[JAILHOUSE_HC_CELL_GET_STATE] = { call_cell_get_state, true },
	[JAILHOUSE_HC_CPU_GET_INFO] = { call_cpu_get_info, false },
	[JAILHOUSE_HC_DEBUG_CONSOLE_PUTC] = { call_debug_console_putc, false },
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
	if (calls[code].root_only && cpu->cell != &root_cell)
		return refuse_inmate(cpu->cell);
	return calls[code].serve(cpu, first, second);
}
