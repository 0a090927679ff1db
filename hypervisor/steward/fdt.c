/* SPDX-License-Identifier: MIT */
/*
 * Reads the end of RAM out of QEMU's flattened device tree (Devicetree
 * Specification chapter 5): the one "memory@..." node with two address and
 * two size cells.
 */
#include <string.h>
#include "memory.h"

#define FDT_MAGIC      0xd00dfeedU
#define FDT_BEGIN_NODE 1
#define FDT_END_NODE   2
#define FDT_PROPERTY   3
#define FDT_NOP	       4

#define HEADER_TOTAL_SIZE     4
#define HEADER_STRUCT_OFFSET  8
#define HEADER_STRINGS_OFFSET 12
#define SIZE_LIMIT	      0x100000U

static __u32 cell_at(const void *tree, __u32 offset)
{
	return __builtin_bswap32(*(const __u32 *)((const char *)tree + offset));
}

static __u64 two_cells_at(const void *tree, __u32 offset)
{
	return (__u64)cell_at(tree, offset) << 32 | cell_at(tree, offset + 4);
}

__u64 fdt_ram_end(const void *tree)
{
	__u32 total = cell_at(tree, HEADER_TOTAL_SIZE);
	__u32 offset, strings, length;
	bool in_memory = false;
	const char *name;

	if (cell_at(tree, 0) != FDT_MAGIC || total > SIZE_LIMIT)
		return 0;

	offset = cell_at(tree, HEADER_STRUCT_OFFSET);
	strings = cell_at(tree, HEADER_STRINGS_OFFSET);
	while (offset + 12 < total) {
		__u32 token = cell_at(tree, offset);

		name = (const char *)tree + offset + 4;
		offset += 4;
		if (token == FDT_BEGIN_NODE) {
			in_memory = strncmp(name, "memory@", 7) == 0;
			offset += (strlen(name) + 1 + 3) & ~3U;
		} else if (token == FDT_PROPERTY) {
			length = cell_at(tree, offset);
			name = (const char *)tree + strings +
			       cell_at(tree, offset + 4);
			offset += 8;
			if (in_memory && length >= 16 && !strcmp(name, "reg"))
				return two_cells_at(tree, offset) +
				       two_cells_at(tree, offset + 8);
			offset += (length + 3) & ~3U;
		} else if (token != FDT_END_NODE && token != FDT_NOP) {
			return 0;
		}
	}
	return 0;
}
