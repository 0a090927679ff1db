/* SPDX-License-Identifier: MIT */
/* The hypervisor's console: a UART, the ring that the driver reads, and the
 * debug block. */
#ifndef CELLBLOCK_PRINTK_H
#define CELLBLOCK_PRINTK_H

#include <cellblock/types.h>

/** Print; knows %d %u %x %s %p %%, the l and ll sizes and %0<width>. */
void printk(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Put one character on the console for a cell, or for the hypervisor. */
void console_put(u16 cell_id, char character);

/** Before the last words of a CPU that may have died while printing. */
void console_break_lock(void);

/** Find and map the UART of the system configuration; -errno. */
int console_init(void);

/** The page that the driver reads when the system configuration allows it. */
u64 console_page_phys(void);

#endif /* !CELLBLOCK_PRINTK_H */
