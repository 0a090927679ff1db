/* SPDX-License-Identifier: MIT */
/* The EL1 virtual timer as the steward's clock and tick. */
#ifndef STEWARD_TIMER_H
#define STEWARD_TIMER_H

#include <jailhouse/types.h>
#include "machine.h"

#define TIMER_IRQ     27 /* PPI of the EL1 virtual timer */
#define TIMER_TICK_HZ 1000

/** Starts the calling CPU's tick. */
void timer_start_tick(void);
void timer_stop(void);

/** Counts a tick of the calling CPU and sets the next; from the interrupt. */
void timer_tick(void);

/** Moment that lies the given time ahead, for timer_passed(). */
__u64 timer_deadline(unsigned int seconds);

static inline __u64 timer_now(void)
{
	isb();
	return read_sysreg(cntvct_el0);
}

static inline int timer_passed(__u64 deadline)
{
	return (__s64)(timer_now() - deadline) >= 0;
}

#endif /* !STEWARD_TIMER_H */
