/* SPDX-License-Identifier: MIT */
/*
 * Exits by their exception class (Arm ARM, ESR_ELx.EC). A class without a
 * handler is something that no guest may do.
 */
#include <cellblock/arch.h>
#include <cellblock/control.h>
#include <cellblock/debug-record.h>
#include <cellblock/hypercall.h>
#include <cellblock/printk.h>
#include <asm/gic.h>
#include <asm/smccc.h>
#include <asm/sysregs.h>
#include <asm/traps.h>

/* ISS of MSR and MRS (D13.2.37): the register without Rt and direction. */
#define SYSREG_MASK 0x3ffc1eU
#define SYSREG_ISS(op0, op1, crn, crm, op2) \
	((op0) << 20 | (op2) << 17 | (op1) << 14 | (crn) << 10 | (crm) << 1)
#define ICC_SGI1R_ISS  SYSREG_ISS(3U, 0U, 12U, 11U, 5U)
#define ICC_ASGI1R_ISS SYSREG_ISS(3U, 0U, 12U, 11U, 6U)
#define ICC_SGI0R_ISS  SYSREG_ISS(3U, 0U, 12U, 11U, 7U)

void skip_instruction(u64 esr)
{
	/* ESR_EL2.IL: the trapped instruction is 32 bits long. */
	write_sysreg(elr_el2, read_sysreg(elr_el2) + (esr >> 25 & 1 ? 4 : 2));
}

void guest_violation(struct per_cpu *cpu, struct debug_exit *exit)
{
	exit->reason = DEBUG_EXIT_VIOLATION;
	debug_exit_decoded(exit);
	printk("Cell state before exception:\n");
	arch_print_guest(cpu);
	cpu_park(cpu);
}

static void handle_unknown(struct per_cpu *cpu, u64 esr)
{
	struct debug_exit *exit = debug_exit_begin(cpu, DEBUG_EXIT_VIOLATION,
						   read_sysreg(elr_el2), esr);

	printk("FATAL: unhandled trap (exception class 0x%02x)\n", ESR_EC(esr));
	guest_violation(cpu, exit);
}

static void handle_hvc(struct per_cpu *cpu, u64 esr)
{
	/* HVC returns behind itself; the record names the instruction. */
	u64 pc = read_sysreg(elr_el2) - 4;
	u64 *x = cpu->guest.x;
	struct debug_exit *exit;
	u32 resets = cpu->control.resets;
	long result;

	if ((esr & 0xffff) != JAILHOUSE_HVC_CODE) {
		if (!(esr & 0xffff)) {
			smccc_call(cpu, pc, esr);
			return;
		}
		exit = debug_exit_begin(cpu, DEBUG_EXIT_VIOLATION, pc, esr);
		printk("FATAL: forbidden access (exception class 0x%02x)\n",
		       ESR_EC(esr));
		guest_violation(cpu, exit);
		return;
	}
	cpu_count_exit(cpu, JAILHOUSE_CPU_STAT_VMEXITS_HYPERCALL);
	exit = debug_exit_begin(cpu, DEBUG_EXIT_HYPERCALL, pc, esr);
	exit->address = x[0];
	exit->value = x[1];
	debug_exit_decoded(exit);
	result = hypercall(cpu, x[0], x[1], x[2]);
	/* While it waited, the CPU may have been given another life. */
	if (likely(resets == cpu->control.resets))
		x[0] = (u64)result;
}

static void handle_smc(struct per_cpu *cpu, u64 esr)
{
	u64 pc = read_sysreg(elr_el2);

	/* A trapped SMC returns to itself, unlike HVC. */
	write_sysreg(elr_el2, pc + 4);
	smccc_call(cpu, pc, esr);
}

static void handle_sysreg(struct per_cpu *cpu, u64 esr)
{
	u32 iss = ESR_ISS(esr);
	u32 rt = iss >> 5 & 0x1f;
	u64 value = rt == 31 ? 0 : cpu->guest.x[rt];
	bool is_read = iss & 1;
	struct debug_exit *exit;

	switch (is_read ? 0 : iss & SYSREG_MASK) {
	case ICC_SGI1R_ISS:
		cpu_count_exit(cpu, JAILHOUSE_CPU_STAT_VMEXITS_VSGI);
		exit = debug_exit_begin(cpu, DEBUG_EXIT_VSGI,
					read_sysreg(elr_el2), esr);
		exit->value = value;
		debug_exit_decoded(exit);
		gic_send_sgi(cpu, value);
		break;
	case ICC_ASGI1R_ISS:
	case ICC_SGI0R_ISS:
		/* Group 0 and the other security state have no SGIs here. */
		break;
	default:
		handle_unknown(cpu, esr);
		return;
	}
	skip_instruction(esr);
}

typedef void (*trap_handler)(struct per_cpu *cpu, u64 esr);

static const trap_handler handlers[64] = {
	[ESR_EC_HVC64] = handle_hvc,
	[ESR_EC_SMC64] = handle_smc,
	[ESR_EC_SYSREG] = handle_sysreg,
	[ESR_EC_INSTRUCTION_ABORT] = handle_instruction_abort,
	[ESR_EC_DATA_ABORT] = handle_data_abort,
};

void arch_handle_sync(struct per_cpu *cpu)
{
	u64 esr = read_sysreg(esr_el2);
	trap_handler handler = handlers[ESR_EC(esr)];

	cpu->debug->state = DEBUG_CPU_HYPERVISOR;
	if (likely(handler))
		handler(cpu, esr);
	else
		handle_unknown(cpu, esr);
	cpu->debug->state = DEBUG_CPU_GUEST;
}

void arch_handle_irq(struct per_cpu *cpu)
{
	cpu->debug->state = DEBUG_CPU_HYPERVISOR;
	gic_handle_irq(cpu, read_sysreg(elr_el2));
	cpu->debug->state = DEBUG_CPU_GUEST;
}

/* FIQs come from group 0, which nobody here enables; SErrors aren't routed. */
void arch_handle_unexpected(struct per_cpu *cpu)
{
	cpu->debug->state = DEBUG_CPU_HYPERVISOR;
	handle_unknown(cpu, read_sysreg(esr_el2));
	cpu->debug->state = DEBUG_CPU_GUEST;
}
