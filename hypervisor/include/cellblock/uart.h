/* SPDX-License-Identifier: MIT */
/* Console drivers: one file each, found by JAILHOUSE_CON_TYPE_*. */
#ifndef CELLBLOCK_UART_H
#define CELLBLOCK_UART_H

#include <jailhouse/console.h>
#include <cellblock/types.h>

struct uart {
	volatile u8 *base;
	const struct jailhouse_console *config;
	const struct uart_driver *driver;
};

struct uart_driver {
	void (*init)(const struct uart *uart);
	bool (*is_busy)(const struct uart *uart);
	void (*write)(const struct uart *uart, char character);
};

/** The driver of a console type, or NULL. */
const struct uart_driver *uart_find_driver(u16 type);

extern const struct uart_driver uart_pl011;

#endif /* !CELLBLOCK_UART_H */
