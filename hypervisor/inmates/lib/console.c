/* SPDX-License-Identifier: MIT */
/*
 * printk() through the hypervisor's console if the communication region says
 * that it is active, otherwise through a PL011 that somebody set up before.
 */
#include "console.h"
#include "format.h"
#include "inmate.h"

#define PL011_DATA	0x00
#define PL011_FLAGS	0x18
#define PL011_FLAG_FULL BIT(5)

typedef void (*console_writer)(char character);

static console_writer write_character;

/* The hypervisor adds what a terminal needs at the end of a line. */
static void write_hypercall(char character)
{
	jailhouse_call_arg1(JAILHOUSE_HC_DEBUG_CONSOLE_PUTC,
			    (unsigned char)character);
}

static void write_pl011(char character)
{
	char *uart = (char *)comm_region->console.address;

	if (character == '\n')
		write_pl011('\r');
	while (mmio_read32(uart + PL011_FLAGS) & PL011_FLAG_FULL)
		;
	mmio_write32(uart + PL011_DATA, (unsigned char)character);
}

void console_init(void)
{
	bool active = JAILHOUSE_COMM_HAS_DBG_PUTC_ACTIVE(comm_region->flags);

	if (cmdline_parse_bool("con-virtual", active))
		write_character = write_hypercall;
	else if (comm_region->console.type == JAILHOUSE_CON_TYPE_PL011)
		write_character = write_pl011;
}

static void put_character(void *context, char character)
{
	(void)context;
	write_character(character);
}

void printk(const char *format, ...)
{
	va_list arguments;

	if (!write_character)
		return;
	va_start(arguments, format);
	format_text(put_character, NULL, format, arguments);
	va_end(arguments);
}
