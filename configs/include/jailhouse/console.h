/* SPDX-License-Identifier: MIT */
/*
 * How a console is described: its device, how its registers are reached, and
 * the clock gate that may have to be opened first.
 */
#ifndef JAILHOUSE_CONSOLE_H
#define JAILHOUSE_CONSOLE_H

#include <jailhouse/types.h>

/* jailhouse_console.type: which driver speaks to the device. */
#define JAILHOUSE_CON_TYPE_NONE		0x0000
#define JAILHOUSE_CON_TYPE_EFIFB	0x0001
#define JAILHOUSE_CON_TYPE_8250		0x0002
#define JAILHOUSE_CON_TYPE_PL011	0x0003
#define JAILHOUSE_CON_TYPE_XUARTPS	0x0004
#define JAILHOUSE_CON_TYPE_MVEBU	0x0005
#define JAILHOUSE_CON_TYPE_HSCIF	0x0006
#define JAILHOUSE_CON_TYPE_SCIFA	0x0007
#define JAILHOUSE_CON_TYPE_IMX		0x0008
#define JAILHOUSE_CON_TYPE_IMX_LPUART	0x0009
#define JAILHOUSE_CON_TYPE_SCIF		0x000a

/* jailhouse_console.flags, bit 0: port I/O or memory-mapped. */
#define JAILHOUSE_CON_ACCESS_PIO	0x0000
#define JAILHOUSE_CON_ACCESS_MMIO	0x0001

#define CON_IS_MMIO(flags)		(!!((flags) & JAILHOUSE_CON_ACCESS_MMIO))

/* Bit 1: bytes between the starts of two neighbouring registers. */
#define JAILHOUSE_CON_REGDIST_1		0x0000
#define JAILHOUSE_CON_REGDIST_4		0x0002

#define CON_USES_REGDIST_1(flags)	(!((flags) & JAILHOUSE_CON_REGDIST_4))

/* Bit 2, frame buffers only: resolution. */
#define JAILHOUSE_CON_FB_1024x768	0x0000
#define JAILHOUSE_CON_FB_1920x1080	0x0004

#define FB_IS_1920x1080(flags)		(!!((flags) & JAILHOUSE_CON_FB_1920x1080))

/* Bit 12: the clock gate is open when its bit is 0. */
#define JAILHOUSE_CON_INVERTED_GATE	0x1000

#define CON_HAS_INVERTED_GATE(flags)	(!!((flags) & JAILHOUSE_CON_INVERTED_GATE))

/* Bit 13, 8250 only: the mode register selects the divider's UART mode. */
#define JAILHOUSE_CON_MDR_QUIRK		0x2000

#define CON_HAS_MDR_QUIRK(flags)	(!!((flags) & JAILHOUSE_CON_MDR_QUIRK))

#ifndef __ASSEMBLY__

struct jailhouse_console {
	__u64 address;		/* registers: physical address or I/O port */
	__u32 size;		/* bytes of the register window */
	__u16 type;		/* JAILHOUSE_CON_TYPE_* */
	__u16 flags;		/* JAILHOUSE_CON_* above */
	__u32 divider;		/* baud rate divisor; 0: already set up */
	__u32 gate_nr;		/* bit number of the clock gate */
	__u64 clock_reg;	/* register of the clock gate; 0: none */
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_console, 32);
JAILHOUSE_ABI_PLACE(struct jailhouse_console, address, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_console, size, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_console, type, 12);
JAILHOUSE_ABI_PLACE(struct jailhouse_console, flags, 14);
JAILHOUSE_ABI_PLACE(struct jailhouse_console, divider, 16);
JAILHOUSE_ABI_PLACE(struct jailhouse_console, gate_nr, 20);
JAILHOUSE_ABI_PLACE(struct jailhouse_console, clock_reg, 24);

#endif /* !__ASSEMBLY__ */

#endif /* !JAILHOUSE_CONSOLE_H */
