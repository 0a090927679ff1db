/* SPDX-License-Identifier: MIT */
/*
 * A tiny hypervisor for the target suite. CPUs 0 and 1 run one guest each at
 * EL1 (VMIDs 5 and 6) that counts and calls EL2; CPU 2 sleeps at EL2; CPU 3
 * echoes the UART at EL2. Stage 2 maps 0x40000000 to itself and 0x80000000 to
 * 0x40000000; the guests' stage 1 maps 0xc0000000 to 0x80000000.
 */
	.globl _start, enter, guest_start, guest_loop, guest_store, guest_call
	.globl exit_hook, exit_mask, records, counters, stage2_table, echo, sleep
_start:
	adr	x1, greeting
	ldr	x2, =0x09000000
1:	ldrb	w3, [x1], #1
	cbz	w3, 2f
	str	w3, [x2]
	b	1b
2:	mov	x19, #1
3:	ldr	x0, =0xc4000003		/* PSCI CPU_ON */
	mov	x1, x19
	adr	x2, enter
	mov	x3, x19
	smc	#0
	add	x19, x19, #1
	cmp	x19, #4
	b.lo	3b
	mov	x0, #0

enter:
	mov	x28, x0			/* index of this CPU */
	adr	x1, vectors
	msr	vbar_el2, x1
	cmp	x28, #2
	b.eq	sleep
	b.hi	echo
	ldr	x1, =0x80020059		/* 39 bits from level 1, 40-bit output */
	msr	vtcr_el2, x1
	adr	x1, stage2_table
	add	x2, x28, #5
	orr	x1, x1, x2, lsl #48
	msr	vttbr_el2, x1
	ldr	x1, =0x80000001		/* RW, VM */
	msr	hcr_el2, x1
	ldr	x1, =0xff00
	msr	mair_el1, x1
	ldr	x1, =0x200800019	/* 39 bits, no TTBR1 */
	msr	tcr_el1, x1
	adr	x1, stage1_table
	msr	ttbr0_el1, x1
	ldr	x1, =0x30d00801
	msr	sctlr_el1, x1
	adr	x1, guest_start
	msr	elr_el2, x1
	mov	x1, #0x3c5
	msr	spsr_el2, x1
	isb
	eret

sleep:
	wfi
	b	sleep

echo:
	ldr	x2, =0x09000000
1:	ldr	w3, [x2, #0x18]
	tbnz	w3, #4, 1b
	ldr	w3, [x2]
	str	w3, [x2]
	b	1b

guest_start:
	adr	x20, counters
	add	x20, x20, x28, lsl #3
	mov	x19, #0
guest_loop:
	add	x19, x19, #1
guest_store:
	str	x19, [x20]
	and	x0, x19, #7
guest_call:
	hvc	#0
	b	guest_loop

on_exit:
	adr	x9, records
	add	x9, x9, x28, lsl #5
	mov	w10, #3
	str	w10, [x9]
	add	w10, w28, #5
	str	w10, [x9, #4]
	str	x0, [x9, #8]
	adr	x11, exit_mask
	ldr	x11, [x11]
	tbz	x11, #3, 1f
	bl	exit_hook
1:	eret
exit_hook:
	nop
	ret

	.balign	2048
vectors:
	.fill	256, 4, 0x14000000	/* elsewhere: a branch to itself */
	b	on_exit			/* 0x400: synchronous, from EL1 */
	.fill	255, 4, 0x14000000

	.balign	4096
stage2_table:
	.quad	0x4c5, 0x400007fd, 0x400007fd
	.fill	509, 8, 0
stage1_table:
	.quad	0, 0x40000705, 0, 0x80000705
	.fill	508, 8, 0
exit_mask:
	.quad	0
counters:
	.quad	0, 0
	.balign	32
records:
	.fill	16, 8, 0
greeting:
	.asciz	"hello\n"
