/* SPDX-License-Identifier: MIT */
/* The hypercall dispatcher. */
#ifndef CELLBLOCK_HYPERCALL_H
#define CELLBLOCK_HYPERCALL_H

#include <cellblock/percpu.h>

/**
 * Serve hypercall @code of the guest on the calling @cpu; the result for the
 * guest. JAILHOUSE_HC_DISABLE doesn't return when it succeeds.
 */
long hypercall(struct per_cpu *cpu, u64 code, u64 first, u64 second);

#endif /* !CELLBLOCK_HYPERCALL_H */
