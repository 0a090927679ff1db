/* SPDX-License-Identifier: MIT */
/*
 * One CPU's guest side: taken over from the host, given back, reset. What the
 * guest may reach without an exit is decided here.
 */
#include <cellblock/arch.h>
#include <cellblock/debug-record.h>
#include <cellblock/refuse.h>
#include <cellblock/setup.h>
#include <asm/gic.h>
#include <asm/sysregs.h>
#include <asm/traps.h>

extern u8 __bootstrap_start[];

void arch_enter(struct per_cpu *cpu, u32 id, u64 sctlr, u64 tpidr)
{
	cpu->arch.host.sctlr = sctlr;
	cpu->arch.host.tpidr = tpidr;
	entry(cpu, id);
	cpu->debug->state = DEBUG_CPU_GUEST;
}

bool arch_config_fits(u8 architecture)
{
	return architecture == JAILHOUSE_ARM64;
}

int arch_cpu_init(struct per_cpu *cpu)
{
	struct host_state *host = &cpu->arch.host;

	cpu->arch.affinity = read_sysreg(mpidr_el1) & MPIDR_AFFINITY;
	host->hcr = read_sysreg(hcr_el2);
	host->cptr = read_sysreg(cptr_el2);
	host->cnthctl = read_sysreg(cnthctl_el2);
	host->hstr = read_sysreg(hstr_el2);
	host->mdcr = read_sysreg(mdcr_el2);
	host->vtcr = read_sysreg(vtcr_el2);
	host->vttbr = read_sysreg(vttbr_el2);
	return gic_cpu_init(cpu);
}

/* Exits: stage 2, physical interrupts, SMC. All else runs untouched. */
static void set_controls(const struct per_cpu *cpu)
{
	write_sysreg(hcr_el2, HCR_VM | HCR_SWIO | HCR_FMO | HCR_IMO | HCR_TSC |
				      HCR_RW |
				      (cpu->arch.host.hcr & HCR_FEATURES));
	write_sysreg(cptr_el2, cpu->arch.host.cptr & ~CPTR_TRAPS);
	write_sysreg(hstr_el2, 0);
	/* Debug and performance monitors don't trap; HPMN keeps all counters. */
	write_sysreg(mdcr_el2, cpu->arch.host.mdcr & 0x1f);
	write_sysreg(cnthctl_el2, CNTHCTL_EL1_ACCESS);
	write_sysreg(vmpidr_el2, read_sysreg(mpidr_el1));
	write_sysreg(vpidr_el2, read_sysreg(midr_el1));
	arch_stage2_activate(cpu->cell);
}

static void drop_guest_translations(void)
{
	tlbi(vmalls12e1);
	dsb(nsh);
	isb();
}

void arch_cpu_activate(struct per_cpu *cpu)
{
	set_controls(cpu);
	drop_guest_translations();
	gic_cpu_activate(cpu);
}

__noreturn void arch_cpu_leave(struct per_cpu *cpu, bool activated, int result)
{
	const struct host_state *host = &cpu->arch.host;

	if (activated) {
		gic_cpu_leave(cpu);
		drop_guest_translations();
		write_sysreg(hcr_el2, host->hcr);
		write_sysreg(cptr_el2, host->cptr);
		write_sysreg(cnthctl_el2, host->cnthctl);
		write_sysreg(hstr_el2, host->hstr);
		write_sysreg(mdcr_el2, host->mdcr);
		write_sysreg(vtcr_el2, host->vtcr);
		write_sysreg(vttbr_el2, host->vttbr);
	}
	if (cpu->debug)
		cpu->debug->state = DEBUG_CPU_GUEST;
	write_sysreg(vbar_el2, hypervisor_header.arm_linux_hyp_vectors);
	write_sysreg(tpidr_el2, host->tpidr);
	isb();
	arch_leave(&cpu->guest, (u64)(long)result, host->sctlr,
		   hypervisor_phys(__bootstrap_start));
}

/* EL1 as after a reset (D1.9.1), and nothing left of the previous guest. */
static void reset_el1(void)
{
	write_sysreg(sctlr_el1, SCTLR_EL1_RESET);
	write_sysreg(cpacr_el1, CPACR_FPEN);
	write_sysreg(ttbr0_el1, 0);
	write_sysreg(ttbr1_el1, 0);
	write_sysreg(tcr_el1, 0);
	write_sysreg(mair_el1, 0);
	write_sysreg(amair_el1, 0);
	write_sysreg(vbar_el1, 0);
	write_sysreg(esr_el1, 0);
	write_sysreg(far_el1, 0);
	write_sysreg(afsr0_el1, 0);
	write_sysreg(afsr1_el1, 0);
	write_sysreg(par_el1, 0);
	write_sysreg(elr_el1, 0);
	write_sysreg(spsr_el1, 0);
	write_sysreg(sp_el0, 0);
	write_sysreg(sp_el1, 0);
	write_sysreg(tpidr_el0, 0);
	write_sysreg(tpidrro_el0, 0);
	write_sysreg(tpidr_el1, 0);
	write_sysreg(contextidr_el1, 0);
	write_sysreg(csselr_el1, 0);
	write_sysreg(mdscr_el1, 0);
	write_sysreg(cntkctl_el1, 0);
	write_sysreg(cntv_cval_el0, 0);
	write_sysreg(cntp_cval_el0, 0);
	write_sysreg(cntvoff_el2, 0);
}

static void stop_timers(void)
{
	write_sysreg(cntv_ctl_el0, 0);
	write_sysreg(cntp_ctl_el0, 0);
	isb();
}

void arch_cpu_reset(struct per_cpu *cpu, u64 pc, u64 argument)
{
	cpu->guest = (struct guest_registers){ .x = { argument } };
	write_sysreg(elr_el2, pc);
	write_sysreg(spsr_el2, SPSR_EL1H_MASKED);
	reset_el1();
	stop_timers();
	arch_clear_vector_registers();
	gic_cpu_reset(cpu);
	set_controls(cpu);
	drop_guest_translations();
	__asm__ volatile("ic iallu" : : : "memory");
	dsb(nsh);
	isb();
}

void arch_cpu_quiesce(struct per_cpu *cpu)
{
	stop_timers();
	gic_cpu_reset(cpu);
	/* The tables of the cell that it has left may be freed. */
	arch_stage2_activate(cpu->cell);
	drop_guest_translations();
}

void arch_comm_region_fill(struct cell *cell)
{
	struct jailhouse_comm_region *comm = cell->comm;

	comm->gic_version = system_config->platform_info.arm.gic_version;
	comm->gicd_base = system_config->platform_info.arm.gicd_base;
	comm->gicc_base = system_config->platform_info.arm.gicc_base;
	comm->gicr_base = system_config->platform_info.arm.gicr_base;
	comm->vpci_irq_base = cell->config->vpci_irq_base;
}
