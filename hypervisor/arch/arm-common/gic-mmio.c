/* SPDX-License-Identifier: MIT */
/*
 * The distributor and the redistributors as cells see them (GIC
 * specification, 12.8 to 12.11): bits of interrupts that a cell doesn't own
 * read as zero and ignore writes.
 */
#include <cellblock/printk.h>
#include <cellblock/spinlock.h>
#include <asm/gic.h>

static struct spinlock registers_lock;

static enum mmio_result masked_access(volatile u8 *base,
				      struct mmio_access *access, u64 mask)
{
	struct mmio_access old = *access;
	enum mmio_result result;

	old.is_write = false;
	spin_lock(&registers_lock);
	result = mmio_perform(base, &old);
	if (!access->is_write) {
		access->value = old.value & mask;
	} else if (result == MMIO_HANDLED) {
		access->value = (old.value & ~mask) | (access->value & mask);
		result = mmio_perform(base, access);
	}
	spin_unlock(&registers_lock);
	return result;
}

/* Registers whose written ones set or clear bits: no reading back. */
static enum mmio_result bits_access(volatile u8 *base,
				    struct mmio_access *access, u64 mask)
{
	enum mmio_result result;

	if (access->is_write)
		access->value &= mask;
	result = mmio_perform(base, access);
	access->value &= mask;
	return result;
}

static enum mmio_result read_as(struct mmio_access *access, u64 value)
{
	access->value = value;
	return MMIO_HANDLED;
}

static enum mmio_result read_only(volatile u8 *base, struct mmio_access *access)
{
	return access->is_write ? MMIO_HANDLED : mmio_perform(base, access);
}

/* 0 to 15 in the even places of 32 bits, each doubled. */
static u64 expand_pairs(u32 bits)
{
	bits = (bits | bits << 8) & 0x00ff00ff;
	bits = (bits | bits << 4) & 0x0f0f0f0f;
	bits = (bits | bits << 2) & 0x33333333;
	bits = (bits | bits << 1) & 0x55555555;
	return bits * 3;
}

static u64 expand_bytes(u32 bits, unsigned int count)
{
	u64 mask = 0;
	unsigned int n;

	for (n = 0; n < count; n++)
		if (bits >> n & 1)
			mask |= 0xffUL << (8 * n);
	return mask;
}

/*
 * Registers that the distributor and a redistributor's SGI page lay out
 * alike. @owned: a bit per interrupt, word by word.
 */
static enum mmio_result interrupt_access(volatile u8 *base, const u32 *owned,
					 struct mmio_access *access)
{
	u64 offset = access->address;
	u32 first;

	if (access->size == 8 || offset & (access->size - 1))
		return MMIO_FORBIDDEN;
	switch (offset >> 7) {
	case GICD_IGROUPR >> 7: /* all are group 1 and stay so */
		return read_as(access, ~0U);
	case GICD_ISENABLER >> 7:
	case GICD_ICENABLER >> 7:
	case GICD_ISPENDR >> 7:
	case GICD_ICPENDR >> 7:
	case GICD_ISACTIVER >> 7:
	case GICD_ICACTIVER >> 7:
		return bits_access(base, access,
				   owned[offset >> 2 & 0x1f] >>
					   8 * (offset & 3));
	case GICD_IPRIORITYR >> 7 ...(GICD_IPRIORITYR >> 7) + 7:
		first = (u32)offset & 0x3ff;
		return masked_access(
			base, access,
			expand_bytes(owned[first / 32] >> first % 32,
				     access->size));
	case GICD_ICFGR >> 7 ...(GICD_ICFGR >> 7) + 1:
		first = ((u32)offset & 0xff) * 4;
		return masked_access(
			base, access,
			expand_pairs(owned[first / 32] >> first % 32 & 0xffff));
	}
	return read_as(access, 0);
}

static enum mmio_result route_access(struct cell *cell,
				     struct mmio_access *access)
{
	u32 irq = (u32)(access->address - GICD_IROUTER) / 8;
	const struct per_cpu *target;

	if (!(cell->arch.gic.spis[irq / 32] >> irq % 32 & 1))
		return read_as(access, 0);
	if (access->size < 4 || access->address & (access->size - 1))
		return MMIO_FORBIDDEN;
	/* Half a route can't be checked: Aff3 changes only with the rest. */
	if (access->is_write && access->address & 4)
		return MMIO_HANDLED;
	if (access->is_write) {
		/* "Any CPU" would include those of other cells. */
		if (access->value & GICD_IROUTER_IRM)
			access->value =
				cpu_area(cpu_set_next(&cell->cpus, CPU_NONE))
					->arch.affinity;
		target = gic_find_cpu(access->value);
		if (!target || target->cell != cell) {
			printk("Attempt to route IRQ%u outside of cell\n", irq);
			return MMIO_FORBIDDEN;
		}
	}
	return mmio_perform(gic_distributor, access);
}

enum mmio_result gic_distributor_access(void *context,
					struct mmio_access *access)
{
	struct cell *cell = context;
	u64 offset = access->address;

	if (offset < GICD_IGROUPR || offset >= GIC_ID_REGISTERS)
		return read_only(gic_distributor, access);
	if (offset >= GICD_IROUTER && offset < GICD_IROUTER + 8 * 1024)
		return route_access(cell, access);
	return interrupt_access(gic_distributor, cell->arch.gic.spis, access);
}

/* The control page of a redistributor: identification only. */
static enum mmio_result control_access(volatile u8 *base, bool foreign,
				       struct mmio_access *access)
{
	switch (access->address & ~7ULL) {
	case GICR_CTLR: /* and GICR_IIDR */
		if (access->address < GICR_IIDR && foreign)
			return read_as(access, 0);
		return read_only(base, access);
	case GICR_TYPER:
		return read_only(base, access);
	case GICR_WAKER & ~7ULL:
		if (!foreign)
			return read_only(base, access);
		return read_as(access, 0);
	}
	if (access->address >= GIC_ID_REGISTERS &&
	    access->address < GICR_SGI_BASE)
		return read_only(base, access);
	return read_as(access, 0);
}

enum mmio_result gic_redistributor_access(void *context,
					  struct mmio_access *access)
{
	u64 frame = access->address >> gic_frames.stride_shift;
	u64 start = frame << gic_frames.stride_shift;
	volatile u8 *base = gic_frames.base + start;
	const struct per_cpu *cpu = gic_frames.cpus[frame];
	/* SGIs exist only in memory, maintenance is the hypervisor's. */
	const u32 owned = 0xffff0000U & ~(1U << gic_maintenance_irq);
	bool foreign = !cpu || cpu->cell != context;
	enum mmio_result result;
	u32 enables;
	u64 extent;

	access->address -= start;
	if (access->address < GICR_SGI_BASE ||
	    access->address >= GICR_FRAME_SIZE)
		return control_access(base, foreign, access);
	access->address -= GICR_SGI_BASE;
	/* Of each kind exists what 32 interrupts need. */
	if (access->address < GICD_IPRIORITYR)
		extent = (access->address & ~0x7fULL) + 4;
	else if (access->address < GICD_ICFGR)
		extent = GICD_IPRIORITYR + 32;
	else
		extent = GICD_ICFGR + 8;
	if (foreign || access->address >= extent)
		return read_as(access, 0);
	enables = (u32)access->address >> 7;
	result = interrupt_access(base + GICR_SGI_BASE, &owned, access);
	if (!access->is_write &&
	    (enables == GICD_ISENABLER >> 7 || enables == GICD_ICENABLER >> 7))
		access->value |= 0xffff;
	return result;
}
