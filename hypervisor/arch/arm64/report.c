/* SPDX-License-Identifier: MIT */
/* Last words: the registers of a guest, or of a faulting hypervisor. */
#include <cellblock/arch.h>
#include <cellblock/control.h>
#include <cellblock/printk.h>
#include <asm/sysregs.h>
#include <asm/traps.h>

static void print_registers(const u64 *x)
{
	unsigned int n;

	for (n = 0; n < 31; n++)
		printk("%s%s%u: %016llx%s", n % 3 ? " " : "",
		       n < 10 ? " x" : "x", n, x[n], n % 3 == 2 ? "\n" : " ");
	printk("\n");
}

void arch_print_guest(const struct per_cpu *cpu)
{
	u64 esr = read_sysreg(esr_el2);
	u64 spsr = read_sysreg(spsr_el2);

	printk(" pc: %016llx   lr: %016llx spsr: %08llx     EL%llu\n",
	       read_sysreg(elr_el2), cpu->guest.x[30], spsr, spsr >> 2 & 3);
	printk(" sp: %016llx  elr: %016llx  esr: %02x %llx %07x\n",
	       spsr & 1 ? read_sysreg(sp_el1) : read_sysreg(sp_el0),
	       read_sysreg(elr_el1), ESR_EC(esr), esr >> 25 & 1, ESR_ISS(esr));
	print_registers(cpu->guest.x);
}

/* Return addresses by the chain of frame records (AAPCS64, 6.4.6). */
static void print_frames(const struct per_cpu *cpu, u64 pc, u64 frame)
{
	u64 low = (u64)(uintptr_t)cpu;
	unsigned int n;

	printk("Frames: 0x%llx", pc);
	for (n = 0; n < 16 && frame >= low &&
		    frame + 16 <= low + PERCPU_STACK_SIZE && !(frame & 7);
	     n++) {
		const u64 *record = (const u64 *)(uintptr_t)frame;

		printk(" 0x%llx", record[1]);
		frame = record[0];
	}
	printk("\n");
}

__noreturn void arch_handle_hypervisor_fault(struct per_cpu *cpu,
					     const struct fault_frame *frame)
{
	u64 esr = read_sysreg(esr_el2);

	/* A fault inside this function has nothing more to say. */
	while (cpu->arch.faulting)
		cpu_sleep();
	cpu->arch.faulting = true;
	console_break_lock();
	printk("\nFATAL: Unhandled HYP exception: class 0x%02x from EL2\n",
	       ESR_EC(esr));
	printk("Physical CPU ID: %u\n", cpu->id);
	printk(" pc: %016llx  far: %016llx  esr: %02x %llx %07x\n",
	       read_sysreg(elr_el2), read_sysreg(far_el2), ESR_EC(esr),
	       esr >> 25 & 1, ESR_ISS(esr));
	printk(" sp: %016llx spsr: %08llx\n", frame->sp, read_sysreg(spsr_el2));
	print_registers(frame->x);
	print_frames(cpu, read_sysreg(elr_el2), frame->x[29]);
	cpu_stop(cpu);
}
