/* SPDX-License-Identifier: MIT */
/* Between the files that handle exits. */
#ifndef ASM_TRAPS_H
#define ASM_TRAPS_H

#include <cellblock/debug-record.h>
#include <cellblock/percpu.h>

/* Called by the vectors. */
void arch_enter(struct per_cpu *cpu, u32 id, u64 sctlr, u64 tpidr);
void arch_handle_sync(struct per_cpu *cpu);
void arch_handle_irq(struct per_cpu *cpu);
void arch_handle_unexpected(struct per_cpu *cpu);

struct cell;

struct fault_frame {
	u64 x[31];
	u64 sp;
};

__noreturn void arch_handle_hypervisor_fault(struct per_cpu *cpu,
					     const struct fault_frame *frame);

/** Leave EL2: MMU off, host's vectors, registers, ERET. In entry.S. */
__noreturn void arch_leave(const struct guest_registers *guest, u64 result,
			   u64 sctlr, u64 code_phys);

/** Zero the vector registers and their status. In entry.S. */
void arch_clear_vector_registers(void);

/** Put the calling CPU's guest behind @cell's tables. */
void arch_stage2_activate(const struct cell *cell);

void handle_data_abort(struct per_cpu *cpu, u64 esr);
void handle_instruction_abort(struct per_cpu *cpu, u64 esr);

/** The guest did what it may not: report the exit as a violation and park. */
void guest_violation(struct per_cpu *cpu, struct debug_exit *exit);

/** Continue behind the trapped instruction. */
void skip_instruction(u64 esr);

#endif /* !ASM_TRAPS_H */
