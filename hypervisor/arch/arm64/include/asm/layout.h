/* SPDX-License-Identifier: MIT */
/* Where things lie in the hypervisor's address space; C and assembly. */
#ifndef ASM_LAYOUT_H
#define ASM_LAYOUT_H

#define JAILHOUSE_BASE 0xffffc0200000 /* the image */
#define TEMPORARY_BASE 0xff0000000000 /* 16 pages per CPU */
#define REMAP_BASE     0xff8000000000 /* device registers */

#define PERCPU_SIZE	     0x4000
#define PERCPU_STACK_SIZE    0x3000
#define FAULT_STACK_SIZE     0x1000 /* the lowest part of the stack */
#define GUEST_REGISTERS_SIZE 256

#endif /* !ASM_LAYOUT_H */
