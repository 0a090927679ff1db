/* SPDX-License-Identifier: MIT */
/*
 * The start of every inmate, at offset 0 of its image: stack, vectors, zeroed
 * memory, then C. The cell's reset state is EL1, MMU off, registers 0.
 */
	.cfi_sections .debug_frame

	.section .boot, "ax"
	.globl	inmate_entry
	.type	inmate_entry, %function
inmate_entry:
	.cfi_startproc
	.cfi_undefined x30	/* nobody called this */
	msr	daifset, #15
	adrp	x1, stack_top
	add	x1, x1, :lo12:stack_top
	mov	sp, x1
	adrp	x1, inmate_vectors
	add	x1, x1, :lo12:inmate_vectors
	msr	vbar_el1, x1
	isb
	adrp	x1, bss_start
	add	x1, x1, :lo12:bss_start
	adrp	x2, bss_end
	add	x2, x2, :lo12:bss_end
1:	cmp	x1, x2
	b.hs	2f
	stp	xzr, xzr, [x1], #16
	b	1b
2:	mov	x29, xzr
	bl	inmate_start
	b	.
	.cfi_endproc
	.size	inmate_entry, . - inmate_entry

#define FRAME_SIZE	(22 * 8)	/* x0..x18, x29, x30, padding */
#define VECTOR_IRQ	5		/* current EL with its own stack */

	.macro	vector, index
	.balign	128
	.if	\index == VECTOR_IRQ
	b	vector_irq
	.else
	mov	x0, #\index
	b	inmate_report_exception
	.endif
	.endm

	.text
	.balign	2048
	.type	inmate_vectors, %function
inmate_vectors:
	.cfi_startproc
	.irp	index, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	vector	\index
	.endr
	.cfi_endproc
	.size	inmate_vectors, . - inmate_vectors

	.type	vector_irq, %function
vector_irq:
	.cfi_startproc
	sub	sp, sp, #FRAME_SIZE
	.cfi_def_cfa_offset FRAME_SIZE
	stp	x29, x30, [sp]
	.cfi_offset 29, -FRAME_SIZE
	.cfi_offset 30, -FRAME_SIZE + 8
	stp	x0, x1, [sp, #(2 * 8)]
	stp	x2, x3, [sp, #(4 * 8)]
	stp	x4, x5, [sp, #(6 * 8)]
	stp	x6, x7, [sp, #(8 * 8)]
	stp	x8, x9, [sp, #(10 * 8)]
	stp	x10, x11, [sp, #(12 * 8)]
	stp	x12, x13, [sp, #(14 * 8)]
	stp	x14, x15, [sp, #(16 * 8)]
	stp	x16, x17, [sp, #(18 * 8)]
	str	x18, [sp, #(20 * 8)]
	bl	irq_dispatch
	ldr	x18, [sp, #(20 * 8)]
	ldp	x16, x17, [sp, #(18 * 8)]
	ldp	x14, x15, [sp, #(16 * 8)]
	ldp	x12, x13, [sp, #(14 * 8)]
	ldp	x10, x11, [sp, #(12 * 8)]
	ldp	x8, x9, [sp, #(10 * 8)]
	ldp	x6, x7, [sp, #(8 * 8)]
	ldp	x4, x5, [sp, #(6 * 8)]
	ldp	x2, x3, [sp, #(4 * 8)]
	ldp	x0, x1, [sp, #(2 * 8)]
	ldp	x29, x30, [sp]
	add	sp, sp, #FRAME_SIZE
	.cfi_def_cfa_offset 0
	eret
	.cfi_endproc
	.size	vector_irq, . - vector_irq
