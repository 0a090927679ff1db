/* SPDX-License-Identifier: MIT */
/*
 * List registers: what the guest sees as pending and active interrupts (GIC
 * specification, 6.3). What finds none free waits in a bitmap, and an
 * underflow interrupt tells when there is room again.
 */
#include <cellblock/string.h>
#include <asm/gic.h>
#include <asm/sysregs.h>

#define FOR_EACH_LIST(apply)                                             \
	apply(0) apply(1) apply(2) apply(3) apply(4) apply(5) apply(6)   \
		apply(7) apply(8) apply(9) apply(10) apply(11) apply(12) \
			apply(13) apply(14) apply(15)

static u32 all_lists; /* a bit per implemented list register */

static u64 read_list(unsigned int n)
{
	switch (n) {
#define READ_LIST(number) \
	case number:      \
		return read_sysreg(ich_lr##number##_el2);
		FOR_EACH_LIST(READ_LIST)
	}
	return 0;
}

static void write_list(unsigned int n, u64 value)
{
	switch (n) {
#define WRITE_LIST(number)                                 \
	case number:                                       \
		write_sysreg(ich_lr##number##_el2, value); \
		break;
		FOR_EACH_LIST(WRITE_LIST)
	}
}

void gic_lists_init(void)
{
	u32 count = (read_sysreg(ich_vtr_el2) & 0x1f) + 1;

	all_lists = (u32)((1UL << count) - 1);
}

static void clear(struct per_cpu *cpu)
{
	u32 left;

	for (left = all_lists; left; left &= left - 1)
		write_list((unsigned int)__builtin_ctz(left), 0);
	memset(cpu->arch.gic.waiting, 0, sizeof(cpu->arch.gic.waiting));
	cpu->arch.gic.overflow = false;
}

/* Shared interrupts that the guest would have ended: end them for it. */
void gic_lists_drop(struct per_cpu *cpu)
{
	u32 *active = cpu->arch.gic.waiting;
	unsigned int word;
	u32 left;
	u64 list;

	for (left = all_lists; left; left &= left - 1) {
		list = read_list((unsigned int)__builtin_ctz(left));
		if (list & (ICH_LR_PENDING | ICH_LR_ACTIVE) && list & ICH_LR_HW)
			active[(u32)list / 32] |= 1U << ((u32)list % 32);
	}
	for (word = FIRST_SPI / 32; word < GIC_IRQ_WORDS; word++)
		if (active[word])
			gic_write(gic_distributor, GICD_ICACTIVER + 4 * word,
				  active[word]);
	clear(cpu);
}

static u32 free_lists(void)
{
	return (u32)read_sysreg(ich_elrsr_el2) & all_lists;
}

bool gic_lists_used(void)
{
	return free_lists() != all_lists;
}

static bool add(u32 irq, u64 state)
{
	u32 lists = free_lists();

	if (!lists)
		return false;
	write_list((unsigned int)__builtin_ctz(lists),
		   irq | ICH_LR_GROUP1 | state);
	return true;
}

static u64 hardware_link(u32 irq)
{
	return ICH_LR_HW | (u64)irq << ICH_LR_PINTID_SHIFT;
}

static void wait_for_list(struct per_cpu *cpu, u32 irq)
{
	cpu->arch.gic.waiting[irq / 32] |= 1U << (irq % 32);
	cpu->arch.gic.overflow = true;
	write_sysreg(ich_hcr_el2, ICH_HCR_EN | ICH_HCR_UIE);
}

void gic_lists_add_hardware(struct per_cpu *cpu, u32 irq)
{
	if (!add(irq, ICH_LR_PENDING | hardware_link(irq)))
		wait_for_list(cpu, irq);
}

/*
 * An interrupt may be in at most one list register. If the guest is still
 * handling the same SGI, it becomes pending again in its place.
 */
static bool add_sgi(u32 sgi)
{
	u32 used = ~free_lists() & all_lists;
	unsigned int n;
	u64 list;

	for (; used; used &= used - 1) {
		n = (unsigned int)__builtin_ctz(used);
		list = read_list(n);
		if ((u32)list == sgi) {
			write_list(n, list | ICH_LR_PENDING);
			return true;
		}
	}
	return add(sgi, ICH_LR_PENDING);
}

static bool add_any(u32 irq)
{
	if (irq < SGI_COUNT)
		return add_sgi(irq);
	return add(irq, ICH_LR_PENDING | hardware_link(irq));
}

static void add_waiting(struct per_cpu *cpu)
{
	u32 *waiting = cpu->arch.gic.waiting;
	unsigned int word, irq;

	for (word = 0; word < GIC_IRQ_WORDS; word++)
		while (waiting[word]) {
			irq = word * 32 + (u32)__builtin_ctz(waiting[word]);
			if (!add_any(irq))
				return;
			waiting[word] &= waiting[word] - 1;
		}
	cpu->arch.gic.overflow = false;
	write_sysreg(ich_hcr_el2, ICH_HCR_EN);
}

void gic_lists_refill(struct per_cpu *cpu)
{
	u32 sgis = __atomic_exchange_n(&cpu->arch.gic.sgi_pending, 0,
				       __ATOMIC_ACQUIRE);

	if (unlikely(cpu->arch.gic.overflow))
		add_waiting(cpu);
	for (; sgis; sgis &= sgis - 1) {
		u32 sgi = (u32)__builtin_ctz(sgis);

		if (!add_sgi(sgi))
			wait_for_list(cpu, sgi);
	}
}

/*
 * The root cell may enter from within an interrupt handler: what is active
 * then must be active for the guest, or its end would go unnoticed.
 */
void gic_lists_take(struct per_cpu *cpu)
{
	volatile u8 *base = cpu->arch.gic.redistributor + GICR_SGI_BASE;
	u32 active = gic_read(base, GICD_ISACTIVER);
	u32 pending = gic_read(base, GICD_ISPENDR) & 0xffff;
	u32 left, irq;

	clear(cpu);
	for (left = active; left; left &= left - 1) {
		irq = (u32)__builtin_ctz(left);
		add(irq,
		    ICH_LR_ACTIVE | (irq < SGI_COUNT ? 0 : hardware_link(irq)));
	}
	gic_write(base, GICD_ICACTIVER, active & 0xffff);
	gic_write(base, GICD_ICPENDR, pending);
	__atomic_fetch_or(&cpu->arch.gic.sgi_pending, pending,
			  __ATOMIC_RELAXED);
}

/* Not yet seen by the guest: pending again, as if never acknowledged. */
static void pend_again(struct per_cpu *cpu, u32 irq)
{
	volatile u8 *base =
		irq < FIRST_SPI ? cpu->arch.gic.redistributor + GICR_SGI_BASE
				: gic_distributor;
	u64 offset = 4 * (irq / 32);

	gic_write(base, GICD_ISPENDR + offset, 1U << (irq % 32));
	if (irq >= SGI_COUNT)
		gic_write(base, GICD_ICACTIVER + offset, 1U << (irq % 32));
}

void gic_lists_give_back(struct per_cpu *cpu)
{
	volatile u8 *base = cpu->arch.gic.redistributor + GICR_SGI_BASE;
	u32 left = ~free_lists() & all_lists;
	unsigned int word;
	u64 list;
	u32 irq;

	for (; left; left &= left - 1) {
		list = read_list((unsigned int)__builtin_ctz(left));
		irq = (u32)list;
		if (list & ICH_LR_ACTIVE && irq < SGI_COUNT)
			gic_write(base, GICD_ISACTIVER, 1U << irq);
		if (list & ICH_LR_PENDING)
			pend_again(cpu, irq);
	}
	gic_write(base, GICD_ISPENDR, cpu->arch.gic.sgi_pending);
	for (word = 0; word < GIC_IRQ_WORDS; word++)
		for (left = cpu->arch.gic.waiting[word]; left; left &= left - 1)
			pend_again(cpu, word * 32 + (u32)__builtin_ctz(left));
	clear(cpu);
}
