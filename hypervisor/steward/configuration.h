/* SPDX-License-Identifier: MIT */
/* Checks of configurations; each returns 0, or -errno with a message. */
#ifndef STEWARD_CONFIGURATION_H
#define STEWARD_CONFIGURATION_H

#include <jailhouse/types.h>

struct jailhouse_cell_desc;
struct jailhouse_system;

/** Checks a system configuration of which size bytes may be read. */
__s64 configuration_check_system(const struct jailhouse_system *system,
				 __u64 size);

/** Checks a cell configuration of which size bytes may be read. */
__s64 configuration_check_cell(const struct jailhouse_cell_desc *cell,
			       __u64 size);

/** Bytes that a descriptor and its arrays take; can't overflow. */
__u64 configuration_size(const struct jailhouse_cell_desc *cell);

/** One more than the highest CPU in the set, as ids index an array. */
__u32 configuration_max_cpus(const struct jailhouse_cell_desc *root);

#endif /* !STEWARD_CONFIGURATION_H */
