/* SPDX-License-Identifier: MIT */
/*
 * The steward, a bare-metal stand-in for Linux and the hypervisor's driver:
 * brings the machine up as a kernel would and then serves the mailbox.
 */
#include "console.h"
#include "machine.h"
#include "mailbox.h"
#include "memory.h"
#include "smp.h"

void steward_main(void);

void steward_main(void)
{
	memory_init(); /* identity map, MMU and caches on */
	smp_init();    /* interrupts, tick, all CPUs */
	console_print("steward: %u CPUs online\n", smp_online_count());
	mailbox_open(); /* the workbench may command */

	irq_unmask();
	for (;;) {
		mailbox_poll();
		wait_for_interrupt(); /* for at most one tick */
	}
}
