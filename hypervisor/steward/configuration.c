/* SPDX-License-Identifier: MIT */
/*
 * What a driver checks of a configuration before the hypervisor sees it: that
 * it is one, for this machine, and that its arrays end within the file.
 */
#include <string.h>
#include <jailhouse/cell-config.h>
#include "configuration.h"
#include "errno.h"
#include "mailbox.h"

#define SIGNATURE_SIZE 5 /* of both kinds of configuration */

__u64 configuration_size(const struct jailhouse_cell_desc *cell)
{
	return sizeof(*cell) + (__u64)cell->cpu_set_size +
	       (__u64)cell->num_memory_regions *
		       sizeof(struct jailhouse_memory) +
	       (__u64)cell->num_cache_regions * sizeof(struct jailhouse_cache) +
	       (__u64)cell->num_irqchips * sizeof(struct jailhouse_irqchip) +
	       (__u64)cell->num_pio_regions * sizeof(struct jailhouse_pio) +
	       (__u64)cell->num_pci_devices *
		       sizeof(struct jailhouse_pci_device) +
	       (__u64)cell->num_pci_caps *
		       sizeof(struct jailhouse_pci_capability) +
	       (__u64)cell->num_stream_ids * sizeof(union jailhouse_stream_id);
}

/* Both descriptors start with signature, architecture, revision. */
static __s64 check_identity(const void *start, const char *signature,
			    const char *kind)
{
	const struct jailhouse_cell_desc *head = start;

	if (memcmp(head->signature, signature, SIGNATURE_SIZE) != 0)
		return mailbox_refuse(-EINVAL, "not a %s configuration", kind);
	if (head->revision != JAILHOUSE_CONFIG_REVISION)
		return mailbox_refuse(-EINVAL,
				      "%s configuration has revision "
				      "%u, not %u",
				      kind, head->revision,
				      JAILHOUSE_CONFIG_REVISION);
	if (head->architecture != JAILHOUSE_ARM64)
		return mailbox_refuse(-EINVAL,
				      "%s configuration is for "
				      "architecture %u, not %u (arm64)",
				      kind, head->architecture,
				      JAILHOUSE_ARM64);
	return 0;
}

static __s64 check_arrays(const struct jailhouse_cell_desc *cell, __u64 limit,
			  const char *kind)
{
	__u64 size = configuration_size(cell);

	if (size > limit)
		return mailbox_refuse(-EINVAL,
				      "%s configuration is cut off: "
				      "needs %llu bytes, has %llu",
				      kind, size, limit);
	return 0;
}

__s64 configuration_check_cell(const struct jailhouse_cell_desc *cell,
			       __u64 size)
{
	__s64 error;

	if (size < sizeof(*cell))
		return mailbox_refuse(-EINVAL,
				      "%llu bytes are too few for a "
				      "cell configuration",
				      size);
	error = check_identity(cell, JAILHOUSE_CELL_DESC_SIGNATURE, "cell");
	return error ? error : check_arrays(cell, size, "cell");
}

__s64 configuration_check_system(const struct jailhouse_system *system,
				 __u64 size)
{
	const __u64 root_offset =
		__builtin_offsetof(struct jailhouse_system, root_cell);
	__s64 error;

	if (size < sizeof(*system))
		return mailbox_refuse(-EINVAL,
				      "%llu bytes are too few for a "
				      "system configuration",
				      size);
	error = check_identity(system, JAILHOUSE_SYSTEM_SIGNATURE, "system");
	if (error)
		return error;
	return check_arrays(&system->root_cell, size - root_offset, "system");
}

__u32 configuration_max_cpus(const struct jailhouse_cell_desc *root)
{
	const __u8 *set = (const __u8 *)jailhouse_cell_cpu_set(root);
	__u32 cpu, count = 0;

	for (cpu = 0; cpu < root->cpu_set_size * 8ULL; cpu++)
		if (set[cpu / 8] & 1U << cpu % 8)
			count = cpu + 1;
	return count;
}
