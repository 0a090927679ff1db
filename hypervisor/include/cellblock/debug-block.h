/* SPDX-License-Identifier: MIT */
/*
 * What the hypervisor publishes for debuggers. The block lies in the image,
 * found by the ELF symbol debug_block or by its magic, and outside everything
 * that the Jailhouse ABI lays out. Readers are on the other side of a memory
 * bus: they follow the offsets and strides in the header, never sizeof().
 */
#ifndef CELLBLOCK_DEBUG_BLOCK_H
#define CELLBLOCK_DEBUG_BLOCK_H

#include <jailhouse/types.h>

#define DEBUG_BLOCK_MAGIC   "CBDEBUG" /* 8 bytes with its NUL */
#define DEBUG_BLOCK_VERSION 1

#define DEBUG_CELL_CAPACITY    32
#define DEBUG_CPU_CAPACITY     16
#define DEBUG_CONSOLE_CAPACITY 16384
#define DEBUG_CPU_SET_WORDS    4

/* Cell ids that name no cell. */
#define DEBUG_CELL_NONE		 0xffffffffU
#define DEBUG_CONSOLE_HYPERVISOR 0xffffU

/*
 * Exit reasons; the numbers below DEBUG_EXIT_VIOLATION equal the indexes of
 * Jailhouse's exit statistics. Bit n of exit_mask selects reason n.
 */
#define DEBUG_EXIT_NONE	       0
#define DEBUG_EXIT_MMIO	       1
#define DEBUG_EXIT_MANAGEMENT  2
#define DEBUG_EXIT_HYPERCALL   3
#define DEBUG_EXIT_MAINTENANCE 4
#define DEBUG_EXIT_VIRQ	       5
#define DEBUG_EXIT_VSGI	       6
#define DEBUG_EXIT_PSCI	       7
#define DEBUG_EXIT_SMCCC       8
#define DEBUG_EXIT_VIOLATION   16

/* debug_exit.flags */
#define DEBUG_EXIT_WRITE      0x1 /* MMIO or violation: a write */
#define DEBUG_EXIT_FETCH      0x2 /* violation: an instruction fetch */
#define DEBUG_EXIT_SIZE_VALID 0x4 /* size tells the access width */

/* debug_cpu.state */
#define DEBUG_CPU_GUEST	     0
#define DEBUG_CPU_HYPERVISOR 1
#define DEBUG_CPU_OFF	     2 /* PSCI off or not yet started */
#define DEBUG_CPU_PARKED     3 /* failed: its cell violated a rule */
#define DEBUG_CPU_STOPPED    4 /* hypervisor bug */

struct debug_cell {
	__u32 in_use;
	__u32 id;
	__u32 state; /* JAILHOUSE_CELL_*, as the hypervisor last set it */
	__u32 vmid;
	__u64 config_address; /* physical; a cell descriptor */
	__u64 stage2_root;    /* physical address of the root table */
	__u64 cpu_set[DEBUG_CPU_SET_WORDS];
	char name[32];
	/* Physical; the cell keeps its own word on its state there. */
	__u64 comm_region;
};

/* One exit, written on entry and completed as decoding learns more. */
struct debug_exit {
	__u64 sequence; /* exits of this CPU so far; 0: none */
	__u32 reason;	/* DEBUG_EXIT_* */
	__u32 cell_id;
	__u32 flags;
	__u32 size;	/* bytes accessed */
	__u64 pc;	/* guest's, at the exit */
	__u64 syndrome; /* ESR_EL2 */
	__u64 address;	/* guest-physical, or hypercall/PSCI number */
	__u64 value;	/* written value, or first argument */
	/* Virtual address at EL2 of the guest's saved x0..x30, 8 bytes each. */
	__u64 registers;
};

struct debug_cpu {
	__u32 cell_id;
	__u32 state; /* DEBUG_CPU_* */
	struct debug_exit last_exit;
};

struct debug_console_record {
	__u16 cell_id; /* or DEBUG_CONSOLE_HYPERVISOR */
	__u8 byte;
	__u8 reserved;
};

/* Why the last management request was refused; see refusal.h for reasons. */
struct debug_refusal {
	__u32 sequence;	   /* refusals so far; 0: none */
	__u32 reason;	   /* REFUSAL_* */
	__s32 error;	   /* the errno that went to the caller */
	__u32 index;	   /* region or CPU; ~0: none */
	__u64 first_start; /* the range that was asked for */
	__u64 first_size;
	__u64 second_start; /* the range that it collides with */
	__u64 second_size;
};

struct debug_block {
	char magic[8];
	__u32 version;
	__u32 architecture; /* JAILHOUSE_ARM64, ... */
	__u32 size;	    /* of the whole block, in bytes */
	__u32 cells_offset; /* from the start of the block */
	__u32 cell_stride;
	__u32 cell_capacity;
	__u32 cpus_offset;
	__u32 cpu_stride;
	__u32 cpu_capacity;
	__u32 console_offset;
	__u32 console_capacity; /* records in the ring */
	__u32 refusal_offset;
	__u64 hypervisor_phys; /* where hypervisor_virt lies in memory */
	__u64 hypervisor_virt;
	__u64 exit_mask;    /* written by the debugger */
	__u64 exit_hook;    /* virtual address, see debug_exit_hook() */
	__u64 console_head; /* records written since enable */
	struct debug_cell cells[DEBUG_CELL_CAPACITY];
	struct debug_cpu cpus[DEBUG_CPU_CAPACITY];
	struct debug_refusal refusal;
	struct debug_console_record console[DEBUG_CONSOLE_CAPACITY];
};

#endif /* !CELLBLOCK_DEBUG_BLOCK_H */
