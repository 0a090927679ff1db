/* SPDX-License-Identifier: MIT */
/*
 * What Linux' driver does for the whole hypervisor: checking and placing the
 * image, entering and leaving it. Every function answers a mailbox request:
 * 0, a value, or -errno, with a message where the steward itself refuses.
 */
#ifndef STEWARD_DRIVER_H
#define STEWARD_DRIVER_H

#include <jailhouse/types.h>

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

#endif /* !STEWARD_DRIVER_H */
