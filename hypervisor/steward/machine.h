/* SPDX-License-Identifier: MIT */
/*
 * One-line access to system registers, device registers and firmware calls,
 * so that assembly does not appear in the steward's logic.
 */
#ifndef STEWARD_MACHINE_H
#define STEWARD_MACHINE_H

#include <jailhouse/types.h>

#define read_sysreg(name)                                                   \
	({                                                                  \
		__u64 value_;                                               \
		asm volatile("mrs %0, " #name : "=r"(value_) : : "memory"); \
		value_;                                                     \
	})

#define write_sysreg(name, value) \
	asm volatile("msr " #name ", %0" : : "r"((__u64)(value)) : "memory")

static inline void isb(void)
{
	asm volatile("isb" : : : "memory");
}

static inline void dsb(void)
{
	asm volatile("dsb sy" : : : "memory");
}

static inline void wait_for_interrupt(void)
{
	asm volatile("dsb sy; wfi" : : : "memory");
}

static inline void irq_mask(void)
{
	asm volatile("msr daifset, #2" : : : "memory");
}

static inline void irq_unmask(void)
{
	asm volatile("msr daifclr, #2" : : : "memory");
}

/*
 * Device accesses are written out in assembly: under the hypervisor some are
 * emulated, which works only for the forms that the CPU describes to it, and
 * not for those with write-back that a compiler may choose.
 */
static inline __u32 mmio_read32(unsigned long address)
{
	__u32 value;

	asm volatile("ldr %w0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

static inline __u64 mmio_read64(unsigned long address)
{
	__u64 value;

	asm volatile("ldr %0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

static inline void mmio_write32(unsigned long address, __u32 value)
{
	asm volatile("str %w0, [%1]" : : "r"(value), "r"(address) : "memory");
}

/* One call of the firmware, or of the hypervisor once it traps SMC. */
static inline __s64 firmware_call(__u32 function, __u64 arg1, __u64 arg2,
				  __u64 arg3)
{
	register __u64 x0 asm("x0") = function;
	register __u64 x1 asm("x1") = arg1;
	register __u64 x2 asm("x2") = arg2;
	register __u64 x3 asm("x3") = arg3;

	asm volatile("smc #0"
		     : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3)
		     :
		     : "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12",
		       "x13", "x14", "x15", "x16", "x17", "memory");
	return (__s64)x0;
}

#endif /* !STEWARD_MACHINE_H */
