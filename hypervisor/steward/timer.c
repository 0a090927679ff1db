/* SPDX-License-Identifier: MIT */
/* Tick by the EL1 virtual timer; see timer.h. */
#include "timer.h"
#include "board.h"
#include "smp.h"

#define CNTV_CTL_ENABLE 1

/* Ticks per CPU since its start: the sign of life that a debugger can watch. */
volatile __u64 steward_ticks[CPU_CAPACITY];

static __u64 tick_period(void)
{
	return read_sysreg(cntfrq_el0) / TIMER_TICK_HZ;
}

void timer_start_tick(void)
{
	write_sysreg(cntv_cval_el0, timer_now() + tick_period());
	write_sysreg(cntv_ctl_el0, CNTV_CTL_ENABLE);
	isb();
}

void timer_stop(void)
{
	write_sysreg(cntv_ctl_el0, 0);
	isb();
}

void timer_tick(void)
{
	__u64 period = tick_period();
	__u64 next = read_sysreg(cntv_cval_el0) + period;

	steward_ticks[smp_this_cpu()]++;
	/* After a stop of the machine, don't run after the lost ticks. */
	if (timer_passed(next))
		next = timer_now() + period;
	write_sysreg(cntv_cval_el0, next);
	isb();
}

__u64 timer_deadline(unsigned int seconds)
{
	return timer_now() + seconds * read_sysreg(cntfrq_el0);
}
