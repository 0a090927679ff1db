/* SPDX-License-Identifier: MIT */
/* Keeping the debug block up to date; see debug-block.h for its readers. */
#ifndef CELLBLOCK_DEBUG_RECORD_H
#define CELLBLOCK_DEBUG_RECORD_H

#include <cellblock/debug-block.h>
#include <cellblock/percpu.h>

struct cell;

extern struct debug_block debug_block;

void debug_block_init(void);
void debug_cpu_init(struct per_cpu *cpu);
void debug_cell_add(const struct cell *cell);
void debug_cell_update(const struct cell *cell);
void debug_cell_remove(const struct cell *cell);
void debug_console_record(u16 cell_id, char character);

/** Where debuggers stop on the exits that they have chosen. */
void debug_exit_hook(const struct debug_exit *exit);

/** Begin the record of an exit; the caller adds what it decodes. */
static inline struct debug_exit *
debug_exit_begin(struct per_cpu *cpu, u32 reason, u64 pc, u64 syndrome)
{
	struct debug_exit *exit = &cpu->debug->last_exit;

	exit->sequence++;
	exit->reason = reason;
	exit->cell_id = cpu->debug->cell_id;
	exit->flags = 0;
	exit->size = 0;
	exit->pc = pc;
	exit->syndrome = syndrome;
	exit->address = 0;
	exit->value = 0;
	return exit;
}

/** The record is complete: let a debugger stop here if it wants to. */
static inline void debug_exit_decoded(const struct debug_exit *exit)
{
	u64 mask = __atomic_load_n(&debug_block.exit_mask, __ATOMIC_RELAXED);

	if (unlikely(mask >> exit->reason & 1))
		debug_exit_hook(exit);
}

#endif /* !CELLBLOCK_DEBUG_RECORD_H */
