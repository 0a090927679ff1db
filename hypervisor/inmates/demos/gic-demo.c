/* SPDX-License-Identifier: MIT */
/*
 * Takes the virtual timer's interrupt through the GIC at a steady pace and
 * says how late each one came. Parameter: rate=<interrupts per second>.
 */
#include <inmate.h>

struct jitter {
	u64 latest_ns;
	u64 least_ns;
	u64 most_ns;
};

static struct jitter jitter = { .least_ns = ~0ULL };
static unsigned int interrupt_count;
static u64 expected_ticks;
static u64 period_ticks;

static void record_delay(struct jitter *record, u64 delay_ns)
{
	record->latest_ns = delay_ns;
	if (delay_ns < record->least_ns)
		record->least_ns = delay_ns;
	if (delay_ns > record->most_ns)
		record->most_ns = delay_ns;
}

static void set_next(u64 now)
{
	expected_ticks += period_ticks;
	/* After a stop in a debugger, start over instead of catching up. */
	if ((s64)(expected_ticks - now) <= 0)
		expected_ticks = now + period_ticks;
	timer_start(expected_ticks - now);
}

static void handle_timer(unsigned int irq)
{
	u64 now = timer_get_ticks();

	if (irq != TIMER_IRQ)
		return;
	interrupt_count++;
	record_delay(&jitter, timer_ticks_to_ns(now - expected_ticks));
	printk("Timer interrupt %u: %llu ns late (%llu to %llu)\n",
	       interrupt_count, jitter.latest_ns, jitter.least_ns,
	       jitter.most_ns);
	set_next(timer_get_ticks());
}

void inmate_main(void)
{
	long long rate = cmdline_parse_int("rate", 10);

	if (rate < 1 || rate > 1000)
		rate = 10;
	period_ticks = timer_get_frequency() / (u64)rate;
	printk("Timer at %lu Hz, %lld interrupts per second\n",
	       timer_get_frequency(), rate);

	irq_init(handle_timer);
	irq_enable(TIMER_IRQ);
	expected_ticks = timer_get_ticks();
	set_next(expected_ticks);
	for (;;) {
		wait_for_interrupt();
		messages_handle(NULL);
	}
}
