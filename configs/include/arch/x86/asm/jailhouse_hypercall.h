/* SPDX-License-Identifier: MIT */
/*
 * The guest ABI of x86: hypercalls, statistics, the communication region and
 * the CPUID leaves by which a guest detects the hypervisor. A hypercall is
 * VMCALL on Intel and VMMCALL on AMD; number and result are in EAX, arguments
 * in RDI and RSI. Only kernel mode (CPL 0) may make it.
 */
#ifndef JAILHOUSE_X86_HYPERCALL_H
#define JAILHOUSE_X86_HYPERCALL_H

#include <jailhouse/types.h>
#include <jailhouse/hypercall.h>

#define JAILHOUSE_CPU_STAT_VMEXITS_PIO		JAILHOUSE_GENERIC_CPU_STATS
#define JAILHOUSE_CPU_STAT_VMEXITS_XAPIC	(JAILHOUSE_GENERIC_CPU_STATS + 1)
#define JAILHOUSE_CPU_STAT_VMEXITS_CR		(JAILHOUSE_GENERIC_CPU_STATS + 2)
#define JAILHOUSE_CPU_STAT_VMEXITS_CPUID	(JAILHOUSE_GENERIC_CPU_STATS + 3)
#define JAILHOUSE_CPU_STAT_VMEXITS_XSETBV	(JAILHOUSE_GENERIC_CPU_STATS + 4)
#define JAILHOUSE_CPU_STAT_VMEXITS_EXCEPTION	(JAILHOUSE_GENERIC_CPU_STATS + 5)
#define JAILHOUSE_CPU_STAT_VMEXITS_MSR_OTHER	(JAILHOUSE_GENERIC_CPU_STATS + 6)
#define JAILHOUSE_CPU_STAT_VMEXITS_MSR_X2APIC_ICR (JAILHOUSE_GENERIC_CPU_STATS + 7)
#define JAILHOUSE_NUM_CPU_STATS			(JAILHOUSE_GENERIC_CPU_STATS + 8)

/*
 * CPUID leaves. The first answers with the number of the last one in EAX and
 * "Jailhouse" with three NULs in EBX, ECX and EDX; the second with zeros.
 */
#define JAILHOUSE_CPUID_SIGNATURE		0x40000000
#define JAILHOUSE_CPUID_FEATURES		0x40000001

#ifndef __ASSEMBLY__

struct jailhouse_comm_region {
	COMM_REGION_GENERIC_HEADER;
	__u16 pm_timer_address;	/* I/O port of the ACPI timer */
	__u16 num_cpus;		/* of the cell */
	__u32 tsc_khz;
	__u32 apic_khz;		/* 0: use the TSC deadline instead */
};

/* No size: 32-bit and 64-bit compilers pad the end differently. */
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, signature, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, revision, 6);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, cell_state, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, msg_to_cell, 12);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, reply_from_cell, 16);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, flags, 20);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, console, 24);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, pci_mmconfig_base, 56);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, pm_timer_address, 64);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, num_cpus, 66);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, tsc_khz, 68);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, apic_khz, 72);

#if defined(__x86_64__) || defined(__i386__)

/*
 * Which of the two instructions the CPU has: true for VMCALL. The guest
 * defines it and sets it, from the CPU's vendor, before its first hypercall.
 */
extern bool jailhouse_use_vmcall;

/**
 * jailhouse_call() - make a hypercall without arguments.
 * @num: JAILHOUSE_HC_*
 *
 * Returns its result, or a negative errno.
 */
static inline __u32 jailhouse_call(__u32 num)
{
	__u32 result = num;

	if (jailhouse_use_vmcall)
		__asm__ volatile("vmcall" : "+a" (result) : : "memory");
	else
		__asm__ volatile("vmmcall" : "+a" (result) : : "memory");
	return result;
}

/** jailhouse_call_arg1() - make a hypercall with one argument. */
static inline __u32 jailhouse_call_arg1(__u32 num, unsigned long arg1)
{
	__u32 result = num;

	if (jailhouse_use_vmcall)
		__asm__ volatile("vmcall" : "+a" (result) : "D" (arg1) : "memory");
	else
		__asm__ volatile("vmmcall" : "+a" (result) : "D" (arg1) : "memory");
	return result;
}

/** jailhouse_call_arg2() - make a hypercall with two arguments. */
static inline __u32
jailhouse_call_arg2(__u32 num, unsigned long arg1, unsigned long arg2)
{
	__u32 result = num;

	if (jailhouse_use_vmcall)
		__asm__ volatile("vmcall"
				 : "+a" (result)
				 : "D" (arg1), "S" (arg2)
				 : "memory");
	else
		__asm__ volatile("vmmcall"
				 : "+a" (result)
				 : "D" (arg1), "S" (arg2)
				 : "memory");
	return result;
}

/**
 * jailhouse_send_msg_to_cell() - post a message for a cell to read.
 *
 * The old reply goes first: otherwise it could be taken for the answer to the
 * new message. Stores stay in order on x86; the fence is for the compiler and
 * for a page that is mapped write-combining.
 */
static inline void
jailhouse_send_msg_to_cell(struct jailhouse_comm_region *comm_region, __u32 msg)
{
	comm_region->reply_from_cell = JAILHOUSE_MSG_NONE;
	__asm__ volatile("mfence" : : : "memory");
	comm_region->msg_to_cell = msg;
}

/**
 * jailhouse_send_reply_from_cell() - answer the pending message.
 *
 * The message goes first: once the reply is visible, the next message may
 * already arrive and must not be wiped out.
 */
static inline void
jailhouse_send_reply_from_cell(struct jailhouse_comm_region *comm_region, __u32 reply)
{
	comm_region->msg_to_cell = JAILHOUSE_MSG_NONE;
	__asm__ volatile("mfence" : : : "memory");
	comm_region->reply_from_cell = reply;
}

#endif /* __x86_64__ || __i386__ */

#endif /* !__ASSEMBLY__ */

#endif /* !JAILHOUSE_X86_HYPERCALL_H */
