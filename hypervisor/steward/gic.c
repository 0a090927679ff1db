/* SPDX-License-Identifier: MIT */
/* GICv3 driver by system registers; offsets and bits as in IHI 0069. */
#include "gic.h"
#include "board.h"
#include "machine.h"
#include "timer.h"

#define GICD_CTLR	   0x0000
#define GICD_CTLR_GROUP1   (1U << 1)
#define GICD_CTLR_AFFINITY (1U << 4)
#define GICD_CTLR_WRITING  (1U << 31)

#define GICR_FRAME_SIZE	  0x20000UL
#define GICR_TYPER	  0x0008
#define GICR_TYPER_LAST	  (1UL << 4)
#define GICR_WAKER	  0x0014
#define GICR_WAKER_ASLEEP (1U << 2)
#define GICR_SGI_FRAME	  0x10000UL
#define GICR_IGROUPR0	  (GICR_SGI_FRAME + 0x080)
#define GICR_ISENABLER0	  (GICR_SGI_FRAME + 0x100)
#define GICR_ICENABLER0	  (GICR_SGI_FRAME + 0x180)
#define GICR_IPRIORITYR	  (GICR_SGI_FRAME + 0x400)

#define PRIORITY_ALL  0xa0a0a0a0U
#define PRIORITY_OPEN 0xf0

#define WAKE_SGI	 2
#define FIRST_SPECIAL_ID 1020

static unsigned long frame_base(unsigned int cpu)
{
	return BOARD_GICR_BASE + cpu * GICR_FRAME_SIZE;
}

unsigned int gic_find_cpus(__u64 *affinity, unsigned int capacity)
{
	unsigned int cpu = 0;
	__u64 typer, packed;

	do {
		typer = mmio_read64(frame_base(cpu) + GICR_TYPER);
		/* Aff3.Aff2.Aff1.Aff0, where MPIDR has a gap below Aff3. */
		packed = typer >> 32;
		affinity[cpu++] =
			(packed & 0xff000000) << 8 | (packed & 0x00ffffff);
	} while (!(typer & GICR_TYPER_LAST) && cpu < capacity);
	return cpu;
}

void gic_init_distributor(void)
{
	mmio_write32(BOARD_GICD_BASE + GICD_CTLR,
		     GICD_CTLR_AFFINITY | GICD_CTLR_GROUP1);
	while (mmio_read32(BOARD_GICD_BASE + GICD_CTLR) & GICD_CTLR_WRITING)
		;
}

void gic_init_cpu(unsigned int cpu)
{
	unsigned long frame = frame_base(cpu);
	unsigned int n;

	mmio_write32(frame + GICR_WAKER, 0);
	while (mmio_read32(frame + GICR_WAKER) & GICR_WAKER_ASLEEP)
		;
	mmio_write32(frame + GICR_IGROUPR0, ~0U);
	for (n = 0; n < 32; n += 4)
		mmio_write32(frame + GICR_IPRIORITYR + n, PRIORITY_ALL);
	mmio_write32(frame + GICR_ISENABLER0, 1U << WAKE_SGI | 1U << TIMER_IRQ);

	write_sysreg(ICC_SRE_EL1, 1);
	isb();
	write_sysreg(ICC_CTLR_EL1, 0);
	write_sysreg(ICC_PMR_EL1, PRIORITY_OPEN);
	write_sysreg(ICC_IGRPEN1_EL1, 1);
	isb();
}

void gic_exit_cpu(unsigned int cpu)
{
	mmio_write32(frame_base(cpu) + GICR_ICENABLER0, ~0U);
	write_sysreg(ICC_IGRPEN1_EL1, 0);
	isb();
}

void gic_wake(__u64 affinity)
{
	__u64 upper = (affinity >> 32 & 0xff) << 48 |
		      (affinity >> 16 & 0xff) << 32 |
		      (affinity >> 8 & 0xff) << 16;

	dsb();
	write_sysreg(ICC_SGI1R_EL1,
		     upper | (__u64)WAKE_SGI << 24 | 1UL << (affinity & 0xf));
	isb();
}

void gic_handle_interrupt(void)
{
	__u64 id = read_sysreg(ICC_IAR1_EL1);

	if (id >= FIRST_SPECIAL_ID)
		return;
	/* The wake-up SGI has done its work by ending the CPU's wait. */
	if (id == TIMER_IRQ)
		timer_tick();
	write_sysreg(ICC_EOIR1_EL1, id);
	isb();
}
