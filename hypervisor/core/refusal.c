/* SPDX-License-Identifier: MIT */
/* Refusals: one console line each, and the debug block's last refusal. */
#include <cellblock/debug-record.h>
#include <cellblock/printk.h>
#include <cellblock/refuse.h>
#include <cellblock/spinlock.h>

static const char *const refusal_texts[] = {
	[REFUSAL_NOT_ROOT] = "only the root cell may ask",
	[REFUSAL_CELL_LOCKED] = "a running cell is locked against changes",
	[REFUSAL_NAME_EXISTS] = "a cell of this name or id exists",
	[REFUSAL_CONFIG_TOO_BIG] = "configuration larger than 16 pages",
	[REFUSAL_CONFIG_SIGNATURE] = "not a cell configuration",
	[REFUSAL_CONFIG_REVISION] = "configuration of another revision",
	[REFUSAL_CONFIG_ARCHITECTURE] =
		"configuration for another architecture",
	[REFUSAL_CONFIG_TRUNCATED] = "configuration outside of root's memory",
	[REFUSAL_CPU_SET_SIZE] = "CPU set of impossible size",
	[REFUSAL_CPU_NOT_IN_ROOT] = "CPU isn't the root cell's",
	[REFUSAL_CPU_IS_CALLER] = "CPU is the one that asks",
	[REFUSAL_CPUS_NOT_ONLINE] = "root's CPU set and online CPUs differ",
	[REFUSAL_REGION_HYPERVISOR] = "region over hypervisor memory",
	[REFUSAL_REGION_INTERCEPTED] = "region over an emulated device",
	[REFUSAL_REGION_OWNED] = "region is private to another cell",
	[REFUSAL_REGION_UNALIGNED] = "region can't be mapped by pages",
	[REFUSAL_OUT_OF_MEMORY] = "page pool exhausted",
	[REFUSAL_NO_SUCH_CELL] = "no such cell",
	[REFUSAL_ROOT_CELL] = "the root cell can't be managed",
	[REFUSAL_SHUTDOWN_DENIED] = "the cell denied its shutdown",
	[REFUSAL_CELLS_EXIST] = "cells exist",
	[REFUSAL_IRQCHIP] = "impossible interrupt range",
	[REFUSAL_TOO_MANY_CELLS] = "too many cells",
	[REFUSAL_UNSUPPORTED_HARDWARE] = "hardware can't be partitioned",
	[REFUSAL_INTERRUPT_OWNED] = "interrupt belongs to another cell",
	[REFUSAL_REGION_NO_MEMORY] = "no memory answers in region",
};

static struct spinlock refusal_lock;

static void publish(u32 reason, int error, u32 index, struct range asked,
		    struct range holder)
{
	struct debug_refusal *refusal = &debug_block.refusal;

	spin_lock(&refusal_lock);
	refusal->reason = reason;
	refusal->error = error;
	refusal->index = index;
	refusal->first_start = asked.start;
	refusal->first_size = asked.size;
	refusal->second_start = holder.start;
	refusal->second_size = holder.size;
	__atomic_store_n(&refusal->sequence, refusal->sequence + 1,
			 __ATOMIC_RELEASE);
	spin_unlock(&refusal_lock);
}

int refuse(u32 reason, int error)
{
	return refuse_index(reason, error, NO_INDEX);
}

int refuse_index(u32 reason, int error, u32 index)
{
	publish(reason, error, index, (struct range){ 0 }, (struct range){ 0 });
	if (index == NO_INDEX)
		printk("Refused: %s (error %d)\n", refusal_texts[reason],
		       error);
	else
		printk("Refused: %s: %u (error %d)\n", refusal_texts[reason],
		       index, error);
	return error;
}

int refuse_range(u32 reason, int error, u32 index, struct range asked,
		 struct range holder)
{
	publish(reason, error, index, asked, holder);
	printk("Refused: %s: region %u, 0x%llx + 0x%llx, against 0x%llx + 0x%llx (error %d)\n",
	       refusal_texts[reason], index, asked.start, asked.size,
	       holder.start, holder.size, error);
	return error;
}
