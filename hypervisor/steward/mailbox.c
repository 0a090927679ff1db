/* SPDX-License-Identifier: MIT */
/* The mailbox: one request at a time, dispatched by a table. */
#include <format.h>
#include <string.h>
#include <jailhouse/hypercall.h>
#include "board.h"
#include "cells.h"
#include "driver.h"
#include "errno.h"
#include "machine.h"
#include "mailbox.h"
#include "smp.h"

typedef __s64 (*mailbox_handler)(const __u64 *args);

void steward_completion(void);
int checkpoint_save(__u64 *registers);
void checkpoint_return(const __u64 *registers);

/* Found by its symbol; initialised data, so that every boot resets it. */
volatile struct mailbox steward_mailbox
	__attribute__((aligned(4096), section(".data"))) = {
		.magic = MAILBOX_MAGIC,
		.version = MAILBOX_VERSION,
		.state = MAILBOX_BOOTING,
		.staging_base = BOARD_STAGING_BASE,
		.staging_size = BOARD_STAGING_SIZE,
	};

static char message[sizeof(steward_mailbox.message)];
static __u64 checkpoint[13];
static bool serving;

static __s64 get_state(const __u64 *args)
{
	return driver_call(JAILHOUSE_HC_CELL_GET_STATE, args[0], 0);
}

static __s64 get_hypervisor_info(const __u64 *args)
{
	return driver_call(JAILHOUSE_HC_HYPERVISOR_GET_INFO, args[0], 0);
}

static __s64 get_cpu_info(const __u64 *args)
{
	return driver_call(JAILHOUSE_HC_CPU_GET_INFO, args[0], args[1]);
}

static __s64 disable(const __u64 *args)
{
	__s64 error = cells_destroy_all();

	(void)args;
	return error ? error : driver_disable();
}

static const mailbox_handler handlers[] = {
	[MAILBOX_ENABLE] = driver_enable,
	[MAILBOX_DISABLE] = disable,
	[MAILBOX_CELL_CREATE] = cells_create,
	[MAILBOX_CELL_LOAD] = cells_load,
	[MAILBOX_CELL_START] = cells_start,
	[MAILBOX_CELL_SHUTDOWN] = cells_shutdown,
	[MAILBOX_CELL_DESTROY] = cells_destroy,
	[MAILBOX_CELL_GET_STATE] = get_state,
	[MAILBOX_HYPERVISOR_GET_INFO] = get_hypervisor_info,
	[MAILBOX_CPU_GET_INFO] = get_cpu_info,
};

struct message_writer {
	unsigned int length;
};

static void write_message(void *context, char character)
{
	struct message_writer *writer = context;

	if (writer->length + 1 < sizeof(message))
		message[writer->length++] = character;
}

__s64 mailbox_refuse(__s64 error, const char *format, ...)
{
	struct message_writer writer = { 0 };
	va_list arguments;

	va_start(arguments, format);
	format_text(write_message, &writer, format, arguments);
	va_end(arguments);
	message[writer.length] = '\0';
	return error;
}

static __s64 dispatch(__u32 command, const __u64 *args)
{
	if (command >= sizeof(handlers) / sizeof(handlers[0]) ||
	    !handlers[command])
		return mailbox_refuse(-ENOSYS, "unknown command %u", command);
	return handlers[command](args);
}

/* Executed once per answer, so that a debugger can stop when one is there. */
__attribute__((noinline)) void steward_completion(void)
{
	asm volatile("" : : : "memory");
}

static void answer(__u32 request, __s64 result)
{
	unsigned int n;

	for (n = 0; n < sizeof(message); n++)
		steward_mailbox.message[n] = message[n];
	steward_mailbox.result = result;
	steward_mailbox.online_cpus = smp_online_count();
	dsb();
	steward_mailbox.response = request;
	dsb();
	steward_completion();
}

void mailbox_poll(void)
{
	__u32 request = steward_mailbox.request;
	__u64 args[8];
	__u32 command;
	__s64 result;
	unsigned int n;

	if (request == steward_mailbox.response)
		return;
	dsb();
	command = steward_mailbox.command;
	/* Arguments are read once: the other side may write at any time. */
	for (n = 0; n < 8; n++)
		args[n] = steward_mailbox.args[n];
	memset(message, 0, sizeof(message));

	if (checkpoint_save(checkpoint) == 0) {
		serving = true;
		result = dispatch(command, args);
	} else {
		result = -EFAULT;
		irq_unmask(); /* the exception masked them */
	}
	serving = false;
	answer(request, result);
}

void mailbox_abandon(__u64 syndrome, __u64 pc, __u64 address)
{
	if (smp_this_cpu() != 0 || !serving)
		return;
	mailbox_refuse(-EFAULT,
		       "the steward faulted: ESR 0x%llx ELR 0x%llx "
		       "FAR 0x%llx",
		       syndrome, pc, address);
	checkpoint_return(checkpoint);
}

void mailbox_open(void)
{
	steward_mailbox.completion = (__u64)steward_completion;
	steward_mailbox.online_cpus = smp_online_count();
	dsb();
	steward_mailbox.state = MAILBOX_READY;
}
