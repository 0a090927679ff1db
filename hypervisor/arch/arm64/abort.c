/* SPDX-License-Identifier: MIT */
/*
 * Stage-2 aborts of guests (Arm ARM, D13.2.37, "ISS encoding for an exception
 * from a Data Abort"). Accesses that a unit emulates are made, the others are
 * violations; nothing here waits for or repeats anything.
 */
#include <cellblock/arch.h>
#include <cellblock/control.h>
#include <cellblock/debug-record.h>
#include <cellblock/printk.h>
#include <asm/sysregs.h>
#include <asm/traps.h>

#define ISS_STATUS(iss)	      ((iss) & 0x3f)
#define ISS_WRITE	      (1U << 6)
#define ISS_STAGE1_WALK	      (1U << 7)
#define ISS_CACHE_MAINTENANCE (1U << 8)
#define ISS_SIXTY_FOUR	      (1U << 15)
#define ISS_REGISTER(iss)     ((iss) >> 16 & 0x1f)
#define ISS_SIGN_EXTEND	      (1U << 21)
#define ISS_SIZE(iss)	      (1U << ((iss) >> 22 & 3))
#define ISS_VALID	      (1U << 24)

#define STATUS_IS_PERMISSION(status) (((status) & 0x3c) == 0x0c)
/* Translation, access flag and permission faults of any level. */
#define STATUS_IS_STAGE2(status) ((status) >= 0x04 && (status) <= 0x0f)

#define PAR_FAILED 1

/* Translate by the guest's own stage 1. False if that fails by now. */
static bool translate_stage1(u64 virt, u64 *phys)
{
	u64 saved = read_sysreg(par_el1);
	u64 par;

	__asm__ volatile("at s1e1r, %0" : : "r"(virt) : "memory");
	isb();
	par = read_sysreg(par_el1);
	write_sysreg(par_el1, saved);
	*phys = (par & 0xfffffffff000ULL) | PAGE_OFFSET(virt);
	return !(par & PAR_FAILED);
}

/*
 * The guest-physical address. HPFAR_EL2 doesn't hold it for permission faults
 * unless on a stage-1 walk (D13.2.55). False if the guest has meanwhile
 * changed its tables: then it has to meet its own fault.
 */
static bool fault_address(u32 iss, u64 *address)
{
	u64 far = read_sysreg(far_el2);

	if (STATUS_IS_PERMISSION(ISS_STATUS(iss)) && !(iss & ISS_STAGE1_WALK))
		return translate_stage1(far, address);
	*address = (read_sysreg(hpfar_el2) & ~0xfULL) << 8 | PAGE_OFFSET(far);
	return true;
}

static void data_violation(struct per_cpu *cpu, struct debug_exit *exit,
			   const char *why)
{
	printk("Unhandled data %s at 0x%llx(%u)%s\n",
	       exit->flags & DEBUG_EXIT_WRITE ? "write" : "read", exit->address,
	       exit->size, why);
	guest_violation(cpu, exit);
}

static void store_result(struct per_cpu *cpu, u32 iss, u64 value)
{
	unsigned int unused_bits = 64 - 8 * ISS_SIZE(iss);

	value <<= unused_bits;
	if (iss & ISS_SIGN_EXTEND)
		value = (u64)((s64)value >> unused_bits);
	else
		value >>= unused_bits;
	if (!(iss & ISS_SIXTY_FOUR))
		value = (u32)value;
	if (ISS_REGISTER(iss) != 31)
		cpu->guest.x[ISS_REGISTER(iss)] = value;
}

static void emulate(struct per_cpu *cpu, u64 esr, struct debug_exit *exit)
{
	u32 iss = ESR_ISS(esr);
	struct mmio_access access = {
		.address = exit->address,
		.value = exit->value,
		.size = exit->size,
		.is_write = iss & ISS_WRITE,
	};

	switch (mmio_dispatch(cpu->cell, &access)) {
	case MMIO_HANDLED:
		if (!access.is_write) {
			store_result(cpu, iss, access.value);
			exit->value = access.value;
		}
		skip_instruction(esr);
		break;
	case MMIO_UNCOVERED:
		data_violation(cpu, exit, "");
		break;
	case MMIO_FORBIDDEN:
		data_violation(cpu, exit, ": forbidden by its region");
		break;
	}
}

/* Without valid syndrome: instructions that can't be emulated. */
static void handle_undecoded(struct per_cpu *cpu, u64 esr,
			     struct debug_exit *exit)
{
	bool covered = mmio_find(cpu->cell, exit->address) &&
		       !(ESR_ISS(esr) & ISS_STAGE1_WALK);

	if (!covered)
		data_violation(cpu, exit, "");
	else if (ESR_ISS(esr) & ISS_CACHE_MAINTENANCE)
		skip_instruction(esr); /* no cache holds an emulated device */
	else
		data_violation(cpu, exit, ": unsupported access, no syndrome");
}

void handle_data_abort(struct per_cpu *cpu, u64 esr)
{
	u32 iss = ESR_ISS(esr);
	u32 rt = ISS_REGISTER(iss);
	struct debug_exit *exit;

	cpu_count_exit(cpu, JAILHOUSE_CPU_STAT_VMEXITS_MMIO);
	exit = debug_exit_begin(cpu, DEBUG_EXIT_MMIO, read_sysreg(elr_el2),
				esr);
	if (iss & ISS_WRITE)
		exit->flags = DEBUG_EXIT_WRITE;
	if (!STATUS_IS_STAGE2(ISS_STATUS(iss))) {
		exit->address = read_sysreg(far_el2);
		data_violation(cpu, exit, " (virtual): external abort");
		return;
	}
	if (!fault_address(iss, &exit->address))
		return;
	if (iss & ISS_VALID) {
		exit->flags |= DEBUG_EXIT_SIZE_VALID;
		exit->size = ISS_SIZE(iss);
		if (iss & ISS_WRITE && rt != 31)
			exit->value = cpu->guest.x[rt] &
				      (~0ULL >> (64 - 8 * exit->size));
	}
	debug_exit_decoded(exit);
	if (likely((iss & (ISS_VALID | ISS_STAGE1_WALK)) == ISS_VALID))
		emulate(cpu, esr, exit);
	else
		handle_undecoded(cpu, esr, exit);
}

void handle_instruction_abort(struct per_cpu *cpu, u64 esr)
{
	u32 iss = ESR_ISS(esr);
	struct debug_exit *exit;

	cpu_count_exit(cpu, JAILHOUSE_CPU_STAT_VMEXITS_MMIO);
	exit = debug_exit_begin(cpu, DEBUG_EXIT_MMIO, read_sysreg(elr_el2),
				esr);
	exit->flags = DEBUG_EXIT_FETCH;
	if (!STATUS_IS_STAGE2(ISS_STATUS(iss)))
		exit->address = read_sysreg(far_el2);
	else if (!fault_address(iss, &exit->address))
		return;
	printk("FATAL: instruction abort at 0x%llx\n", exit->address);
	guest_violation(cpu, exit);
}
