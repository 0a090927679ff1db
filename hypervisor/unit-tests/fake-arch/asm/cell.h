/* SPDX-License-Identifier: MIT */
/* A cell needs nothing of the fake architecture. */
#ifndef ASM_CELL_H
#define ASM_CELL_H

struct arch_cell {
	unsigned long none;
};

#endif /* !ASM_CELL_H */
