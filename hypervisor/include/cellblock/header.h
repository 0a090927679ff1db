/* SPDX-License-Identifier: MIT */
/*
 * The head of the image, which the driver reads and completes, and what the
 * linker script knows about the rest.
 */
#ifndef CELLBLOCK_HEADER_H
#define CELLBLOCK_HEADER_H

#include <jailhouse/cell-config.h>
#include <cellblock/types.h>

#define JAILHOUSE_SIGNATURE "JAILHOUS"

struct jailhouse_header {
	char signature[8];
	unsigned long core_size; /* image and bss, whole pages */
	unsigned long percpu_size;
	unsigned long entry; /* offsets from the header */
	unsigned long console_page;
	unsigned long gcov_info_head; /* 0: no coverage data */
	/* Filled by the driver: */
	u32 max_cpus;
	u32 online_cpus;
	unsigned long debug_console_base;
	u64 arm_linux_hyp_vectors; /* physical */
	u32 arm_linux_hyp_abi;	   /* 0: vectors in x0; 1: by opcode */
};

_Static_assert(__builtin_offsetof(struct jailhouse_header, max_cpus) == 48 &&
		       __builtin_offsetof(struct jailhouse_header,
					  arm_linux_hyp_abi) == 72,
	       "image header");

extern struct jailhouse_header hypervisor_header;

/* Linker script: bounds of the image's parts, all page-aligned. */
extern u8 __text_start[], __rodata_start[], __data_start[], __core_end[];

static inline u8 *hypervisor_header_start(void)
{
	return (u8 *)&hypervisor_header;
}

/** The configuration behind the per-CPU areas; valid from entry to disable. */
extern struct jailhouse_system *system_config;

#endif /* !CELLBLOCK_HEADER_H */
