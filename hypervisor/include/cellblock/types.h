/* SPDX-License-Identifier: MIT */
/* Integer types, page geometry and the few macros that everything uses. */
#ifndef CELLBLOCK_TYPES_H
#define CELLBLOCK_TYPES_H

#include <jailhouse/types.h>

#define PAGE_SHIFT	     12
#define PAGE_SIZE	     (1UL << PAGE_SHIFT)
#define PAGE_MASK	     (~(PAGE_SIZE - 1))
#define PAGE_OFFSET(address) ((address) & (PAGE_SIZE - 1))
#define PAGE_ALIGN(size)     (((size) + PAGE_SIZE - 1) & PAGE_MASK)
#define PAGES(size)	     (PAGE_ALIGN(size) >> PAGE_SHIFT)

#define BIT(n)	  (1UL << (n))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

#define likely(condition)   __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)

#define __noreturn __attribute__((noreturn))
#define __noinline __attribute__((noinline))

typedef __SIZE_TYPE__ size_t;
typedef __UINTPTR_TYPE__ uintptr_t;

/** A physical range; adding start and size never overflows once checked. */
struct range {
	u64 start;
	u64 size;
};

static inline bool ranges_overlap(struct range a, struct range b)
{
	return a.size && b.size && a.start < b.start + b.size &&
	       b.start < a.start + a.size;
}

/** What two overlapping ranges have in common. */
static inline struct range range_intersection(struct range a, struct range b)
{
	u64 start = MAX(a.start, b.start);
	u64 end = MIN(a.start + a.size, b.start + b.size);

	return (struct range){ start, end > start ? end - start : 0 };
}

#endif /* !CELLBLOCK_TYPES_H */
