/* SPDX-License-Identifier: MIT */
/*
 * Reads an address that doesn't belong to its cell, which the hypervisor must
 * not let happen. Parameter: address=<number>, by default root's RAM.
 */
#include <inmate.h>

#define COUNTDOWN 3
#define STEP_US	  100000

static u32 read_word(unsigned long address)
{
	return mmio_read32((const volatile void *)address);
}

void inmate_main(void)
{
	unsigned long address =
		(unsigned long)cmdline_parse_int("address", 0x50000000);
	unsigned int left;
	u32 value;

	for (left = COUNTDOWN; left > 0; left--) {
		printk("Reading 0x%lx, outside this cell, in %u\n", address,
		       left);
		delay_us(STEP_US);
		messages_handle(NULL);
	}

	value = read_word(address);
	printk("Isolation failed: 0x%lx holds 0x%x\n", address, value);
	for (;;) {
		delay_us(STEP_US);
		messages_handle(NULL);
	}
}
