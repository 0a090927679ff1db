/* SPDX-License-Identifier: MIT */
/*
 * The first steps, still at EL1 and wherever the driver mapped the image:
 * page tables for the first moments at EL2. Only addresses relative to the
 * program counter may be used here. Every CPU writes the same entries.
 */
#include <cellblock/errno.h>
#include <cellblock/header.h>
#include <cellblock/paging.h>
#include <cellblock/percpu.h>
#include <cellblock/setup.h>
#include <asm/layout.h>

#define ENTRY_TABLE 0x3ULL
#define ENTRY_PAGE  0x743ULL /* AF, inner shareable, AP[1], write-back */

#define HIGH_TABLES 2 /* 4 MiB of the image and what follows */

struct bootstrap_result {
	u64 phys_offset; /* or -errno when root is 0 */
	u64 root;
};

struct bootstrap_result bootstrap_prepare(u32 cpu);

extern u8 __bootstrap_start[];

static struct {
	u64 root[TABLE_ENTRIES];
	u64 high1[TABLE_ENTRIES], high2[TABLE_ENTRIES];
	u64 high3[HIGH_TABLES][TABLE_ENTRIES];
	u64 low1[TABLE_ENTRIES], low2[TABLE_ENTRIES], low3[TABLE_ENTRIES];
} boot_tables __attribute__((aligned(PAGE_SIZE)));

static unsigned int index_at(u64 virt, unsigned int level)
{
	return (unsigned int)(virt >> (39 - 9 * level)) & (TABLE_ENTRIES - 1);
}

static void map_image(u64 phys, u64 size, u64 offset)
{
	u64 pages = MIN(PAGES(size), (u64)HIGH_TABLES * TABLE_ENTRIES);
	unsigned int n;
	u64 page;

	boot_tables.root[index_at(JAILHOUSE_BASE, 0)] =
		((uintptr_t)boot_tables.high1 + offset) | ENTRY_TABLE;
	boot_tables.high1[index_at(JAILHOUSE_BASE, 1)] =
		((uintptr_t)boot_tables.high2 + offset) | ENTRY_TABLE;
	for (n = 0; n < HIGH_TABLES; n++)
		boot_tables.high2[index_at(JAILHOUSE_BASE, 2) + n] =
			((uintptr_t)boot_tables.high3[n] + offset) |
			ENTRY_TABLE;
	for (page = 0; page < pages; page++)
		boot_tables.high3[page / TABLE_ENTRIES][page % TABLE_ENTRIES] =
			(phys + page * PAGE_SIZE) | ENTRY_PAGE;
}

/* The page that switches the MMU on must also be where it is physically. */
static void map_bootstrap_page(u64 phys, u64 offset)
{
	boot_tables.root[index_at(phys, 0)] =
		((uintptr_t)boot_tables.low1 + offset) | ENTRY_TABLE;
	boot_tables.low1[index_at(phys, 1)] =
		((uintptr_t)boot_tables.low2 + offset) | ENTRY_TABLE;
	boot_tables.low2[index_at(phys, 2)] =
		((uintptr_t)boot_tables.low3 + offset) | ENTRY_TABLE;
	boot_tables.low3[index_at(phys, 3)] = phys | ENTRY_PAGE;
}

/* With its MMU off, EL2 fetches from memory and not from this CPU's caches. */
static void clean_image(void)
{
	u8 *line = (u8 *)&hypervisor_header;
	u8 *end = line + hypervisor_header.core_size;
	u64 type, line_size;

	__asm__("mrs %0, ctr_el0" : "=r"(type));
	line_size = 4UL << (type >> 16 & 0xf);
	for (; line < end; line += line_size)
		__asm__ volatile("dc cvac, %0" : : "r"(line) : "memory");
	__asm__ volatile("dsb ish; ic ialluis; dsb ish; isb" : : : "memory");
}

struct bootstrap_result bootstrap_prepare(u32 cpu)
{
	u8 *image = (u8 *)&hypervisor_header;
	struct jailhouse_system *config =
		(struct jailhouse_system
			 *)(void *)(image + hypervisor_header.core_size +
				    (u64)hypervisor_header.max_cpus *
					    hypervisor_header.percpu_size);
	u64 phys = config->hypervisor_memory.phys_start;
	u64 size = config->hypervisor_memory.size;
	u64 offset = phys - (u64)(uintptr_t)image;

	if (cpu >= hypervisor_header.max_cpus ||
	    hypervisor_header.max_cpus > MAX_CPUS ||
	    !hypervisor_header.online_cpus || PAGE_OFFSET(phys | size) ||
	    phys + size < phys || size <= (u64)((u8 *)config - image)) {
		__atomic_fetch_add(&entry_refusals, 1, __ATOMIC_RELEASE);
		return (struct bootstrap_result){ (u64)-EINVAL, 0 };
	}
	map_image(phys, size, offset);
	map_bootstrap_page((u64)(uintptr_t)__bootstrap_start + offset, offset);
	clean_image();
	return (struct bootstrap_result){ offset, (uintptr_t)boot_tables.root +
							  offset };
}
