/* SPDX-License-Identifier: MIT */
/*
 * The smallest hypervisor that a debugger can be tried on: CPU 0 waits for
 * "go", then runs the inmate at EL1 under VMID 3 and handles its hypercalls.
 */
	.globl	_start
	.section .text.start, "ax"
_start:
	adrp	x0, stack_top
	add	x0, x0, :lo12:stack_top
	mov	sp, x0
	adrp	x1, vectors
	add	x1, x1, :lo12:vectors
	msr	vbar_el2, x1
	adrp	x2, go
	add	x2, x2, :lo12:go
1:	ldr	x3, [x2]
	cbz	x3, 1b
	mov	x4, #(3 << 48)		/* VMID 3 */
	msr	vttbr_el2, x4
	mov	x4, #0x80000000		/* HCR_EL2.RW: the guest is 64-bit */
	msr	hcr_el2, x4
	movz	x4, #0x0800		/* SCTLR_EL1: reserved bits only */
	movk	x4, #0x30d0, lsl #16
	msr	sctlr_el1, x4
	msr	elr_el2, x3
	mov	x4, #0x3c5		/* EL1h, interrupts masked */
	msr	spsr_el2, x4
	isb
	eret

	.globl	hypervisor_vector
	.type	hypervisor_vector, %function
hypervisor_vector:
	.cfi_startproc
	.cfi_undefined x30
	sub	sp, sp, #256
	stp	x0, x1, [sp]
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x19, [sp, #144]
	stp	x20, x21, [sp, #160]
	stp	x22, x23, [sp, #176]
	stp	x24, x25, [sp, #192]
	stp	x26, x27, [sp, #208]
	stp	x28, x29, [sp, #224]
	str	x30, [sp, #240]
	mov	x29, xzr
	mov	x0, sp
	bl	handle_exit
	ldp	x0, x1, [sp]
	ldp	x2, x3, [sp, #16]
	ldp	x4, x5, [sp, #32]
	ldp	x6, x7, [sp, #48]
	ldp	x8, x9, [sp, #64]
	ldp	x10, x11, [sp, #80]
	ldp	x12, x13, [sp, #96]
	ldp	x14, x15, [sp, #112]
	ldp	x16, x17, [sp, #128]
	ldp	x18, x19, [sp, #144]
	ldp	x20, x21, [sp, #160]
	ldp	x22, x23, [sp, #176]
	ldp	x24, x25, [sp, #192]
	ldp	x26, x27, [sp, #208]
	ldp	x28, x29, [sp, #224]
	ldr	x30, [sp, #240]
	add	sp, sp, #256
	eret
	.cfi_endproc
	.size	hypervisor_vector, . - hypervisor_vector

	.balign	2048
vectors:
	.fill	256, 4, 0x14000000	/* elsewhere: a branch to itself */
	b	hypervisor_vector	/* 0x400: synchronous, from EL1 */
	.fill	255, 4, 0x14000000

	.bss
	.balign	16
	.space	16384
stack_top:
