/* SPDX-License-Identifier: MIT */
/* The only accesses of the hypervisor that may fail: see arch_copy(). */

	.cfi_sections .debug_frame
	.text

/*
 * bool arch_copy(to, from, size). An abort (Arm ARM, D1.13) overwrites what
 * EL2 keeps of the guest's exit, and the vector uses two of the guest's
 * registers: all that is remembered in registers that nothing here uses.
 */
	.globl	arch_copy
	.type	arch_copy, %function
arch_copy:
	.cfi_startproc
	mrs	x3, elr_el2
	mrs	x4, spsr_el2
	mrs	x5, esr_el2
	mrs	x6, tpidr_el0
	mrs	x7, tpidrro_el0
	.globl	arch_copy_fallible
arch_copy_fallible:
1:	subs	x2, x2, #16
	b.lo	2f
	ldp	x9, x10, [x1], #16
	stp	x9, x10, [x0], #16
	b	1b
2:	tbz	x2, #3, 3f		/* the low bits are still the size's */
	ldr	x9, [x1], #8
	str	x9, [x0], #8
3:	tbz	x2, #2, 4f
	ldr	w9, [x1], #4
	str	w9, [x0], #4
4:	tbz	x2, #1, 5f
	ldrh	w9, [x1], #2
	strh	w9, [x0], #2
5:	tbz	x2, #0, 6f
	ldrb	w9, [x1]
	strb	w9, [x0]
	.globl	arch_copy_done
arch_copy_done:
6:	mov	w0, #1
	ret
	.globl	arch_copy_failed
arch_copy_failed:
	msr	elr_el2, x3
	msr	spsr_el2, x4
	msr	esr_el2, x5
	msr	tpidr_el0, x6
	msr	tpidrro_el0, x7
	mov	w0, wzr
	ret
	.cfi_endproc
	.size	arch_copy, . - arch_copy
