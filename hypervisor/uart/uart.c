/* SPDX-License-Identifier: MIT */
/* Which driver serves which console type. */
#include <cellblock/uart.h>

static const struct uart_driver *const drivers[] = {
	[JAILHOUSE_CON_TYPE_PL011] = &uart_pl011,
};

const struct uart_driver *uart_find_driver(u16 type)
{
	return type < sizeof(drivers) / sizeof(drivers[0]) ? drivers[type]
							   : NULL;
}
