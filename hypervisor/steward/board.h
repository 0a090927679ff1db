/* SPDX-License-Identifier: MIT */
/*
 * Where things are on the machine that the steward runs on: QEMU's virt board
 * with a GICv3. RAM's end comes from the device tree, see fdt.c.
 */
#ifndef STEWARD_BOARD_H
#define STEWARD_BOARD_H

#define BOARD_GICD_BASE 0x08000000UL
#define BOARD_GICR_BASE 0x080a0000UL
#define BOARD_UART_BASE 0x09000000UL

/* The device tree lies at the start of RAM, the steward behind it. */
#define BOARD_RAM_BASE	   0x40000000UL
#define BOARD_STEWARD_BASE 0x40200000UL

/* Memory that the workbench fills with images and configurations. */
#define BOARD_STAGING_BASE 0x48000000UL
#define BOARD_STAGING_SIZE 0x04000000UL

#define CPU_CAPACITY   16
#define CPU_STACK_SIZE 0x4000

#endif /* !STEWARD_BOARD_H */
