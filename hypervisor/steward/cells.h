/* SPDX-License-Identifier: MIT */
/*
 * What Linux' driver does for cells: lending them the root cell's CPUs,
 * copying images into their memory, and taking everything back. Every
 * function answers a mailbox request: 0, a value, or -errno.
 */
#ifndef STEWARD_CELLS_H
#define STEWARD_CELLS_H

#include <jailhouse/types.h>

/** args: staged cell configuration, size. Returns the new cell's id. */
__s64 cells_create(const __u64 *args);

/** args: cell id, staged array of struct mailbox_image, count. */
__s64 cells_load(const __u64 *args);

/** args: cell id. */
__s64 cells_start(const __u64 *args);
__s64 cells_shutdown(const __u64 *args);
__s64 cells_destroy(const __u64 *args);

/** Destroys every cell; stops at the first that refuses. */
__s64 cells_destroy_all(void);

#endif /* !STEWARD_CELLS_H */
