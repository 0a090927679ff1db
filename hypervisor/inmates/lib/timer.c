/* SPDX-License-Identifier: MIT */
/* The generic timer's virtual counter and comparator; see inmate.h. */
#include "inmate.h"

#define CNTV_CTL_ENABLE 1UL

unsigned long timer_get_frequency(void)
{
	unsigned long frequency;

	asm volatile("mrs %0, cntfrq_el0" : "=r"(frequency));
	return frequency;
}

u64 timer_get_ticks(void)
{
	u64 ticks;

	asm volatile("isb; mrs %0, cntvct_el0" : "=r"(ticks) : : "memory");
	return ticks;
}

/* Whole seconds apart from the rest, so that no product overflows. */
static u64 convert(u64 amount, u64 from_hz, u64 to_hz)
{
	return amount / from_hz * to_hz + amount % from_hz * to_hz / from_hz;
}

u64 timer_ticks_to_ns(u64 ticks)
{
	return convert(ticks, timer_get_frequency(), NS_PER_SEC);
}

u64 timer_ns_to_ticks(u64 ns)
{
	return convert(ns, NS_PER_SEC, timer_get_frequency());
}

void timer_start(u64 timeout)
{
	asm volatile("msr cntv_cval_el0, %0"
		     :
		     : "r"(timer_get_ticks() + timeout));
	asm volatile("msr cntv_ctl_el0, %0; isb" : : "r"(CNTV_CTL_ENABLE));
}

void timer_stop(void)
{
	asm volatile("msr cntv_ctl_el0, %0; isb" : : "r"(0UL));
}

void delay_us(unsigned long microseconds)
{
	u64 ticks = timer_ns_to_ticks(microseconds * NS_PER_USEC);
	u64 start = timer_get_ticks();

	while (timer_get_ticks() - start < ticks)
		cpu_relax();
}
