/* SPDX-License-Identifier: MIT */
/* A fair lock: tickets are served in the order in which they were drawn. */
#ifndef CELLBLOCK_SPINLOCK_H
#define CELLBLOCK_SPINLOCK_H

#include <cellblock/types.h>
#include <asm/processor.h>

struct spinlock {
	u32 next;
	u32 serving;
};

static inline void spin_lock(struct spinlock *lock)
{
	u32 ticket = __atomic_fetch_add(&lock->next, 1, __ATOMIC_RELAXED);

	while (__atomic_load_n(&lock->serving, __ATOMIC_ACQUIRE) != ticket)
		cpu_relax();
}

static inline bool spin_trylock(struct spinlock *lock)
{
	u32 ticket = __atomic_load_n(&lock->serving, __ATOMIC_RELAXED);

	return __atomic_compare_exchange_n(&lock->next, &ticket, ticket + 1,
					   false, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

static inline void spin_unlock(struct spinlock *lock)
{
	__atomic_store_n(&lock->serving, lock->serving + 1, __ATOMIC_RELEASE);
}

#endif /* !CELLBLOCK_SPINLOCK_H */
