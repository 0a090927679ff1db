/* SPDX-License-Identifier: MIT */
/*
 * Exceptions that the steward never expects. CPU 0 gives up the request that
 * it serves and goes on; any other CPU reports and stays out of the way.
 */
#include "console.h"
#include "machine.h"
#include "mailbox.h"
#include "smp.h"

/* As vectors.S lays it out. */
struct trap_frame {
	__u64 registers[31];
	__u64 pc;
	__u64 state;
	__u64 padding;
};

void trap_report(const struct trap_frame *frame, __u64 vector);

void trap_report(const struct trap_frame *frame, __u64 vector)
{
	__u64 syndrome = read_sysreg(esr_el1);
	__u64 address = read_sysreg(far_el1);

	console_print("steward: CPU %u: unexpected exception, vector %llu, "
		      "ESR 0x%llx ELR 0x%llx FAR 0x%llx LR 0x%llx\n",
		      smp_this_cpu(), vector, syndrome, frame->pc, address,
		      frame->registers[30]);
	mailbox_abandon(syndrome, frame->pc, address);
	smp_set_failed();
	irq_mask();
	for (;;)
		wait_for_interrupt();
}
