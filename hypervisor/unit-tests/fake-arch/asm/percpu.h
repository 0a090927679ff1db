/* SPDX-License-Identifier: MIT */
/* A CPU without registers: enough for the core's types to compile. */
#ifndef ASM_PERCPU_H
#define ASM_PERCPU_H

#define PERCPU_SIZE	  0x2000
#define PERCPU_STACK_SIZE 0x1000

struct guest_registers {
	unsigned long none;
};

struct arch_percpu {
	unsigned long none;
};

#endif /* !ASM_PERCPU_H */
