/* SPDX-License-Identifier: MIT */
/* What AArch64 keeps per cell. */
#ifndef ASM_CELL_H
#define ASM_CELL_H

#include <asm/gic-state.h>

struct arch_cell {
	struct gic_cell gic;
};

#endif /* !ASM_CELL_H */
