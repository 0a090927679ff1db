/* SPDX-License-Identifier: MIT */
/* Cells: who owns which CPUs, memory and devices. */
#ifndef CELLBLOCK_CELL_H
#define CELLBLOCK_CELL_H

#include <jailhouse/cell-config.h>
#include <jailhouse/hypercall.h>
#include <cellblock/cpu-set.h>
#include <cellblock/mmio.h>
#include <cellblock/paging.h>
#include <asm/cell.h>

struct cell {
	struct jailhouse_cell_desc *config;
	unsigned int config_pages;
	u32 id;
	struct cpu_set cpus;
	struct address_space space; /* guest-physical to physical */
	struct mmio_table mmio;
	struct jailhouse_comm_region *comm;
	bool loadable;	     /* root may write LOADABLE regions */
	bool asked_for_root; /* made a hypercall that isn't its own */
	struct cell *next;
	struct arch_cell arch;
};

extern struct cell root_cell;
extern unsigned int num_cells;

#define for_each_cell(cell) \
	for ((cell) = &root_cell; (cell); (cell) = (cell)->next)
#define for_each_inmate(cell) \
	for ((cell) = root_cell.next; (cell); (cell) = (cell)->next)

#define for_each_region(mem, cell)                                \
	for ((mem) = jailhouse_cell_mem_regions((cell)->config);  \
	     (mem) < jailhouse_cell_mem_regions((cell)->config) + \
			     (cell)->config->num_memory_regions;  \
	     (mem)++)

/* Management requests; each returns 0, a value or -errno, see refusal.h. */
long cell_create(u64 config_address);
long cell_start(u64 id);
long cell_set_loadable(u64 id);
long cell_destroy(u64 id);
long cell_get_state(u64 id);

/** Make a request alone, all other CPUs of the root cell being suspended. */
long manage(long (*request)(u64 argument), u64 argument);

/** Set up the root cell, all but its memory. */
int root_cell_init(void);

/** Give the root cell its memory; the units' registers must be known. */
int root_cell_map_memory(void);

/** Prepare @cell's mappings, MMIO table and units, but none of its memory. */
int cell_init(struct cell *cell);

/** Undo cell_init(), complete or not. */
void cell_exit(struct cell *cell);

/** Suspend all CPUs of @cell but the caller's; returns when they stand. */
void cell_suspend(struct cell *cell);
void cell_resume(struct cell *cell);

/** Called on a CPU whose cell broke a rule; the cell may thereby fail. */
void cell_cpu_failed(struct cell *cell);

/* core/cell-config.c */

/** A checked copy of a configuration in @cell->config, or -errno. */
int cell_config_copy(struct cell *cell, u64 address);
void cell_config_free(struct cell *cell);

/* core/cell-memory.c */

/** Refuse regions that the cell may not have; -errno. */
int cell_memory_check(struct cell *cell);

/** Give the cell its memory, cleared; all or, with -errno, nothing. */
int cell_memory_take(struct cell *cell);

/** Give everything back to root, as far as root's configuration covers it. */
void cell_memory_return(struct cell *cell);

/** Let root write the LOADABLE regions, or take that right back. */
int cell_memory_open(struct cell *cell);
int cell_memory_close(struct cell *cell);

/* core/message.c */

void comm_region_reset(struct cell *cell);

/** Ask a running cell to shut down; 0, or -EPERM if it denies. */
int cell_ask_shutdown(struct cell *cell);

/** Tell all cells that the system has changed. */
void cells_reconfigured(const struct cell *except);

#endif /* !CELLBLOCK_CELL_H */
