/* SPDX-License-Identifier: MIT */
/*
 * One CPU's interface to the GICv3. The physical one is the hypervisor's, the
 * guest has the virtual one (GIC specification, chapter 6). Two SGIs are the
 * hypervisor's own; those of guests never leave memory as such.
 */
#include <cellblock/arch.h>
#include <cellblock/control.h>
#include <cellblock/debug-record.h>
#include <cellblock/string.h>
#include <asm/gic.h>
#include <asm/sysregs.h>

#define OWN_SGIS (1U << SGI_EVENT | 1U << SGI_INJECT)

/* Priorities: kicks before everything that guests may configure. */
#define PRIORITY_MASK_ALL 0xff
#define PRIORITY_MASK_OWN 0x20

static volatile u8 *sgi_base(const struct per_cpu *cpu)
{
	return cpu->arch.gic.redistributor + GICR_SGI_BASE;
}

static u32 private_irqs(void)
{
	return 0xffff0000U & ~(1U << gic_maintenance_irq);
}

/* The guest's view continues where the physical interface stands. */
static void take_interface(void)
{
	u64 control = read_sysreg(icc_ctlr_el1);
	u64 vmcr = ICH_VMCR_VFIQEN;

	if (read_sysreg(icc_igrpen1_el1) & 1)
		vmcr |= ICH_VMCR_VENG1;
	if (control & ICC_CTLR_CBPR)
		vmcr |= ICH_VMCR_VCBPR;
	if (control & ICC_CTLR_EOIMODE)
		vmcr |= ICH_VMCR_VEOIM;
	vmcr |= (read_sysreg(icc_bpr1_el1) & 7) << ICH_VMCR_VBPR1_SHIFT;
	vmcr |= read_sysreg(icc_pmr_el1) << ICH_VMCR_VPMR_SHIFT;
	write_sysreg(ich_vmcr_el2, vmcr);
	write_sysreg(ich_ap1r0_el2, read_sysreg(icc_ap1r0_el1));

	write_sysreg(icc_ap1r0_el1, 0);
	write_sysreg(icc_ctlr_el1, control | ICC_CTLR_EOIMODE);
	write_sysreg(icc_bpr1_el1, 0);
	write_sysreg(icc_pmr_el1, PRIORITY_MASK_ALL);
	write_sysreg(icc_igrpen1_el1, 1);
	isb();
}

static void give_interface_back(void)
{
	u64 vmcr = read_sysreg(ich_vmcr_el2);
	u64 control =
		read_sysreg(icc_ctlr_el1) & ~(ICC_CTLR_CBPR | ICC_CTLR_EOIMODE);

	if (vmcr & ICH_VMCR_VCBPR)
		control |= ICC_CTLR_CBPR;
	if (vmcr & ICH_VMCR_VEOIM)
		control |= ICC_CTLR_EOIMODE;
	write_sysreg(icc_ctlr_el1, control);
	write_sysreg(icc_bpr1_el1, vmcr >> ICH_VMCR_VBPR1_SHIFT & 7);
	write_sysreg(icc_pmr_el1, vmcr >> ICH_VMCR_VPMR_SHIFT & 0xff);
	write_sysreg(icc_igrpen1_el1, vmcr & ICH_VMCR_VENG1 ? 1 : 0);
	write_sysreg(icc_ap1r0_el1, read_sysreg(ich_ap1r0_el2));
	write_sysreg(ich_ap1r0_el2, 0);
	write_sysreg(ich_vmcr_el2, 0);
	write_sysreg(ich_hcr_el2, 0);
	isb();
}

static void set_priority(volatile u8 *base, u32 irq, u8 priority)
{
	*(base + GICD_IPRIORITYR + irq) = priority;
}

void gic_cpu_activate(struct per_cpu *cpu)
{
	struct gic_host_state *host = &cpu->arch.gic.host;
	volatile u8 *base = sgi_base(cpu);
	unsigned int n;

	host->sre_el2 = read_sysreg(icc_sre_el2);
	write_sysreg(icc_sre_el2, ICC_SRE_ENABLE | host->sre_el2);
	host->enabled = gic_read(base, GICD_ISENABLER);
	for (n = 0; n < 8; n++)
		host->priorities[n] = gic_read(base, GICD_IPRIORITYR + 4 * n);
	gic_write(base, GICD_IGROUPR, ~0U);
	set_priority(base, SGI_EVENT, 0);
	set_priority(base, SGI_INJECT, 0);
	set_priority(base, gic_maintenance_irq, 0);
	take_interface();
	gic_lists_take(cpu);
	gic_write(base, GICD_ISENABLER, OWN_SGIS | 1U << gic_maintenance_irq);
	write_sysreg(ich_hcr_el2, ICH_HCR_EN);
	isb();
	gic_lists_refill(cpu);
}

void gic_cpu_leave(struct per_cpu *cpu)
{
	const struct gic_host_state *host = &cpu->arch.gic.host;
	u32 ours = 0xffffU | 1U << gic_maintenance_irq;
	volatile u8 *base = sgi_base(cpu);
	unsigned int n;

	gic_write(base, GICD_ICENABLER, ours & ~host->enabled);
	gic_write(base, GICD_ISENABLER, ours & host->enabled);
	for (n = 0; n < 4; n++)
		gic_write(base, GICD_IPRIORITYR + 4 * n, host->priorities[n]);
	gic_lists_give_back(cpu);
	give_interface_back();
	write_sysreg(icc_sre_el2, host->sre_el2);
	isb();
}

/* The guest may set them at will, and they would silence the next one. There
 * are as many registers as preemption bits ask for (12.4.1, ICH_AP0R<n>). */
static void clear_active_priorities(void)
{
	u64 bits = (read_sysreg(ich_vtr_el2) >> ICH_VTR_PREBITS_SHIFT & 7) + 1;

	write_sysreg(ich_ap0r0_el2, 0);
	write_sysreg(ich_ap1r0_el2, 0);
	if (bits < 6)
		return;
	write_sysreg(ich_ap0r1_el2, 0);
	write_sysreg(ich_ap1r1_el2, 0);
	if (bits < 7)
		return;
	write_sysreg(ich_ap0r2_el2, 0);
	write_sysreg(ich_ap0r3_el2, 0);
	write_sysreg(ich_ap1r2_el2, 0);
	write_sysreg(ich_ap1r3_el2, 0);
}

void gic_cpu_reset(struct per_cpu *cpu)
{
	volatile u8 *base = sgi_base(cpu);

	gic_write(base, GICD_ICENABLER, private_irqs());
	gic_write(base, GICD_ICPENDR, private_irqs());
	gic_write(base, GICD_ICACTIVER, private_irqs());
	cpu->arch.gic.sgi_pending = 0;
	gic_lists_drop(cpu);
	clear_active_priorities();
	write_sysreg(ich_vmcr_el2, ICH_VMCR_VFIQEN);
	write_sysreg(ich_hcr_el2, ICH_HCR_EN);
	isb();
}

static void end_interrupt(u64 irq)
{
	write_sysreg(icc_eoir1_el1, irq);
	write_sysreg(icc_dir_el1, irq);
}

static bool is_owned(const struct per_cpu *cpu, u32 irq)
{
	return irq < FIRST_SPI ||
	       cpu->cell->arch.gic.spis[irq / 32] >> (irq % 32) & 1;
}

/* An interrupt that nobody here owns stays quiet from now on. */
static void silence(u32 irq)
{
	gic_write(gic_distributor, GICD_ICENABLER + 4 * (irq / 32),
		  1U << (irq % 32));
	end_interrupt(irq);
}

static void record(struct per_cpu *cpu, u32 reason, u64 pc, u64 irq)
{
	struct debug_exit *exit = debug_exit_begin(cpu, reason, pc, 0);

	cpu_count_exit(cpu, reason);
	exit->address = irq;
	debug_exit_decoded(exit);
}

_Static_assert(DEBUG_EXIT_MANAGEMENT == JAILHOUSE_CPU_STAT_VMEXITS_MANAGEMENT &&
		       DEBUG_EXIT_VIRQ == JAILHOUSE_CPU_STAT_VMEXITS_VIRQ &&
		       DEBUG_EXIT_VSGI == JAILHOUSE_CPU_STAT_VMEXITS_VSGI &&
		       DEBUG_EXIT_MAINTENANCE ==
			       JAILHOUSE_CPU_STAT_VMEXITS_MAINTENANCE,
	       "exit reasons are indexes of statistics");

void gic_handle_irq(struct per_cpu *cpu, u64 pc)
{
	u32 irq = (u32)read_sysreg(icc_iar1_el1) & 0xffffff;

	if (irq == SGI_EVENT) {
		end_interrupt(irq);
		record(cpu, DEBUG_EXIT_MANAGEMENT, pc, irq);
		cpu_check_orders(cpu);
	} else if (irq < SGI_COUNT) {
		end_interrupt(irq);
		record(cpu, DEBUG_EXIT_VSGI, pc, irq);
		gic_lists_refill(cpu);
	} else if (irq == gic_maintenance_irq) {
		end_interrupt(irq);
		record(cpu, DEBUG_EXIT_MAINTENANCE, pc, irq);
		gic_lists_refill(cpu);
	} else if (irq < FIRST_SPECIAL_ID) {
		record(cpu, DEBUG_EXIT_VIRQ, pc, irq);
		if (likely(is_owned(cpu, irq))) {
			write_sysreg(icc_eoir1_el1, irq);
			gic_lists_add_hardware(cpu, irq);
		} else {
			silence(irq);
		}
	} else if (irq >= FIRST_LPI) {
		/* LPIs have no active state; cells have no ITS. */
		write_sysreg(icc_eoir1_el1, irq);
	}
}

/* The guest's interrupts don't wake, unless by the highest priorities. */
void arch_cpu_wait(struct per_cpu *cpu)
{
	u64 irq;

	(void)cpu;
	write_sysreg(icc_pmr_el1, PRIORITY_MASK_OWN);
	isb();
	dsb(sy);
	cpu_sleep();
	irq = read_sysreg(icc_iar1_el1) & 0xffffff;
	if (irq < SGI_COUNT)
		end_interrupt(irq);
	else if (irq < FIRST_SPECIAL_ID)
		/* Stays active, hence silent, until the CPU is reset. */
		write_sysreg(icc_eoir1_el1, irq);
	write_sysreg(icc_pmr_el1, PRIORITY_MASK_ALL);
	isb();
}
