/* SPDX-License-Identifier: MIT */
/* Identity map, range checks and cache maintenance; see memory.h. */
#include "memory.h"
#include "board.h"
#include "machine.h"

#define GIB	    0x40000000UL
#define MAP_ENTRIES 512

/* Level-1 block descriptors, Arm ARM D8.3. */
#define BLOCK_VALID	     0x1UL
#define BLOCK_DEVICE	     (0UL << 2) /* MAIR index 0 */
#define BLOCK_CACHEABLE	     (1UL << 2) /* MAIR index 1 */
#define BLOCK_INNER_SHARED   (3UL << 8)
#define BLOCK_ACCESSED	     (1UL << 10)
#define BLOCK_NEVER_EXECUTED (3UL << 53)

/* TCR_EL1: 39 bit addresses by TTBR0 alone, 4 KiB granule, cacheable walks. */
#define TCR_T0SZ	     25UL
#define TCR_IRGN0_WRITE_BACK (1UL << 8)
#define TCR_ORGN0_WRITE_BACK (1UL << 10)
#define TCR_SH0_INNER	     (3UL << 12)
#define TCR_EPD1	     (1UL << 23)
#define TCR_IPS_SHIFT	     32
#define TCR_IPS_48_BIT	     5UL

#define CACHE_LINE_MASK 0xfUL

extern char steward_start[], steward_end[];

/* Read by mmu_enable() in entry.S. */
__u64 mmu_table[MAP_ENTRIES] __attribute__((aligned(4096)));
__u64 mmu_tcr;

void mmu_enable(void);

static __u64 ram_end;

void memory_init(void)
{
	__u64 range = read_sysreg(id_aa64mmfr0_el1) & 0xf;
	__u64 address;

	ram_end = fdt_ram_end((const void *)BOARD_RAM_BASE);
	if (ram_end == 0)
		ram_end = BOARD_STAGING_BASE + BOARD_STAGING_SIZE;

	mmu_table[0] = BLOCK_VALID | BLOCK_DEVICE | BLOCK_ACCESSED |
		       BLOCK_NEVER_EXECUTED;
	for (address = BOARD_RAM_BASE; address < ram_end; address += GIB)
		mmu_table[address / GIB] = address | BLOCK_VALID |
					   BLOCK_CACHEABLE |
					   BLOCK_INNER_SHARED | BLOCK_ACCESSED;

	if (range > TCR_IPS_48_BIT)
		range = TCR_IPS_48_BIT;
	mmu_tcr = TCR_T0SZ | TCR_IRGN0_WRITE_BACK | TCR_ORGN0_WRITE_BACK |
		  TCR_SH0_INNER | TCR_EPD1 | range << TCR_IPS_SHIFT;
	dsb();
	mmu_enable();
	/* Other CPUs read these before their caches are on. */
	memory_clean((__u64)&mmu_tcr, sizeof(mmu_tcr));
}

static bool range_within(__u64 start, __u64 size, __u64 base, __u64 end)
{
	return start >= base && start <= end && size <= end - start;
}

bool memory_is_ram(__u64 start, __u64 size)
{
	return range_within(start, size, BOARD_RAM_BASE, ram_end);
}

bool memory_is_staged(__u64 start, __u64 size)
{
	return range_within(start, size, BOARD_STAGING_BASE,
			    BOARD_STAGING_BASE + BOARD_STAGING_SIZE);
}

static bool ranges_meet(__u64 start, __u64 size, __u64 base, __u64 end)
{
	return size > 0 && start < end &&
	       (start >= base || size > base - start);
}

bool memory_is_own(__u64 start, __u64 size)
{
	return ranges_meet(start, size, BOARD_RAM_BASE, (__u64)steward_end) ||
	       ranges_meet(start, size, BOARD_STAGING_BASE,
			   BOARD_STAGING_BASE + BOARD_STAGING_SIZE);
}

void memory_clean(__u64 start, __u64 size)
{
	__u64 line = 4UL << ((read_sysreg(ctr_el0) >> 16) & CACHE_LINE_MASK);
	__u64 address;

	for (address = start & ~(line - 1); address < start + size;
	     address += line)
		asm volatile("dc civac, %0" : : "r"(address) : "memory");
	dsb();
}

void memory_sync_instructions(void)
{
	asm volatile("ic ialluis; dsb sy; isb" : : : "memory");
}
