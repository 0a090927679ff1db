/* SPDX-License-Identifier: MIT */
/* See console.h; the UART is a PL011 that the board has already set up. */
#include <format.h>
#include <jailhouse/hypercall.h>
#include "board.h"
#include "console.h"
#include "machine.h"

#define UART_DATA		0x00
#define UART_FLAGS		0x18
#define UART_FLAG_FULL		(1U << 5)

static enum console_path console_path;

void console_use(enum console_path path)
{
	console_path = path;
}

static void put_character(void *context, char character)
{
	(void)context;
	if (character == '\n')
		put_character(context, '\r');

	if (console_path == CONSOLE_HYPERCALL) {
		jailhouse_call_arg1(JAILHOUSE_HC_DEBUG_CONSOLE_PUTC,
				    (unsigned char)character);
	} else if (console_path == CONSOLE_UART) {
		while (mmio_read32(BOARD_UART_BASE + UART_FLAGS) &
		       UART_FLAG_FULL)
			;
		mmio_write32(BOARD_UART_BASE + UART_DATA,
			     (unsigned char)character);
	}
}

void console_print(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	format_text(put_character, 0, format, arguments);
	va_end(arguments);
}
