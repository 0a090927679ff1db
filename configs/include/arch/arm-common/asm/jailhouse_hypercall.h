/* SPDX-License-Identifier: MIT */
/*
 * The guest ABI that ARM and ARM64 have in common: the hypercall immediate,
 * the statistics and the communication region. Included by the header of the
 * same name of either architecture, which defines __jh_arg and the calls.
 */
#ifndef JAILHOUSE_ARM_COMMON_HYPERCALL_H
#define JAILHOUSE_ARM_COMMON_HYPERCALL_H

#include <jailhouse/types.h>
#include <jailhouse/hypercall.h>

/* "JH", the immediate of every hypercall's HVC instruction. */
#define JAILHOUSE_HVC_CODE			0x4a48

#define JAILHOUSE_CPU_STAT_VMEXITS_MAINTENANCE	JAILHOUSE_GENERIC_CPU_STATS
#define JAILHOUSE_CPU_STAT_VMEXITS_VIRQ		(JAILHOUSE_GENERIC_CPU_STATS + 1)
#define JAILHOUSE_CPU_STAT_VMEXITS_VSGI		(JAILHOUSE_GENERIC_CPU_STATS + 2)
#define JAILHOUSE_CPU_STAT_VMEXITS_PSCI		(JAILHOUSE_GENERIC_CPU_STATS + 3)
#define JAILHOUSE_CPU_STAT_VMEXITS_SMCCC	(JAILHOUSE_GENERIC_CPU_STATS + 4)

#ifndef __ASSEMBLY__

struct jailhouse_comm_region {
	COMM_REGION_GENERIC_HEADER;
	__u8 gic_version;
	__u8 padding[7];
	__u64 gicd_base;
	__u64 gicc_base;
	__u64 gicr_base;
	__u32 vpci_irq_base;	/* SPI number, which is the GIC id - 32 */
};

JAILHOUSE_ABI_SIZE(struct jailhouse_comm_region, 104);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, signature, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, revision, 6);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, cell_state, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, msg_to_cell, 12);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, reply_from_cell, 16);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, flags, 20);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, console, 24);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, pci_mmconfig_base, 56);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, gic_version, 64);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, gicd_base, 72);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, gicc_base, 80);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, gicr_base, 88);
JAILHOUSE_ABI_PLACE(struct jailhouse_comm_region, vpci_irq_base, 96);

#if defined(__aarch64__) || defined(__arm__)

/**
 * jailhouse_send_msg_to_cell() - post a message for a cell to read.
 *
 * The old reply goes first: otherwise it could be taken for the answer to the
 * new message.
 */
static inline void
jailhouse_send_msg_to_cell(struct jailhouse_comm_region *comm_region, __jh_arg msg)
{
	comm_region->reply_from_cell = JAILHOUSE_MSG_NONE;
	__asm__ volatile("dmb ishst" : : : "memory");
	comm_region->msg_to_cell = (__u32)msg;
}

/**
 * jailhouse_send_reply_from_cell() - answer the pending message.
 *
 * The message goes first: once the reply is visible, the next message may
 * already arrive and must not be wiped out.
 */
static inline void
jailhouse_send_reply_from_cell(struct jailhouse_comm_region *comm_region, __jh_arg reply)
{
	comm_region->msg_to_cell = JAILHOUSE_MSG_NONE;
	__asm__ volatile("dmb ishst" : : : "memory");
	comm_region->reply_from_cell = (__u32)reply;
}

#endif /* __aarch64__ || __arm__ */

#endif /* !__ASSEMBLY__ */

#endif /* !JAILHOUSE_ARM_COMMON_HYPERCALL_H */
