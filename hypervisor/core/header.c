/* SPDX-License-Identifier: MIT */
/* The head of the image; the linker script knows sizes and offsets. */
#include <cellblock/header.h>
#include <cellblock/percpu.h>

/* Absolute symbols: their addresses are the values. */
extern u8 __core_size[], __entry_offset[], __console_page_offset[];

struct jailhouse_header hypervisor_header
	__attribute__((section(".header"), used)) = {
		.signature = { 'J', 'A', 'I', 'L', 'H', 'O', 'U', 'S' },
		.core_size = (unsigned long)__core_size,
		.percpu_size = sizeof(struct per_cpu),
		.entry = (unsigned long)__entry_offset,
		.console_page = (unsigned long)__console_page_offset,
	};
