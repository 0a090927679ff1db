/* SPDX-License-Identifier: MIT */
/*
 * The steward's memory: an identity map, what it holds itself, and whether a
 * range that a request names may be touched.
 */
#ifndef STEWARD_MEMORY_H
#define STEWARD_MEMORY_H

#include <jailhouse/types.h>

/*
 * Finds the end of RAM in the device tree and builds the identity map: RAM
 * cacheable, the first GiB as devices, everything else absent.
 */
void memory_init(void);

/** True if [start, start + size) is RAM; false for ranges that wrap. */
bool memory_is_ram(__u64 start, __u64 size);

/** True if the range is part of the staging area. */
bool memory_is_staged(__u64 start, __u64 size);

/** True if the range meets the device tree, the steward or its staging area. */
bool memory_is_own(__u64 start, __u64 size);

/** Writes cached data of the range back to memory, and forgets it. */
void memory_clean(__u64 start, __u64 size);

/** Makes freshly written instructions visible to this CPU. */
void memory_sync_instructions(void);

/** End of the RAM that the device tree describes; 0 if it describes none. */
__u64 fdt_ram_end(const void *tree);

#endif /* !STEWARD_MEMORY_H */
