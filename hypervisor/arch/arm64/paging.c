/* SPDX-License-Identifier: MIT */
/*
 * Translation tables of AArch64 with 4 KiB granule (Arm ARM, D5.3): stage 1
 * of EL2 for the hypervisor, stage 2 of EL1&0 for cells.
 */
#include <cellblock/arch.h>
#include <cellblock/errno.h>
#include <cellblock/refuse.h>
#include <asm/layout.h>
#include <asm/sysregs.h>
#include <asm/traps.h>

#define LAST_LEVEL 3U

#define ENTRY_VALID	     BIT(0)
#define ENTRY_TABLE	     BIT(1) /* or page, at the last level */
#define ENTRY_ADDRESS	     0x0000fffffffff000ULL
#define LEAF_INNER_SHAREABLE (3UL << 8)
#define LEAF_ACCESSED	     BIT(10)
#define LEAF_EXECUTE_NEVER   BIT(54)

#define STAGE1_DEVICE	 (1UL << 2) /* index into MAIR */
#define STAGE1_AP1	 BIT(6)	    /* RES1 at EL2 */
#define STAGE1_READ_ONLY BIT(7)

#define STAGE2_DEVICE (1UL << 2)   /* nGnRE */
#define STAGE2_NORMAL (0xfUL << 2) /* write-back */
#define STAGE2_READ   BIT(6)
#define STAGE2_WRITE  BIT(7)

static u64 vtcr;

static u64 leaf_type(unsigned int level)
{
	return ENTRY_VALID | LEAF_INNER_SHAREABLE | LEAF_ACCESSED |
	       (level == LAST_LEVEL ? ENTRY_TABLE : 0);
}

static u64 stage1_leaf(u64 phys, u32 access, unsigned int level)
{
	u64 entry = phys | leaf_type(level) | STAGE1_AP1;

	if (access & PAGE_DEVICE)
		entry |= STAGE1_DEVICE;
	if (!(access & PAGE_WRITE))
		entry |= STAGE1_READ_ONLY;
	if (!(access & PAGE_EXECUTE))
		entry |= LEAF_EXECUTE_NEVER;
	return entry;
}

static u64 stage2_leaf(u64 phys, u32 access, unsigned int level)
{
	u64 entry = phys | leaf_type(level);

	entry |= access & PAGE_DEVICE ? STAGE2_DEVICE : STAGE2_NORMAL;
	if (access & PAGE_READ)
		entry |= STAGE2_READ;
	if (access & PAGE_WRITE)
		entry |= STAGE2_WRITE;
	if (!(access & PAGE_EXECUTE))
		entry |= LEAF_EXECUTE_NEVER;
	return entry;
}

static u64 table_entry(u64 phys)
{
	return phys | ENTRY_VALID | ENTRY_TABLE;
}

static bool entry_is_present(u64 entry)
{
	return entry & ENTRY_VALID;
}

static bool entry_is_table(u64 entry, unsigned int level)
{
	return level < LAST_LEVEL && (entry & (ENTRY_VALID | ENTRY_TABLE)) ==
					     (ENTRY_VALID | ENTRY_TABLE);
}

static u64 entry_address(u64 entry)
{
	return entry & ENTRY_ADDRESS;
}

static bool stage1_grants(u64 entry, u32 access)
{
	return !(access & PAGE_WRITE && entry & STAGE1_READ_ONLY) &&
	       !(access & PAGE_EXECUTE && entry & LEAF_EXECUTE_NEVER);
}

static bool stage2_grants(u64 entry, u32 access)
{
	return !(access & PAGE_READ && !(entry & STAGE2_READ)) &&
	       !(access & PAGE_WRITE && !(entry & STAGE2_WRITE)) &&
	       !(access & PAGE_EXECUTE && entry & LEAF_EXECUTE_NEVER);
}

static u64 relevel(u64 entry, u64 phys, unsigned int new_level)
{
	entry &= ~(ENTRY_ADDRESS | ENTRY_TABLE);
	return entry | phys | (new_level == LAST_LEVEL ? ENTRY_TABLE : 0);
}

static void sync_tables(void)
{
	dsb(ishst);
	isb();
}

static void stage1_flush(const struct address_space *space, u64 virt)
{
	(void)space;
	if (virt == ~0ULL)
		tlbi(alle2is);
	else
		__asm__ volatile("tlbi vae2is, %0"
				 :
				 : "r"(virt >> PAGE_SHIFT)
				 : "memory");
	dsb(ish);
	isb();
}

static u64 vttbr(const struct address_space *space)
{
	return hypervisor_phys(space->root) | space->id << 48;
}

/*
 * Invalidation by VMID works on the current one. EL1 doesn't run meanwhile,
 * so switching VTTBR_EL2 to and fro is harmless. Combined stage 1 and 2
 * entries don't tell their IPA: all of the VMID goes.
 */
static void stage2_flush(const struct address_space *space, u64 virt)
{
	u64 current = read_sysreg(vttbr_el2);

	(void)virt;
	write_sysreg(vttbr_el2, vttbr(space));
	isb();
	dsb(ishst);
	tlbi(vmalls12e1is);
	dsb(ish);
	write_sysreg(vttbr_el2, current);
	isb();
}

#define FORMAT(stage)                           \
	{                                       \
		.last_level = LAST_LEVEL,       \
		.first_leaf_level = 1,          \
		.leaf = stage##_leaf,           \
		.table = table_entry,           \
		.is_present = entry_is_present, \
		.is_table = entry_is_table,     \
		.address = entry_address,       \
		.grants = stage##_grants,       \
		.relevel = relevel,             \
		.sync = sync_tables,            \
		.flush = stage##_flush,         \
	}

static const struct paging_format stage1_format = FORMAT(stage1);
static const struct paging_format stage2_format = FORMAT(stage2);

void arch_paging_init(void)
{
	hypervisor_space = (struct address_space){
		.format = &stage1_format,
		.first_level = 0,
		.root_pages = 1,
	};
}

extern u8 __bootstrap_start[];

/* The way back to EL1 without MMU leads through its physical address. */
int arch_paging_map(void)
{
	struct range page = { hypervisor_phys(__bootstrap_start), PAGE_SIZE };

	return paging_create(&hypervisor_space, page, page.start,
			     PAGE_READ | PAGE_EXECUTE | PAGE_NO_HUGE);
}

/* Both tables map the running code and its data alike. */
void arch_paging_activate(void)
{
	write_sysreg(ttbr0_el2, hypervisor_phys(hypervisor_space.root));
	isb();
	tlbi(alle2);
	dsb(nsh);
	isb();
}

/* Stage 2 covers exactly the CPU's physical addresses (D5.2.3): from 44 bits
 * on with four levels, below with three and up to 16 concatenated roots. */
static void stage2_geometry(struct address_space *space)
{
	static const u8 sizes[] = { 32, 36, 40, 42, 44, 48 };
	u64 parange = read_sysreg(id_aa64mmfr0_el1) & 0xf;
	unsigned int bits;

	parange = MIN(parange, sizeof(sizes) - 1);
	bits = sizes[parange];
	vtcr = VTCR_VALUE | VTCR_PS(parange) | VTCR_T0SZ(bits);
	if (bits >= 44) {
		vtcr |= VTCR_SL0_LEVEL_0;
		space->first_level = 0;
		space->root_pages = 1;
	} else {
		vtcr |= VTCR_SL0_LEVEL_1;
		space->first_level = 1;
		space->root_pages = bits > 39 ? 1U << (bits - 39) : 1;
	}
}

int arch_cell_init(struct cell *cell)
{
	if (cell->config->flags & JAILHOUSE_CELL_AARCH32)
		return refuse_index(REFUSAL_CONFIG_ARCHITECTURE, -EINVAL,
				    JAILHOUSE_ARM);
	if (cell->id > 0xff)
		return refuse_index(REFUSAL_TOO_MANY_CELLS, -E2BIG, cell->id);
	cell->space.format = &stage2_format;
	cell->space.id = cell->id;
	stage2_geometry(&cell->space);
	return 0;
}

u32 arch_cell_vmid(const struct cell *cell)
{
	return cell->id;
}

void arch_stage2_activate(const struct cell *cell)
{
	write_sysreg(vtcr_el2, vtcr);
	write_sysreg(vttbr_el2, vttbr(&cell->space));
	isb();
}

void arch_clean_memory(const void *start, u64 size)
{
	u64 line_size = 4UL << (read_sysreg(ctr_el0) >> 16 & 0xf);
	u64 line = (u64)(uintptr_t)start & ~(line_size - 1);

	for (; line < (u64)(uintptr_t)start + size; line += line_size)
		__asm__ volatile("dc civac, %0" : : "r"(line) : "memory");
	dsb(sy);
}

void arch_drop_instructions(void)
{
	__asm__ volatile("ic ialluis" : : : "memory");
	dsb(ish);
	isb();
}
