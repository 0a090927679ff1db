/* SPDX-License-Identifier: MIT */
/*
 * The way from EL1 to EL2 and back. Everything in .bootstrap fits in one page
 * that is also mapped at its physical address, because it runs while the MMU
 * is being switched on or off.
 */
#include <asm/layout.h>
#include <asm/sysregs.h>
#include "save-registers.inc"

	.cfi_sections .debug_frame
	.section .bootstrap, "ax"

/*
 * int arch_entry(unsigned int cpu), called by the driver at EL1. Returns 0 at
 * EL1 of the root cell, or -errno.
 */
	.globl	arch_entry
	.type	arch_entry, %function
arch_entry:
	.cfi_startproc
	stp	x29, x30, [sp, #-32]!
	.cfi_adjust_cfa_offset 32
	.cfi_rel_offset x29, 0
	.cfi_rel_offset x30, 8
	mov	x29, sp
	str	x0, [sp, #16]
	bl	bootstrap_prepare
	mov	x6, x0			/* physical - virtual, or error */
	mov	x7, x1			/* root of the boot tables */
	ldr	x5, [sp, #16]		/* CPU */
	ldp	x29, x30, [sp], #32
	.cfi_adjust_cfa_offset -32
	.cfi_restore x29
	.cfi_restore x30
	cbz	x7, 3f

	adr	x4, bootstrap_vectors
	add	x4, x4, x6
	adrp	x3, hypervisor_header
	add	x3, x3, :lo12:hypervisor_header
	ldr	w3, [x3, #72]		/* arm_linux_hyp_abi */
	cbz	w3, 1f
	mov	x0, #0			/* HVC_SET_VECTORS */
	mov	x1, x4
	b	2f
1:	mov	x0, x4
2:	hvc	#0
	hvc	#0			/* arrives at take_over */
3:	ret
	.cfi_endproc
	.size	arch_entry, . - arch_entry

/* At EL2, without a stack: x5 CPU, x7 tables; the MMU is off. */
take_over:
	mrs	x8, sctlr_el2
	mrs	x9, id_aa64mmfr0_el1
	and	x9, x9, #0xf
	cmp	x9, #5			/* 48 bits are the most we ask for */
	mov	x10, #5
	csel	x9, x9, x10, lo
	ldr	x10, =TCR_EL2_VALUE
	bfi	x10, x9, #TCR_EL2_PS_SHIFT, #3
	msr	tcr_el2, x10
	mov	x10, #MAIR_VALUE
	msr	mair_el2, x10
	msr	ttbr0_el2, x7
	isb
	tlbi	alle2
	dsb	nsh
	isb
	ldr	x10, =SCTLR_EL2_VALUE
	ldr	x11, =el2_entry
	msr	sctlr_el2, x10
	isb
	br	x11

/*
 * arch_leave(guest, result, sctlr, code_phys): back to EL1 without MMU, with
 * all of the guest's registers but x0, which is the result. Vectors, HCR_EL2,
 * ELR and SPSR are set already.
 */
	.globl	arch_leave
	.type	arch_leave, %function
arch_leave:
	.cfi_startproc
	.cfi_undefined x30
	adrp	x4, 1f
	add	x4, x4, :lo12:1f
	and	x4, x4, #0xfff
	add	x4, x4, x3
	br	x4
	/* Now at the physical address. */
1:	ldp	x4, x5, [x0, #32]
	ldp	x6, x7, [x0, #48]
	ldp	x8, x9, [x0, #64]
	ldp	x10, x11, [x0, #80]
	ldp	x12, x13, [x0, #96]
	ldp	x14, x15, [x0, #112]
	ldp	x16, x17, [x0, #128]
	ldp	x18, x19, [x0, #144]
	ldp	x20, x21, [x0, #160]
	ldp	x22, x23, [x0, #176]
	ldp	x24, x25, [x0, #192]
	ldp	x26, x27, [x0, #208]
	ldp	x28, x29, [x0, #224]
	ldr	x30, [x0, #240]
	ldr	x3, [x0, #24]
	/* No memory below: x1 waits in SP_EL2. */
	mov	sp, x1
	ldp	x1, x0, [x0, #8]	/* x1, x2 */
	msr	sctlr_el2, x2
	isb
	tlbi	alle2
	dsb	nsh
	isb
	mov	x2, x0
	mov	x0, sp
	eret
	dsb	nsh
	isb
	.cfi_endproc
	.size	arch_leave, . - arch_leave

	.ltorg

/* Only the second HVC of arch_entry may arrive here. */
	.balign	0x800
bootstrap_vectors:
	.rept	8			/* from EL2: nothing is ready yet */
	.balign	0x80
	b	.
	.endr
	.balign	0x80
	b	take_over
	.rept	7
	.balign	0x80
	b	.
	.endr

	.text

/* At EL2 with the MMU on: x5 CPU, x8 old SCTLR_EL2; x30 leads back to EL1. */
	.type	el2_entry, %function
el2_entry:
	.cfi_startproc
	.cfi_undefined x30
	ldr	x10, =__core_end
	mov	x11, #PERCPU_SIZE
	madd	x10, x5, x11, x10
	mrs	x12, tpidr_el2
	msr	tpidr_el2, x10
	add	x11, x10, #PERCPU_STACK_SIZE
	sub	sp, x11, #GUEST_REGISTERS_SIZE
	stp	xzr, x1, [sp]
	save_x2_to_x30
	msr	elr_el2, x30
	ldr	x11, =hypervisor_vectors
	msr	vbar_el2, x11
	isb
	mov	x29, xzr
	mov	x0, x10
	mov	w1, w5
	mov	x2, x8
	mov	x3, x12
	bl	arch_enter
	b	return_to_guest
	.cfi_endproc
	.size	el2_entry, . - el2_entry

	.globl	arch_clear_vector_registers
	.type	arch_clear_vector_registers, %function
arch_clear_vector_registers:
	.cfi_startproc
	.arch_extension simd
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	movi	v\n\().2d, #0
	.endr
	.irp	n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	movi	v\n\().2d, #0
	.endr
	msr	fpcr, xzr
	msr	fpsr, xzr
	ret
	.cfi_endproc
	.size	arch_clear_vector_registers, . - arch_clear_vector_registers
