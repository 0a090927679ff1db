/* SPDX-License-Identifier: MIT */
/*
 * EL1 exception vectors: interrupts go to gic_handle_interrupt(), whatever
 * else to trap_report(). Below them the checkpoint that a failed mailbox
 * request returns to.
 */
#define FRAME_SIZE	(34 * 8)	/* x0..x30, ELR, SPSR, padding */
#define VECTOR_IRQ	5		/* current EL with its own stack */

	.macro	vector, index
	.balign	128
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp]
	mov	x1, #\index
	b	vector_common
	.endm

	.cfi_sections .debug_frame
	.text
	.balign	2048
	.globl	steward_vectors
	.type	steward_vectors, %function
steward_vectors:
	.cfi_startproc
	.irp	index, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	vector	\index
	.endr
	.cfi_endproc
	.size	steward_vectors, . - steward_vectors

	.type	vector_common, %function
vector_common:
	.cfi_startproc
	.cfi_def_cfa	sp, FRAME_SIZE
	stp	x2, x3, [sp, #(2 * 8)]
	stp	x4, x5, [sp, #(4 * 8)]
	stp	x6, x7, [sp, #(6 * 8)]
	stp	x8, x9, [sp, #(8 * 8)]
	stp	x10, x11, [sp, #(10 * 8)]
	stp	x12, x13, [sp, #(12 * 8)]
	stp	x14, x15, [sp, #(14 * 8)]
	stp	x16, x17, [sp, #(16 * 8)]
	stp	x18, x19, [sp, #(18 * 8)]
	stp	x20, x21, [sp, #(20 * 8)]
	stp	x22, x23, [sp, #(22 * 8)]
	stp	x24, x25, [sp, #(24 * 8)]
	stp	x26, x27, [sp, #(26 * 8)]
	stp	x28, x29, [sp, #(28 * 8)]
	mrs	x2, elr_el1
	mrs	x3, spsr_el1
	stp	x30, x2, [sp, #(30 * 8)]
	str	x3, [sp, #(32 * 8)]
	cmp	x1, #VECTOR_IRQ
	b.eq	1f
	mov	x0, sp
	bl	trap_report
	b	.
1:	bl	gic_handle_interrupt
	ldr	x3, [sp, #(32 * 8)]
	ldp	x30, x2, [sp, #(30 * 8)]
	msr	elr_el1, x2
	msr	spsr_el1, x3
	ldp	x28, x29, [sp, #(28 * 8)]
	ldp	x26, x27, [sp, #(26 * 8)]
	ldp	x24, x25, [sp, #(24 * 8)]
	ldp	x22, x23, [sp, #(22 * 8)]
	ldp	x20, x21, [sp, #(20 * 8)]
	ldp	x18, x19, [sp, #(18 * 8)]
	ldp	x16, x17, [sp, #(16 * 8)]
	ldp	x14, x15, [sp, #(14 * 8)]
	ldp	x12, x13, [sp, #(12 * 8)]
	ldp	x10, x11, [sp, #(10 * 8)]
	ldp	x8, x9, [sp, #(8 * 8)]
	ldp	x6, x7, [sp, #(6 * 8)]
	ldp	x4, x5, [sp, #(4 * 8)]
	ldp	x2, x3, [sp, #(2 * 8)]
	ldp	x0, x1, [sp]
	add	sp, sp, #FRAME_SIZE
	.cfi_def_cfa	sp, 0
	eret
	.cfi_endproc
	.size	vector_common, . - vector_common

/* int checkpoint_save(u64 registers[13]): 0, or 1 when it returns again. */
	.globl	checkpoint_save
	.type	checkpoint_save, %function
checkpoint_save:
	.cfi_startproc
	stp	x19, x20, [x0]
	stp	x21, x22, [x0, #16]
	stp	x23, x24, [x0, #32]
	stp	x25, x26, [x0, #48]
	stp	x27, x28, [x0, #64]
	stp	x29, x30, [x0, #80]
	mov	x1, sp
	str	x1, [x0, #96]
	mov	x0, xzr
	ret
	.cfi_endproc
	.size	checkpoint_save, . - checkpoint_save

/* void checkpoint_return(const u64 registers[13]): never comes back. */
	.globl	checkpoint_return
	.type	checkpoint_return, %function
checkpoint_return:
	.cfi_startproc
	ldp	x19, x20, [x0]
	ldp	x21, x22, [x0, #16]
	ldp	x23, x24, [x0, #32]
	ldp	x25, x26, [x0, #48]
	ldp	x27, x28, [x0, #64]
	ldp	x29, x30, [x0, #80]
	ldr	x1, [x0, #96]
	mov	sp, x1
	mov	x0, #1
	ret
	.cfi_endproc
	.size	checkpoint_return, . - checkpoint_return
