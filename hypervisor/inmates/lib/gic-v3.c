/* SPDX-License-Identifier: MIT */
/*
 * Interrupts by a GICv3 whose distributor the root cell has turned on;
 * register offsets as in IHI 0069, base addresses from the comm region.
 */
#include "inmate.h"

#define GICD_IGROUPR	0x0080
#define GICD_ISENABLER	0x0100
#define GICD_IPRIORITYR 0x0400
#define GICD_IROUTER	0x6000

#define GICR_FRAME_SIZE	  0x20000UL
#define GICR_TYPER	  0x0008
#define GICR_TYPER_LAST	  BIT(4)
#define GICR_WAKER	  0x0014
#define GICR_WAKER_ASLEEP BIT(2)
#define GICR_SGI_FRAME	  0x10000UL

#define MPIDR_AFFINITY	 0xff00ffffffUL
#define FIRST_SPI	 32
#define FIRST_SPECIAL_ID 1020
#define PRIORITY	 0xa0

void irq_dispatch(void);

static irq_handler_t irq_handler;
static char *redistributor;

static u64 own_affinity(void)
{
	u64 mpidr;

	asm volatile("mrs %0, mpidr_el1" : "=r"(mpidr));
	return mpidr & MPIDR_AFFINITY;
}

static char *find_redistributor(void)
{
	char *frame = (char *)comm_region->gicr_base;
	u64 affinity = own_affinity();
	u64 typer;

	/* GICR_TYPER packs the four affinity fields without MPIDR's gap. */
	affinity = (affinity >> 8 & 0xff000000) | (affinity & 0xffffff);
	for (;; frame += GICR_FRAME_SIZE) {
		typer = mmio_read64(frame + GICR_TYPER);
		if (typer >> 32 == affinity)
			return frame;
		if (typer & GICR_TYPER_LAST)
			return NULL;
	}
}

void irq_init(irq_handler_t handler)
{
	irq_handler = handler;
	redistributor = find_redistributor();
	if (!redistributor) {
		printk("inmate: no GIC redistributor for this CPU\n");
		return;
	}
	mmio_write32(redistributor + GICR_WAKER, 0);
	while (mmio_read32(redistributor + GICR_WAKER) & GICR_WAKER_ASLEEP)
		;

	asm volatile("msr ICC_SRE_EL1, %0; isb" : : "r"(1UL));
	asm volatile("msr ICC_CTLR_EL1, %0" : : "r"(0UL));
	asm volatile("msr ICC_PMR_EL1, %0" : : "r"(0xf0UL));
	asm volatile("msr ICC_IGRPEN1_EL1, %0; isb" : : "r"(1UL));
	enable_irqs();
}

void irq_enable(unsigned int irq)
{
	char *bank = (char *)comm_region->gicd_base;
	unsigned int word = irq / 32 * 4;
	u32 mask = (u32)BIT(irq % 32);

	if (irq < FIRST_SPI) {
		if (!redistributor)
			return;
		bank = redistributor + GICR_SGI_FRAME;
	} else {
		mmio_write64(bank + GICD_IROUTER + irq * 8UL, own_affinity());
	}
	mmio_write32(bank + GICD_IGROUPR + word,
		     mmio_read32(bank + GICD_IGROUPR + word) | mask);
	mmio_write8(bank + GICD_IPRIORITYR + irq, PRIORITY);
	mmio_write32(bank + GICD_ISENABLER + word, mask);
}

/* Called from the vectors. */
void irq_dispatch(void)
{
	u64 irq;

	asm volatile("mrs %0, ICC_IAR1_EL1" : "=r"(irq) : : "memory");
	if (irq >= FIRST_SPECIAL_ID)
		return;
	if (irq_handler)
		irq_handler((unsigned int)irq);
	asm volatile("msr ICC_EOIR1_EL1, %0; isb" : : "r"(irq) : "memory");
}
