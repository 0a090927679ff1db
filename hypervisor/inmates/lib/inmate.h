/* SPDX-License-Identifier: MIT */
/*
 * What a bare-metal guest on arm64 may call. The names are those that inmates
 * written for Jailhouse use. The program starts at inmate_main(), with the
 * MMU off and interrupts masked, and its RAM begins at address 0.
 */
#ifndef INMATE_H
#define INMATE_H

#include <jailhouse/types.h>
#include <jailhouse/hypercall.h>
#include "string.h"

/* Where this library expects the cell's communication region. */
#define COMM_REGION_BASE 0x80000000UL
#define comm_region	 ((struct jailhouse_comm_region *)COMM_REGION_BASE)

#define PAGE_SIZE 4096UL
#define BIT(n)	  (1UL << (n))

#define NS_PER_USEC 1000UL
#define NS_PER_MSEC 1000000UL
#define NS_PER_SEC  1000000000UL

/** The program. When it returns, the cell is shut down. */
void inmate_main(void);

/* ---- Console ---- */

/** Text for the cell's console; knows what format_text() knows. */
void printk(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- Command line ---- */

/*
 * The text that was loaded at offset 0x1000 of the cell's RAM: words of the
 * form name or name=value, separated by blanks.
 */
#define CMDLINE_BUFFER_SIZE 256
extern const char cmdline[];

/** For a program that wants a buffer of another size. */
#define CMDLINE_BUFFER(size) \
	const char cmdline[size] __attribute__((section(".cmdline")))

/** Copies a parameter's value, cut to fit. Returns it, or the default. */
const char *cmdline_parse_str(const char *param, char *value_buffer,
			      unsigned long buffer_size,
			      const char *default_value);

/** Decimal or 0x value of a parameter; the default if absent or no number. */
long long cmdline_parse_int(const char *param, long long default_value);

/** Value of a parameter: true, 1 or just its name; false or 0. */
bool cmdline_parse_bool(const char *param, bool default_value);

/* ---- Messages from the hypervisor ---- */

/**
 * Answers a pending message; call it from the program's loop. A shutdown
 * request is approved if may_shut_down is NULL or returns true: the function
 * then doesn't return. Otherwise it is denied.
 */
void messages_handle(bool (*may_shut_down)(void));

/** Reports the cell as shut down and stops this CPU. */
void inmate_stop(void) __attribute__((noreturn));

/* ---- Interrupts ---- */

typedef void (*irq_handler_t)(unsigned int irq);

/** Sets up the GICv3 for this CPU and unmasks interrupts. */
void irq_init(irq_handler_t handler);

/** Enables a PPI or SPI by its GIC number; an SPI is routed to this CPU. */
void irq_enable(unsigned int irq);

/* ---- Time: the EL1 virtual timer and its counter ---- */

#define TIMER_IRQ 27

unsigned long timer_get_frequency(void);
u64 timer_get_ticks(void);
u64 timer_ticks_to_ns(u64 ticks);
u64 timer_ns_to_ticks(u64 ns);

/** Raises TIMER_IRQ once, the given ticks from now. */
void timer_start(u64 timeout);

/** Turns the timer off until the next timer_start(). */
void timer_stop(void);

void delay_us(unsigned long microseconds);

/* ---- Memory ---- */

/** Memory for good, aligned to a power of two; NULL when none is left. */
void *alloc(unsigned long size, unsigned long align);
void *zalloc(unsigned long size, unsigned long align);

/* ---- The CPU and its devices ---- */

static inline void enable_irqs(void)
{
	asm volatile("msr daifclr, #2" : : : "memory");
}

static inline void disable_irqs(void)
{
	asm volatile("msr daifset, #2" : : : "memory");
}

/** For loops that wait for memory to change. */
static inline void cpu_relax(void)
{
	asm volatile("yield" : : : "memory");
}

/** Waits for an interrupt; a masked one ends the wait as well. */
static inline void wait_for_interrupt(void)
{
	asm volatile("dsb sy; wfi" : : : "memory");
}

/** Leaves the rest of the program to interrupts. */
static inline void __attribute__((noreturn)) halt(void)
{
	for (;;)
		wait_for_interrupt();
}

/*
 * Plain loads and stores in assembly: the hypervisor can emulate a device
 * access only in the forms that the CPU describes to it, which excludes those
 * with write-back that a compiler may choose.
 */
#define INMATE_MMIO(bits, letter, width)                                    \
	static inline u##bits mmio_read##bits(const volatile void *address) \
	{                                                                   \
		u##bits value;                                              \
		asm volatile("ldr" letter " %" width "0, [%1]"              \
			     : "=r"(value)                                  \
			     : "r"(address)                                 \
			     : "memory");                                   \
		return value;                                               \
	}                                                                   \
                                                                            \
	static inline void mmio_write##bits(volatile void *address,         \
					    u##bits value)                  \
	{                                                                   \
		asm volatile("str" letter " %" width "0, [%1]"              \
			     :                                              \
			     : "r"(value), "r"(address)                     \
			     : "memory");                                   \
	}

INMATE_MMIO(8, "b", "w")
INMATE_MMIO(16, "h", "w")
INMATE_MMIO(32, "", "w")
INMATE_MMIO(64, "", "x")

#undef INMATE_MMIO

#endif /* !INMATE_H */
