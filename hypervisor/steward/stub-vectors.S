/* SPDX-License-Identifier: MIT */
/*
 * What answers at EL2 while no hypervisor runs: the interface of the arm64
 * kernel's hyp stub. HVC with x0 = 0 installs the vectors in x1, 1 jumps to
 * x1 at EL2 with x2..x4 as arguments, 2 returns to these vectors.
 */
#define HVC_SET_VECTORS		0
#define HVC_SOFT_RESTART	1
#define HVC_RESET_VECTORS	2
#define HVC_STUB_ERROR		0xbadca11

	.macro	stub_dead
	.balign	128
	b	.
	.endm

	.cfi_sections .debug_frame
	.text
	.balign	2048
	.globl	steward_stub_vectors
	.type	steward_stub_vectors, %function
steward_stub_vectors:
	.cfi_startproc
	.rept	8
	stub_dead
	.endr
	.balign	128
	b	stub_call			/* synchronous, from EL1 */
	.rept	7
	stub_dead
	.endr

stub_call:
	cmp	x0, #HVC_SET_VECTORS
	b.eq	1f
	cmp	x0, #HVC_SOFT_RESTART
	b.eq	2f
	cmp	x0, #HVC_RESET_VECTORS
	b.eq	3f
	mov	x0, #(HVC_STUB_ERROR & 0xffff)
	movk	x0, #(HVC_STUB_ERROR >> 16), lsl #16
	eret
1:	msr	vbar_el2, x1
	mov	x0, xzr
	eret
2:	mov	x30, x1
	mov	x0, x2
	mov	x1, x3
	mov	x2, x4
	br	x30
3:	mov	x0, xzr
	eret
	.cfi_endproc
	.size	steward_stub_vectors, . - steward_stub_vectors
