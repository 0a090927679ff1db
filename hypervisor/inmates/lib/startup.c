/* SPDX-License-Identifier: MIT */
/* From the first C function to the last: checks, messages, exceptions. */
#include "console.h"
#include "inmate.h"

void inmate_start(void) __attribute__((noreturn));
void inmate_report_exception(unsigned long vector) __attribute__((noreturn));

static void stop_cpu(void) __attribute__((noreturn));

static void stop_cpu(void)
{
	disable_irqs();
	halt();
}

void inmate_start(void)
{
	if (memcmp(comm_region->signature, COMM_REGION_MAGIC,
		   sizeof(comm_region->signature)) != 0 ||
	    comm_region->revision != COMM_REGION_ABI_REVISION) {
		comm_region->cell_state = JAILHOUSE_CELL_FAILED_COMM_REV;
		stop_cpu();
	}
	console_init();
	inmate_main();
	inmate_stop();
}

void inmate_stop(void)
{
	comm_region->cell_state = JAILHOUSE_CELL_SHUT_DOWN;
	stop_cpu();
}

void messages_handle(bool (*may_shut_down)(void))
{
	switch (comm_region->msg_to_cell) {
	case JAILHOUSE_MSG_NONE:
		break;
	case JAILHOUSE_MSG_SHUTDOWN_REQUEST:
		if (may_shut_down && !may_shut_down()) {
			jailhouse_send_reply_from_cell(
				comm_region, JAILHOUSE_MSG_REQUEST_DENIED);
			break;
		}
		comm_region->cell_state = JAILHOUSE_CELL_SHUT_DOWN;
		jailhouse_send_reply_from_cell(comm_region,
					       JAILHOUSE_MSG_REQUEST_APPROVED);
		stop_cpu();
	case JAILHOUSE_MSG_RECONFIG_COMPLETED:
		jailhouse_send_reply_from_cell(comm_region,
					       JAILHOUSE_MSG_RECEIVED);
		break;
	default:
		jailhouse_send_reply_from_cell(comm_region,
					       JAILHOUSE_MSG_UNKNOWN);
	}
}

/* Registers are lost by now; what matters is where and why. */
void inmate_report_exception(unsigned long vector)
{
	unsigned long syndrome, pc, address;

	asm volatile("mrs %0, esr_el1" : "=r"(syndrome));
	asm volatile("mrs %0, elr_el1" : "=r"(pc));
	asm volatile("mrs %0, far_el1" : "=r"(address));
	printk("inmate: unexpected exception, vector %lu, ESR 0x%lx, "
	       "PC 0x%lx, FAR 0x%lx\n",
	       vector, syndrome, pc, address);
	/* Nobody will answer messages any more, so don't be waited for. */
	comm_region->cell_state = JAILHOUSE_CELL_FAILED;
	stop_cpu();
}
