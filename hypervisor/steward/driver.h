/* SPDX-License-Identifier: MIT */
/*
 * What Linux' driver does for the whole hypervisor: checking and placing the
 * image, entering and leaving it. Every function answers a mailbox request:
 * 0, a value, or -errno, with a message where the steward itself refuses.
 */
#ifndef STEWARD_DRIVER_H
#define STEWARD_DRIVER_H

#include <jailhouse/types.h>

struct jailhouse_cell_desc;

/** args: image, its size, system configuration, its size; all staged. */
__s64 driver_enable(const __u64 *args);

/** Leaves the hypervisor on all CPUs; all must be on line and no cell left. */
__s64 driver_disable(void);

/** -EINVAL with a message unless the hypervisor is enabled. */
__s64 driver_check_enabled(void);

/** Hypercall with up to two arguments, refused while there's no hypervisor. */
__s64 driver_call(__u32 number, __u64 arg1, __u64 arg2);

/** True if the range is part of memory that the root cell may write. */
bool driver_root_owns(__u64 start, __u64 size);

/**
 * Checks a descriptor of which at most limit bytes may be read: signature,
 * revision, architecture, arrays within the limit. kind names it in messages.
 */
__s64 driver_check_descriptor(const struct jailhouse_cell_desc *cell,
			      __u64 limit, const char *signature,
			      const char *kind);

/** Bytes that the descriptor and its arrays take; can't overflow. */
__u64 driver_descriptor_size(const struct jailhouse_cell_desc *cell);

#endif /* !STEWARD_DRIVER_H */
