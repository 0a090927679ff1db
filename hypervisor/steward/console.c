/* SPDX-License-Identifier: MIT */
/* See console.h; the UART is a PL011 that the board has already set up. */
#include <format.h>
#include <jailhouse/hypercall.h>
#include "board.h"
#include "console.h"
#include "machine.h"

#define UART_DATA      0x00
#define UART_FLAGS     0x18
#define UART_FLAG_FULL (1U << 5)

/* Patience with another CPU's line; one that died in the middle is passed. */
#define LOCK_ATTEMPTS 1000000

static enum console_path console_path;
static bool line_taken;

void console_use(enum console_path path)
{
	console_path = path;
}

static void put_character(void *context, char character)
{
	if (console_path == CONSOLE_HYPERCALL) {
		jailhouse_call_arg1(JAILHOUSE_HC_DEBUG_CONSOLE_PUTC,
				    (unsigned char)character);
	} else if (console_path == CONSOLE_UART) {
		if (character == '\n')
			put_character(context, '\r');
		while (mmio_read32(BOARD_UART_BASE + UART_FLAGS) &
		       UART_FLAG_FULL)
			;
		mmio_write32(BOARD_UART_BASE + UART_DATA,
			     (unsigned char)character);
	}
}

void console_print(const char *format, ...)
{
	unsigned int attempts = 0;
	va_list arguments;

	while (__atomic_test_and_set(&line_taken, __ATOMIC_ACQUIRE) &&
	       ++attempts < LOCK_ATTEMPTS)
		;
	va_start(arguments, format);
	format_text(put_character, 0, format, arguments);
	va_end(arguments);
	__atomic_clear(&line_taken, __ATOMIC_RELEASE);
}
