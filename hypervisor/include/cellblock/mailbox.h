/* SPDX-License-Identifier: MIT */
/*
 * How the workbench commands the steward: one request at a time in a page of
 * the steward's memory, found by its ELF symbol steward_mailbox.
 *
 * The workbench writes command and arguments, then request = request + 1.
 * The steward answers by filling result and message, then response = request.
 * All addresses are physical.
 */
#ifndef CELLBLOCK_MAILBOX_H
#define CELLBLOCK_MAILBOX_H

#include <jailhouse/types.h>

#define MAILBOX_MAGIC	"CBMAILB" /* 8 bytes with its NUL */
#define MAILBOX_VERSION 1

/* mailbox.state */
#define MAILBOX_BOOTING 0
#define MAILBOX_READY	1

/* mailbox.command, with its arguments; result is 0, a value, or -errno. */
#define MAILBOX_ENABLE		    1 /* image, size, system config, size */
#define MAILBOX_DISABLE		    2
#define MAILBOX_CELL_CREATE	    3  /* cell config, size -> cell id */
#define MAILBOX_CELL_LOAD	    4  /* cell id, images, count */
#define MAILBOX_CELL_START	    5  /* cell id */
#define MAILBOX_CELL_SHUTDOWN	    6  /* cell id */
#define MAILBOX_CELL_DESTROY	    7  /* cell id */
#define MAILBOX_CELL_GET_STATE	    8  /* cell id -> JAILHOUSE_CELL_* */
#define MAILBOX_HYPERVISOR_GET_INFO 9  /* JAILHOUSE_INFO_* -> value */
#define MAILBOX_CPU_GET_INFO	    10 /* cpu, JAILHOUSE_CPU_INFO_* -> value */

/* What MAILBOX_CELL_LOAD's second argument points to, count times. */
struct mailbox_image {
	__u64 source; /* in the staging area */
	__u64 size;
	__u64 target; /* guest-physical, in a LOADABLE region */
	__u64 padding;
};

struct mailbox {
	char magic[8];
	__u32 version;
	__u32 state;
	__u32 request;	/* written by the workbench only */
	__u32 response; /* written by the steward only */
	__u32 command;
	__u32 online_cpus;
	__u64 args[8];
	__s64 result;
	__u64 staging_base; /* memory that the workbench may fill */
	__u64 staging_size;
	__u64 completion;  /* address executed once per response */
	char message[128]; /* why the steward itself refused */
};

#endif /* !CELLBLOCK_MAILBOX_H */
