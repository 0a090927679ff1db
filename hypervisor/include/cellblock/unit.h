/* SPDX-License-Identifier: MIT */
/*
 * Units: parts that add something to every cell, such as an interrupt
 * controller. They register themselves; the core names none of them.
 */
#ifndef CELLBLOCK_UNIT_H
#define CELLBLOCK_UNIT_H

#include <cellblock/types.h>

struct cell;

struct unit {
	const char *name;
	/** Once, when all CPUs are initialised; -errno stops the enabling. */
	int (*init)(void);
	/** For every cell, the root cell first. May register MMIO regions. */
	int (*cell_init)(struct cell *cell);
	/** Also for cells whose cell_init() has failed or was never called. */
	void (*cell_exit)(struct cell *cell);
	/** How many MMIO regions cell_init() will register. */
	unsigned int (*mmio_count)(const struct cell *cell);
};

#define DEFINE_UNIT(symbol, ...)               \
	static const struct unit unit_##symbol \
		__attribute__((section(".units"), used)) = { __VA_ARGS__ }

extern const struct unit __units_start[], __units_end[];

#define for_each_unit(unit) \
	for ((unit) = __units_start; (unit) < __units_end; (unit)++)
#define for_each_unit_reverse(unit) \
	for ((unit) = __units_end; (unit)-- > __units_start;)

#endif /* !CELLBLOCK_UNIT_H */
