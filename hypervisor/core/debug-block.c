/* SPDX-License-Identifier: MIT */
/*
 * The debug block: what a debugger on the other side of the memory bus, or of
 * a shared RAM file, may read at any time.
 */
#include <cellblock/arch.h>
#include <cellblock/debug-record.h>
#include <cellblock/string.h>

struct debug_block debug_block = {
	.magic = DEBUG_BLOCK_MAGIC,
	.version = DEBUG_BLOCK_VERSION,
	.size = sizeof(struct debug_block),
	.cells_offset = __builtin_offsetof(struct debug_block, cells),
	.cell_stride = sizeof(struct debug_cell),
	.cell_capacity = DEBUG_CELL_CAPACITY,
	.cpus_offset = __builtin_offsetof(struct debug_block, cpus),
	.cpu_stride = sizeof(struct debug_cpu),
	.cpu_capacity = DEBUG_CPU_CAPACITY,
	.console_offset = __builtin_offsetof(struct debug_block, console),
	.console_capacity = DEBUG_CONSOLE_CAPACITY,
	.refusal_offset = __builtin_offsetof(struct debug_block, refusal),
	.exit_hook = (u64)(uintptr_t)debug_exit_hook,
};

/* CPUs beyond the block's capacity share this record, which nobody reads. */
static struct debug_cpu unpublished_cpu;

void debug_block_init(void)
{
	debug_block.architecture = system_config->architecture;
	debug_block.hypervisor_phys =
		system_config->hypervisor_memory.phys_start;
	debug_block.hypervisor_virt = (u64)(uintptr_t)&hypervisor_header;
}

void debug_cpu_init(struct per_cpu *cpu)
{
	cpu->debug = cpu->id < DEBUG_CPU_CAPACITY ? &debug_block.cpus[cpu->id]
						  : &unpublished_cpu;
	cpu->debug->cell_id = 0;
	cpu->debug->state = DEBUG_CPU_HYPERVISOR;
	cpu->debug->last_exit.registers = (u64)(uintptr_t)&cpu->guest;
}

static struct debug_cell *find_slot(bool in_use, u32 id)
{
	struct debug_cell *slot = debug_block.cells;

	for (; slot < debug_block.cells + DEBUG_CELL_CAPACITY; slot++)
		if (in_use ? slot->in_use && slot->id == id : !slot->in_use)
			return slot;
	return NULL;
}

void debug_cell_add(const struct cell *cell)
{
	struct debug_cell *slot = find_slot(false, 0);

	if (!slot)
		return;
	slot->id = cell->id;
	slot->vmid = arch_cell_vmid(cell);
	slot->config_address = hypervisor_phys(cell->config);
	slot->stage2_root = hypervisor_phys(cell->space.root);
	slot->comm_region = hypervisor_phys(cell->comm);
	memcpy(slot->name, cell->config->name, sizeof(slot->name));
	slot->name[sizeof(slot->name) - 1] = 0;
	memory_barrier();
	slot->in_use = 1;
	debug_cell_update(cell);
}

void debug_cell_update(const struct cell *cell)
{
	struct debug_cell *slot = find_slot(true, cell->id);

	if (!slot)
		return;
	slot->state = cell->comm->cell_state;
	memcpy(slot->cpu_set, cell->cpus.words, sizeof(slot->cpu_set));
}

void debug_cell_remove(const struct cell *cell)
{
	struct debug_cell *slot = find_slot(true, cell->id);

	if (slot)
		slot->in_use = 0;
}

/* The console lock serialises writers. */
void debug_console_record(u16 cell_id, char character)
{
	u64 head = debug_block.console_head;
	struct debug_console_record *record =
		&debug_block.console[head % DEBUG_CONSOLE_CAPACITY];

	record->cell_id = cell_id;
	record->byte = (u8)character;
	__atomic_store_n(&debug_block.console_head, head + 1, __ATOMIC_RELEASE);
}

__noinline void debug_exit_hook(const struct debug_exit *exit)
{
	/* Keeps the call and its argument alive; a debugger stops here. */
	__asm__ volatile("" : : "r"(exit) : "memory");
}
