/* SPDX-License-Identifier: MIT */
/*
 * Exception vectors of EL2 (Arm ARM, D1.10.2). Exits of guests save x0 to x30
 * on top of the CPU's stack and end where debuggers stop unwinding.
 */
#include <asm/layout.h>
#include <asm/sysregs.h>
#include "save-registers.inc"

	.cfi_sections .debug_frame

	.macro	guest_exit handler
	.balign	0x80
	.cfi_startproc
	.cfi_undefined x30
	sub	sp, sp, #GUEST_REGISTERS_SIZE
	.cfi_def_cfa sp, GUEST_REGISTERS_SIZE
	stp	x0, x1, [sp]
	save_x2_to_x30
	mov	x29, xzr
	mrs	x0, tpidr_el2
	bl	\handler
	b	return_to_guest
	.cfi_endproc
	.endm

	.macro	hypervisor_exit
	.balign	0x80
	b	hypervisor_fault
	.endm

	.text
	.balign	0x800
	.globl	hypervisor_vectors
	.type	hypervisor_vectors, %function
hypervisor_vectors:
	.rept	8			/* EL2 itself */
	hypervisor_exit
	.endr
	.rept	2			/* guests in AArch64, then AArch32 */
	guest_exit arch_handle_sync
	guest_exit arch_handle_irq
	guest_exit arch_handle_unexpected	/* FIQ */
	guest_exit arch_handle_unexpected	/* SError */
	.endr
	.size	hypervisor_vectors, . - hypervisor_vectors

	.globl	return_to_guest
	.type	return_to_guest, %function
return_to_guest:
	.cfi_startproc
	.cfi_undefined x30
	.cfi_def_cfa sp, GUEST_REGISTERS_SIZE
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
	add	sp, sp, #GUEST_REGISTERS_SIZE
	.cfi_def_cfa sp, 0
	eret
	/* Nothing behind an exception return may run, not even speculatively. */
	dsb	nsh
	isb
	.cfi_endproc
	.size	return_to_guest, . - return_to_guest

/*
 * The hypervisor itself has faulted. Unless arch_copy() was refused an access,
 * that is a bug, perhaps with its stack: use the lowest page of it instead.
 * The guest's thread registers serve as scratch: arch_copy() has saved them,
 * otherwise the guest won't run again.
 */
	.type	hypervisor_fault, %function
hypervisor_fault:
	.cfi_startproc
	.cfi_undefined x30
	msr	tpidr_el0, x0
	msr	tpidrro_el0, x1
	mrs	x0, esr_el2
	lsr	x0, x0, #26
	cmp	x0, #ESR_EC_DATA_ABORT_EL2
	b.ne	1f
	mrs	x0, elr_el2
	adr	x1, arch_copy_fallible
	cmp	x0, x1
	b.lo	1f
	adr	x1, arch_copy_done
	cmp	x0, x1
	b.hs	1f
	adr	x1, arch_copy_failed
	msr	elr_el2, x1
	eret
	dsb	nsh
	isb
1:	mrs	x0, tpidr_el2
	add	x0, x0, #FAULT_STACK_SIZE
	sub	x0, x0, #256
	mov	x1, sp
	mov	sp, x0
	str	x1, [sp, #248]
	mrs	x0, tpidr_el0
	mrs	x1, tpidrro_el0
	stp	x0, x1, [sp]
	save_x2_to_x30
	mrs	x0, tpidr_el2
	mov	x1, sp
	bl	arch_handle_hypervisor_fault
	b	.
	.cfi_endproc
	.size	hypervisor_fault, . - hypervisor_fault
