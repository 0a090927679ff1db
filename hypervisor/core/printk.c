/* SPDX-License-Identifier: MIT */
/*
 * The console. Every character goes to three readers: the UART, the ring
 * that the driver reads (virtual console of the ABI), and the debug block.
 */
#include <cellblock/debug-record.h>
#include <cellblock/errno.h>
#include <cellblock/header.h>
#include <cellblock/paging.h>
#include <cellblock/printk.h>
#include <cellblock/spinlock.h>
#include <cellblock/uart.h>

#define RING_SIZE     2048
#define UART_PATIENCE 1000000 /* many characters, in readings of its flags */

/* ABI: a reader copies content and checks that tail hasn't moved meanwhile. */
struct console_ring {
	u32 busy;
	u32 tail;
	char content[RING_SIZE];
} __attribute__((aligned(PAGE_SIZE)));

extern struct console_ring console_page;
struct console_ring console_page __attribute__((section(".bss.console")));

static struct uart uart;
static struct spinlock console_lock;
static const struct per_cpu *console_owner;

int console_init(void)
{
	const struct jailhouse_console *config = &system_config->debug_console;
	const struct uart_driver *driver = uart_find_driver(config->type);
	struct range registers = { config->address, config->size };

	if (!driver)
		return config->type == JAILHOUSE_CON_TYPE_NONE ? 0 : -ENODEV;
	if (!CON_IS_MMIO(config->flags) || !config->size ||
	    registers.start + registers.size < registers.start)
		return -EINVAL;
	uart.config = config;
	uart.base = device_map(registers);
	if (!uart.base)
		return -ENOMEM;
	driver->init(&uart);
	uart.driver = driver;
	return 0;
}

u64 console_page_phys(void)
{
	return hypervisor_phys(&console_page);
}

static void uart_put(char character)
{
	static u32 patience = UART_PATIENCE;

	if (!uart.driver)
		return;
	/* A cell that shares the UART can stop it: don't wait for it again. */
	while (uart.driver->is_busy(&uart)) {
		if (!patience)
			return;
		patience--;
		cpu_relax();
	}
	patience = UART_PATIENCE;
	uart.driver->write(&uart, character);
}

static void ring_put(char character)
{
	console_page.content[console_page.tail % RING_SIZE] = character;
	__atomic_store_n(&console_page.tail, console_page.tail + 1,
			 __ATOMIC_RELEASE);
}

static void put_locked(u16 cell_id, char character)
{
	static char last;

	/* Terminals want both; cells may send both themselves. */
	if (character == '\n' && last != '\r')
		uart_put('\r');
	last = character;
	uart_put(character);
	ring_put(character);
	debug_console_record(cell_id, character);
}

static void console_open(void)
{
	spin_lock(&console_lock);
	console_owner = this_cpu();
	__atomic_store_n(&console_page.busy, 1, __ATOMIC_RELAXED);
	memory_barrier();
}

static void console_close(void)
{
	console_owner = NULL;
	__atomic_store_n(&console_page.busy, 0, __ATOMIC_RELEASE);
	spin_unlock(&console_lock);
}

void console_break_lock(void)
{
	if (console_owner == this_cpu())
		console_close();
}

void console_put(u16 cell_id, char character)
{
	console_open();
	put_locked(cell_id, character);
	console_close();
}

static void print_char(char character)
{
	put_locked(DEBUG_CONSOLE_HYPERVISOR, character);
}

static void print_string(const char *string, unsigned int width)
{
	unsigned int length = 0;

	for (; *string; string++, length++)
		print_char(*string);
	for (; length < width; length++)
		print_char(' ');
}

static void print_number(u64 value, unsigned int base, unsigned int width,
			 char padding)
{
	char digits[20];
	unsigned int length = 0;

	do {
		digits[length++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	for (; width > length; width--)
		print_char(padding);
	while (length)
		print_char(digits[--length]);
}

static void print_signed(long value, unsigned int width, char padding)
{
	if (value < 0)
		print_char('-');
	print_number(value < 0 ? -(u64)value : (u64)value, 10, width, padding);
}

/* Print one conversion; @format points behind the per cent sign. Returns
 * what follows the conversion. */
static const char *print_conversion(const char *format,
				    __builtin_va_list *arguments)
{
	char padding = *format == '0' ? '0' : ' ';
	unsigned int width = 0;
	bool is_long = false;
	u64 value;

	for (; *format >= '0' && *format <= '9'; format++)
		width = width * 10 + (unsigned int)(*format - '0');
	for (; *format == 'l'; format++)
		is_long = true;
	switch (*format) {
	case 's':
		print_string(__builtin_va_arg(*arguments, const char *), width);
		break;
	case 'd':
		print_signed(is_long ? __builtin_va_arg(*arguments, long)
				     : __builtin_va_arg(*arguments, int),
			     width, padding);
		break;
	case 'p':
		is_long = true;
		print_string("0x", 0);
		/* fallthrough */
	case 'x':
	case 'u':
		value = is_long ? __builtin_va_arg(*arguments, unsigned long)
				: __builtin_va_arg(*arguments, unsigned int);
		print_number(value, *format == 'u' ? 10 : 16, width, padding);
		break;
	default:
		print_char(*format);
	}
	return format + 1;
}

void printk(const char *format, ...)
{
	__builtin_va_list arguments;

	__builtin_va_start(arguments, format);
	console_open();
	while (*format)
		if (*format == '%')
			format = print_conversion(format + 1, &arguments);
		else
			print_char(*format++);
	console_close();
	__builtin_va_end(arguments);
}
