/* SPDX-License-Identifier: MIT */
/*
 * System registers, named as in the Arm Architecture Reference Manual
 * (chapter D13) and the GIC architecture specification (chapter 12).
 */
#ifndef ASM_SYSREGS_H
#define ASM_SYSREGS_H

#include <asm/gic-registers.h>

#define MAIR_VALUE 0x04ff /* 0: normal write-back, 1: nGnRE */

/* TCR_EL2: RES1 bits, 4 KiB granule, write-back inner shareable walks of a
 * 48-bit space; PS is added at run time. */
#define TCR_EL2_VALUE	 0x80803510
#define TCR_EL2_PS_SHIFT 16

/* SCTLR_EL2: RES1 bits, I, SA, C, M. */
#define SCTLR_EL2_VALUE 0x30c5183d
#define SCTLR_EL2_M	(1 << 0)

#define ESR_EC_DATA_ABORT_EL2 0x25

#ifndef __ASSEMBLER__

#include <cellblock/types.h>

#define read_sysreg(name)                                           \
	({                                                          \
		u64 __value;                                        \
		__asm__ volatile("mrs %0, " #name : "=r"(__value)); \
		__value;                                            \
	})
#define write_sysreg(name, value) \
	__asm__ volatile("msr " #name ", %x0" : : "rZ"((u64)(value)) : "memory")

#define isb()		__asm__ volatile("isb" : : : "memory")
#define dsb(domain)	__asm__ volatile("dsb " #domain : : : "memory")
#define dmb(domain)	__asm__ volatile("dmb " #domain : : : "memory")
#define tlbi(operation) __asm__ volatile("tlbi " #operation : : : "memory")

#define MPIDR_AFFINITY 0xff00ffffffULL

#define HCR_VM	 BIT(0) /* stage 2 translation */
#define HCR_SWIO BIT(1) /* invalidate by set/way also cleans */
#define HCR_FMO	 BIT(3)
#define HCR_IMO	 BIT(4)
#define HCR_TSC	 BIT(19) /* trap SMC */
#define HCR_RW	 BIT(31) /* EL1 is AArch64 */
/* APK, API, ATA: what the host lets EL1 use, where it exists. */
#define HCR_FEATURES (BIT(40) | BIT(41) | BIT(56))

#define SCTLR_EL1_RESET	   0x30d00800UL /* the RES1 bits */
#define CPACR_FPEN	   (3UL << 20)
#define CPTR_TRAPS	   (BIT(31) | BIT(20) | BIT(10)) /* TCPAC, TTA, TFP */
#define CNTHCTL_EL1_ACCESS 3UL	   /* EL1PCTEN, EL1PCEN: nothing traps */
#define SPSR_EL1H_MASKED   0x3c5UL /* EL1h, DAIF set */

/* VTCR_EL2: RES1, 4 KiB granule, write-back inner shareable walks. */
#define VTCR_VALUE	 (BIT(31) | 3UL << 12 | 1UL << 10 | 1UL << 8)
#define VTCR_T0SZ(bits)	 (64UL - (bits))
#define VTCR_SL0_LEVEL_0 (2UL << 6)
#define VTCR_SL0_LEVEL_1 (1UL << 6)
#define VTCR_PS(range)	 ((u64)(range) << 16)

#define ESR_EC(esr)		 ((u32)((esr) >> 26) & 0x3f)
#define ESR_EC_HVC64		 0x16
#define ESR_EC_SMC64		 0x17
#define ESR_EC_SYSREG		 0x18
#define ESR_EC_INSTRUCTION_ABORT 0x20
#define ESR_EC_DATA_ABORT	 0x24
#define ESR_ISS(esr)		 ((u32)(esr) & 0x1ffffff)

#endif /* !__ASSEMBLER__ */

#endif /* !ASM_SYSREGS_H */
