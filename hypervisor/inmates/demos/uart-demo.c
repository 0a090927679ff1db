/* SPDX-License-Identifier: MIT */
/*
 * Greets from its cell ten times a second. The numbers behind the greeting are
 * there to be watched in a debugger. Parameter: period-ms=<milliseconds>.
 */
#include <inmate.h>

struct greeting {
	unsigned int number;
	u32 checksum; /* over all numbers so far */
	u64 uptime_ns;
};

/* One step of a 32-bit FNV-1a hash, over the number's four bytes. */
static u32 mix(u32 checksum, unsigned int number)
{
	unsigned int byte;

	for (byte = 0; byte < 4; byte++) {
		checksum ^= number >> 8 * byte & 0xff;
		checksum *= 0x01000193;
	}
	return checksum;
}

static void say(const struct greeting *greeting)
{
	printk("Hello %d from cell!\n", (int)greeting->number);
}

static void greet(struct greeting *greeting, u64 start)
{
	u64 elapsed = timer_get_ticks() - start;

	greeting->number++;
	greeting->checksum = mix(greeting->checksum, greeting->number);
	greeting->uptime_ns = timer_ticks_to_ns(elapsed);
	say(greeting);
}

void inmate_main(void)
{
	struct greeting greeting = { .checksum = 0x811c9dc5 };
	unsigned long period_us =
		(unsigned long)cmdline_parse_int("period-ms", 100) * 1000;
	u64 start = timer_get_ticks();

	for (;;) {
		greet(&greeting, start);
		delay_us(period_us);
		messages_handle(NULL);
	}
}
