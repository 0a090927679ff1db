/* SPDX-License-Identifier: MIT */
/* Dispatch of trapped memory accesses to what emulates or filters them. */
#ifndef CELLBLOCK_MMIO_H
#define CELLBLOCK_MMIO_H

#include <cellblock/types.h>

struct cell;
struct jailhouse_memory;

struct mmio_access {
	u64 address; /* in: guest-physical; for handlers: their offset */
	u64 value;
	u32 size; /* in bytes */
	bool is_write;
};

enum mmio_result {
	MMIO_HANDLED,
	MMIO_UNCOVERED, /* no region there */
	MMIO_FORBIDDEN, /* covered, but not in this way */
};

typedef enum mmio_result (*mmio_handler)(void *context,
					 struct mmio_access *access);

struct mmio_region {
	u64 start;
	u64 size;
	mmio_handler handler;
	void *context;
	bool device; /* an emulated device, closed to memory regions */
};

/** Sorted by address; changes only while no CPU of the cell runs. */
struct mmio_table {
	struct mmio_region *regions;
	unsigned int count;
	unsigned int capacity;
	unsigned int pages;
};

int mmio_init(struct cell *cell);
void mmio_exit(struct cell *cell);

/** Add a region; accesses that it covers must not be mapped. -ENOMEM. */
int mmio_register(struct cell *cell, const struct mmio_region *region);
void mmio_unregister(struct cell *cell, u64 start);

/** The region that covers @address, or NULL. */
const struct mmio_region *mmio_find(const struct cell *cell, u64 address);

/** The first emulated device that overlaps @range, or NULL. */
const struct mmio_region *mmio_find_device(const struct cell *cell,
					   struct range range);

enum mmio_result mmio_dispatch(const struct cell *cell,
			       struct mmio_access *access);

/**
 * Make an access to mapped device registers as the guest wanted it; forbidden
 * if unaligned or if the device refuses.
 */
enum mmio_result mmio_perform(volatile void *base, struct mmio_access *access);

/* core/subpage.c: regions smaller than a page, forwarded access by access. */
int subpage_register(struct cell *cell, const struct jailhouse_memory *mem);
void subpage_unregister(struct cell *cell, const struct jailhouse_memory *mem);

#endif /* !CELLBLOCK_MMIO_H */
