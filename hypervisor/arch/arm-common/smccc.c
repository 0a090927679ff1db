/* SPDX-License-Identifier: MIT */
/*
 * The SMC calling convention (Arm DEN 0028). Guests reach no firmware: what
 * isn't served here isn't supported.
 */
#include <cellblock/control.h>
#include <cellblock/debug-record.h>
#include <asm/smccc.h>

#define SMCCC_VERSION	     0x80000000U
#define SMCCC_ARCH_FEATURES  0x80000001U
#define SMCCC_OWNER_MASK     0x3f000000U
#define SMCCC_OWNER_STANDARD 0x04000000U
#define SMCCC_1_1	     0x10001

static u64 arch_call(u32 function, u32 subject)
{
	if (function == SMCCC_VERSION)
		return SMCCC_1_1;
	if (function == SMCCC_ARCH_FEATURES &&
	    (subject == SMCCC_VERSION || subject == SMCCC_ARCH_FEATURES))
		return 0;
	return SMCCC_NOT_SUPPORTED;
}

void smccc_call(struct per_cpu *cpu, u64 pc, u64 esr)
{
	u64 *x = cpu->guest.x;
	u32 function = (u32)x[0];
	bool psci = (function & SMCCC_OWNER_MASK) == SMCCC_OWNER_STANDARD;
	u32 reason = psci ? DEBUG_EXIT_PSCI : DEBUG_EXIT_SMCCC;
	struct debug_exit *exit = debug_exit_begin(cpu, reason, pc, esr);

	cpu_count_exit(cpu, reason);
	exit->address = function;
	exit->value = x[1];
	debug_exit_decoded(exit);
	if (!psci)
		x[0] = arch_call(function, (u32)x[1]);
	else if (!psci_call(cpu, function))
		x[0] = SMCCC_NOT_SUPPORTED;
}
