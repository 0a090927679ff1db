/* SPDX-License-Identifier: MIT */
/*
 * The header at offset 0 of a hypervisor image, by which the driver learns
 * its sizes and entry, and tells it about the machine. 64-bit layout.
 */
#ifndef STEWARD_IMAGE_HEADER_H
#define STEWARD_IMAGE_HEADER_H

#include <jailhouse/types.h>

#define IMAGE_SIGNATURE		"JAILHOUS"	/* 8 bytes, no NUL */
#define IMAGE_HYP_ABI_OPCODE	1

struct image_header {
	char signature[8];
	__u64 core_size;
	__u64 percpu_size;
	__u64 entry;			/* offset from the image's start */
	__u64 console_page;
	__u64 gcov_info_head;
	/* Filled in by the driver. */
	__u32 max_cpus;
	__u32 online_cpus;
	__u64 debug_console_base;
	__u64 arm_linux_hyp_vectors;	/* physical */
	__u32 arm_linux_hyp_abi;
	__u32 padding;
};

_Static_assert(sizeof(struct image_header) == 80, "image header");
_Static_assert(__builtin_offsetof(struct image_header, max_cpus) == 48,
	       "image header");

#endif /* !STEWARD_IMAGE_HEADER_H */
