/* SPDX-License-Identifier: MIT */
/* ARM PrimeCell UART (PL011), registers by the names of its manual. */
#include <cellblock/uart.h>

#define UARTDR		0x00
#define UARTFR		0x18
#define UARTFR_BUSY	(1U << 3)
#define UARTFR_TXFF	(1U << 5)
#define UARTIBRD	0x24
#define UARTFBRD	0x28
#define UARTLCR_H	0x2c
#define UARTLCR_H_WLEN8 (3U << 5)
#define UARTCR		0x30
#define UARTCR_UARTEN	(1U << 0)
#define UARTCR_TXE	(1U << 8)
#define UARTCR_RXE	(1U << 9)

static volatile u32 *uart_register(const struct uart *uart, unsigned int offset)
{
	return (volatile u32 *)(volatile void *)(uart->base + offset);
}

static void pl011_init(const struct uart *uart)
{
	/* Without a divider the port is left as firmware set it up. */
	if (!uart->config->divider)
		return;
	/* What waits in a UART that is off would keep it busy for ever. */
	while (*uart_register(uart, UARTCR) & UARTCR_UARTEN &&
	       *uart_register(uart, UARTFR) & UARTFR_BUSY)
		;
	*uart_register(uart, UARTCR) = 0;
	*uart_register(uart, UARTIBRD) = uart->config->divider;
	*uart_register(uart, UARTFBRD) = 0;
	*uart_register(uart, UARTLCR_H) = UARTLCR_H_WLEN8;
	*uart_register(uart, UARTCR) = UARTCR_UARTEN | UARTCR_TXE | UARTCR_RXE;
}

static bool pl011_is_busy(const struct uart *uart)
{
	return *uart_register(uart, UARTFR) & UARTFR_TXFF;
}

static void pl011_write(const struct uart *uart, char character)
{
	*uart_register(uart, UARTDR) = (u8)character;
}

const struct uart_driver uart_pl011 = {
	.init = pl011_init,
	.is_busy = pl011_is_busy,
	.write = pl011_write,
};
