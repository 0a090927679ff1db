/* SPDX-License-Identifier: MIT */
/*
 * The first instructions of every CPU: leave EL2 with stub vectors behind,
 * turn the MMU on and enter C. CPUs arrive at EL2 from the firmware, and at
 * EL1 from the hypervisor while it is enabled.
 */
#include "board.h"

#define CURRENT_EL2	(2 << 2)
#define AFFINITY_MASK	0xff00ffffff

	.macro	address, register, symbol
	adrp	\register, \symbol
	add	\register, \register, :lo12:\symbol
	.endm

	.cfi_sections .debug_frame
	.section .boot, "ax"
	.globl	steward_entry
	.type	steward_entry, %function
steward_entry:
	.cfi_startproc
	.cfi_undefined x30	/* nobody called this */
	msr	daifset, #15
	bl	leave_el2
	address	x1, bss_start
	address	x2, bss_end
1:	cmp	x1, x2
	b.hs	2f
	stp	xzr, xzr, [x1], #16
	b	1b
2:	address	x1, cpu_stacks
	add	x1, x1, #CPU_STACK_SIZE
	mov	sp, x1
	mov	x29, xzr
	address	x1, steward_vectors
	msr	vbar_el1, x1
	isb
	bl	steward_main
	b	.
	.cfi_endproc
	.size	steward_entry, . - steward_entry

	.globl	secondary_entry
	.type	secondary_entry, %function
secondary_entry:
	.cfi_startproc
	.cfi_undefined x30
	msr	daifset, #15
	bl	leave_el2
	/* Which CPU this is tells its affinity, whoever started it. */
	mrs	x1, mpidr_el1
	mov	x2, #(AFFINITY_MASK & 0xffffff)
	movk	x2, #(AFFINITY_MASK >> 32), lsl #32
	and	x1, x1, x2
	address	x2, cpu_affinity
	mov	x19, xzr
1:	cmp	x19, #CPU_CAPACITY
	b.hs	3f
	ldr	x3, [x2], #8
	cmp	x3, x1
	b.eq	2f
	add	x19, x19, #1
	b	1b
2:	bl	mmu_enable
	add	x1, x19, #1
	mov	x2, #CPU_STACK_SIZE
	mul	x1, x1, x2
	address	x2, cpu_stacks
	add	sp, x2, x1
	mov	x29, xzr
	address	x1, steward_vectors
	msr	vbar_el1, x1
	isb
	mov	x0, x19
	bl	smp_secondary_main
3:	wfi
	b	3b
	.cfi_endproc
	.size	secondary_entry, . - secondary_entry

/*
 * Continues at x30 in EL1 with interrupts masked, MMU and caches off. At EL2
 * it first gives EL1 its timers, interrupt controller interface and FP, and
 * leaves the stub vectors, as a kernel does that boots without a hypervisor.
 */
	.type	leave_el2, %function
leave_el2:
	.cfi_startproc
	mov	x1, #0x0800
	movk	x1, #0x30d0, lsl #16
	msr	sctlr_el1, x1
	mov	x1, #(3 << 20)
	msr	cpacr_el1, x1
	mrs	x1, CurrentEL
	cmp	x1, #CURRENT_EL2
	b.ne	1f
	mov	x1, #(1 << 31)			/* HCR_EL2.RW */
	msr	hcr_el2, x1
	mov	x1, #3				/* EL1 may use its timers */
	msr	cnthctl_el2, x1
	msr	cntvoff_el2, xzr
	mov	x1, #0x33ff			/* no traps of FP and CPACR */
	msr	cptr_el2, x1
	msr	hstr_el2, xzr
	msr	mdcr_el2, xzr
	mrs	x1, midr_el1
	msr	vpidr_el2, x1
	mrs	x1, mpidr_el1
	msr	vmpidr_el2, x1
	msr	vttbr_el2, xzr
	mov	x1, #0xf			/* system registers at EL1 and EL2 */
	msr	ICC_SRE_EL2, x1
	isb
	msr	ICH_HCR_EL2, xzr
	address	x1, steward_stub_vectors
	msr	vbar_el2, x1
	mov	x1, #0x3c5			/* EL1h, all masked */
	msr	spsr_el2, x1
	msr	elr_el2, x30
	isb
	eret
1:	isb
	ret
	.cfi_endproc
	.size	leave_el2, . - leave_el2

/* Turns on the MMU with the table and the TCR that mmu_init() prepared. */
	.globl	mmu_enable
	.type	mmu_enable, %function
mmu_enable:
	.cfi_startproc
	mov	x1, #0xff04			/* 0: device nGnRE, 1: cacheable */
	msr	mair_el1, x1
	address	x1, mmu_tcr
	ldr	x1, [x1]
	msr	tcr_el1, x1
	address	x1, mmu_table
	msr	ttbr0_el1, x1
	isb
	tlbi	vmalle1
	ic	iallu
	dsb	nsh
	isb
	mrs	x1, sctlr_el1
	mov	x2, #0x1005			/* I, C, M */
	orr	x1, x1, x2
	msr	sctlr_el1, x1
	isb
	ret
	.cfi_endproc
	.size	mmu_enable, . - mmu_enable
