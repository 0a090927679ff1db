/* SPDX-License-Identifier: MIT */
/*
 * Page tables. One walker creates, splits, merges and frees the tables of
 * every translation regime; a struct paging_format says how the entries of
 * one regime are written. Tables lie in the page pool, which the hypervisor
 * sees at a fixed distance from physical memory.
 */
#ifndef CELLBLOCK_PAGING_H
#define CELLBLOCK_PAGING_H

#include <cellblock/types.h>

/* Access rights; the first three and PAGE_DEVICE equal JAILHOUSE_MEM_*. */
#define PAGE_READ    0x0001
#define PAGE_WRITE   0x0002
#define PAGE_EXECUTE 0x0004
#define PAGE_DEVICE  0x0010
#define PAGE_NO_HUGE 0x0100
#define PAGE_ACCESS_MASK \
	(PAGE_READ | PAGE_WRITE | PAGE_EXECUTE | PAGE_DEVICE | PAGE_NO_HUGE)

#define INVALID_PHYS (~0ULL)

#define TABLE_BITS    9
#define TABLE_ENTRIES (1U << TABLE_BITS)

struct address_space;

struct paging_format {
	unsigned int last_level;
	/** The level nearest the root that may hold leaves. */
	unsigned int first_leaf_level;

	u64 (*leaf)(u64 phys, u32 access, unsigned int level);
	u64 (*table)(u64 phys);
	bool (*is_present)(u64 entry);
	bool (*is_table)(u64 entry, unsigned int level);
	/** The physical address in an entry. */
	u64 (*address)(u64 entry);
	/** Whether a leaf grants all of @access. */
	bool (*grants)(u64 entry, u32 access);
	/** The leaf @entry at @level as a leaf one level further, at @phys. */
	u64 (*relevel)(u64 entry, u64 phys, unsigned int new_level);
	/** Make written entries visible to every table walker. */
	void (*sync)(void);
	/** Forget cached translations of @virt, or of all if it is ~0. */
	void (*flush)(const struct address_space *space, u64 virt);
};

struct address_space {
	const struct paging_format *format;
	u64 *root;
	unsigned int first_level;
	unsigned int root_pages; /* concatenated root tables */
	u64 id;			 /* VMID; 0 for the hypervisor */
};

/**
 * Map @size bytes; replaces whatever was mapped. All arguments are multiples
 * of the page size.
 *
 * Returns -ENOMEM when the page pool is exhausted; part of the range may then
 * be mapped and paging_destroy() undoes that.
 */
int paging_create(const struct address_space *space, struct range phys,
		  u64 virt, u32 access);

/**
 * Unmap a range and free the tables that become empty. The caller flushes
 * the space once it has finished. -ENOMEM when a block can't be split.
 */
int paging_destroy(const struct address_space *space, struct range virt);

/** Where @virt leads if mapped with @access, else INVALID_PHYS. */
u64 paging_lookup(const struct address_space *space, u64 virt, u32 access);

/** Allocate an empty root of @root_pages tables. */
int paging_init_space(struct address_space *space);

/** Free all tables, the root included. */
void paging_free_space(struct address_space *space);

/* The hypervisor's own view, see core/hypervisor-space.c. */

extern struct address_space hypervisor_space;
extern const u8 zero_page[PAGE_SIZE];

int hypervisor_space_init(void);

static inline u64 hypervisor_phys(const volatile void *virt);
static inline void *hypervisor_virt(u64 phys);

/** Map device registers for all CPUs; NULL when a pool is exhausted. */
void *device_map(struct range phys);
void device_unmap(void *virt, u64 size);

#define TEMPORARY_PAGES 16

/**
 * Map up to TEMPORARY_PAGES pages in a window of the calling CPU, in place of
 * its previous temporary mapping. The tables exist since enable: never fails.
 * @attributes: PAGE_DEVICE for registers, 0 for memory.
 */
void *temporary_map(u64 phys, unsigned int pages, u32 attributes);

/* Page pools count in pages. */

struct page_pool {
	u8 *base;
	unsigned long pages;
	unsigned long used;
	u64 *bitmap;
};

extern struct page_pool memory_pool, remap_pool;

/** Zeroed pages, or NULL; @align_pages is a power of two. */
void *page_alloc(unsigned int count, unsigned int align_pages);
void page_free(void *first, unsigned int count);

void *pool_take(struct page_pool *pool, unsigned int count,
		unsigned int align_pages);
void pool_give(struct page_pool *pool, void *first, unsigned int count);

/* Distance of the hypervisor's memory from where it is mapped. */
extern u64 hypervisor_phys_offset;

static inline u64 hypervisor_phys(const volatile void *virt)
{
	return (u64)(uintptr_t)virt + hypervisor_phys_offset;
}

static inline void *hypervisor_virt(u64 phys)
{
	return (void *)(uintptr_t)(phys - hypervisor_phys_offset);
}

#endif /* !CELLBLOCK_PAGING_H */
