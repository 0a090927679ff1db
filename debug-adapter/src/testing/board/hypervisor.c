/* SPDX-License-Identifier: MIT */
/* Handles the hypercalls of the one guest, and publishes them for debuggers. */
typedef unsigned int u32;
typedef unsigned long u64;

#define UART_DATA	((volatile u32 *)0x09000000)
#define EXIT_HYPERCALL	3

struct saved_registers {
	u64 x[32];
};

struct exit_record {
	u32 reason;
	u32 cell_id;
	u64 sequence;
	u64 pc;
	u64 address;
	u64 registers;
};

volatile u64 go;
volatile u64 exit_mask;
volatile struct exit_record record;

/* Debuggers stop here, with everything about the exit in the record. */
__attribute__((noinline)) void debug_exit_hook(void)
{
	__asm__ volatile("");
}

__attribute__((noinline)) static u64 put_character(u64 character)
{
	*UART_DATA = (u32)character;
	return character;
}

__attribute__((noinline)) static u64 handle_hypercall(u64 number, u64 argument)
{
	u64 result = 0;

	if (number == 8)
		result = put_character(argument);
	return result;
}

void handle_exit(struct saved_registers *saved)
{
	u64 pc;

	__asm__ volatile("mrs %0, elr_el2" : "=r"(pc));
	record.sequence++;
	record.reason = EXIT_HYPERCALL;
	record.cell_id = 1;
	record.pc = pc;
	record.address = saved->x[0];
	record.registers = (u64)saved;
	if (exit_mask & (1 << EXIT_HYPERCALL))
		debug_exit_hook();
	saved->x[0] = handle_hypercall(saved->x[0], saved->x[1]);
}
