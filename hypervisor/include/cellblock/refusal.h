/* SPDX-License-Identifier: MIT */
/*
 * Why the hypervisor refused a management request: the reason beside the
 * errno, in the debug block and on the console. Numbers are never reused.
 */
#ifndef CELLBLOCK_REFUSAL_H
#define CELLBLOCK_REFUSAL_H

#define REFUSAL_NONE		     0
#define REFUSAL_NOT_ROOT	     1 /* caller is not the root cell */
#define REFUSAL_CELL_LOCKED	     2 /* another cell is running/locked */
#define REFUSAL_NAME_EXISTS	     3
#define REFUSAL_CONFIG_TOO_BIG	     4
#define REFUSAL_CONFIG_SIGNATURE     5
#define REFUSAL_CONFIG_REVISION	     6
#define REFUSAL_CONFIG_ARCHITECTURE  7
#define REFUSAL_CONFIG_TRUNCATED     8 /* arrays reach beyond the file */
#define REFUSAL_CPU_SET_SIZE	     9
#define REFUSAL_CPU_NOT_IN_ROOT	     10 /* index: the CPU */
#define REFUSAL_CPU_IS_CALLER	     11 /* index: the CPU */
#define REFUSAL_CPUS_NOT_ONLINE	     12 /* root CPU set != online CPUs */
#define REFUSAL_REGION_HYPERVISOR    13 /* region over hypervisor memory */
#define REFUSAL_REGION_INTERCEPTED   14 /* region over an emulated device */
#define REFUSAL_REGION_OWNED	     15 /* private to another cell */
#define REFUSAL_REGION_UNALIGNED     16
#define REFUSAL_OUT_OF_MEMORY	     17 /* page pool exhausted */
#define REFUSAL_NO_SUCH_CELL	     18
#define REFUSAL_ROOT_CELL	     19 /* the root cell can't be managed */
#define REFUSAL_SHUTDOWN_DENIED	     20 /* the cell answered: denied */
#define REFUSAL_CELLS_EXIST	     21 /* disable while cells exist */
#define REFUSAL_IRQCHIP		     22 /* index: the irqchip entry */
#define REFUSAL_TOO_MANY_CELLS	     23
#define REFUSAL_UNSUPPORTED_HARDWARE 24
#define REFUSAL_INTERRUPT_OWNED	     25 /* index: the interrupt */
#define REFUSAL_REGION_NO_MEMORY     26 /* nothing answers there */

#endif /* !CELLBLOCK_REFUSAL_H */
