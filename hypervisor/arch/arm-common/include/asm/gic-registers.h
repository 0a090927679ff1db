/* SPDX-License-Identifier: MIT */
/* Registers of the GICv3, by the names of its specification. */
#ifndef ASM_GIC_REGISTERS_H
#define ASM_GIC_REGISTERS_H

#define GICD_SIZE	 0x10000
#define GICD_TYPER	 0x0004
#define GICD_IGROUPR	 0x0080
#define GICD_ISENABLER	 0x0100
#define GICD_ICENABLER	 0x0180
#define GICD_ISPENDR	 0x0200
#define GICD_ICPENDR	 0x0280
#define GICD_ISACTIVER	 0x0300
#define GICD_ICACTIVER	 0x0380
#define GICD_IPRIORITYR	 0x0400
#define GICD_ICFGR	 0x0c00
#define GICD_IROUTER	 0x6000
#define GICD_IROUTER_IRM (1UL << 31)
#define GIC_ID_REGISTERS 0xffd0

#define GICR_FRAME_SHIFT 17
#define GICR_FRAME_SIZE	 (1UL << GICR_FRAME_SHIFT)
#define GICR_CTLR	 0x0000
#define GICR_IIDR	 0x0004
#define GICR_TYPER	 0x0008
#define GICR_TYPER_VLPIS (1UL << 1)
#define GICR_TYPER_LAST	 (1UL << 4)
#define GICR_WAKER	 0x0014
#define GICR_SGI_BASE	 0x10000

#define ICC_CTLR_CBPR	 (1UL << 0)
#define ICC_CTLR_EOIMODE (1UL << 1)
#define ICC_SRE_ENABLE	 (1UL << 3)
#define ICC_SRE_SRE	 (1UL << 0)

#define ICH_HCR_EN	     (1UL << 0)
#define ICH_HCR_UIE	     (1UL << 1)
#define ICH_VMCR_VENG1	     (1UL << 1)
#define ICH_VMCR_VFIQEN	     (1UL << 3)
#define ICH_VMCR_VCBPR	     (1UL << 4)
#define ICH_VMCR_VEOIM	     (1UL << 9)
#define ICH_VMCR_VBPR1_SHIFT 18
#define ICH_VMCR_VPMR_SHIFT  24

#define ICH_VTR_PREBITS_SHIFT 26
#define ICH_LR_PENDING	      (1UL << 62)
#define ICH_LR_ACTIVE	      (1UL << 63)
#define ICH_LR_HW	      (1UL << 61)
#define ICH_LR_GROUP1	      (1UL << 60)
#define ICH_LR_PINTID_SHIFT   32

#define SGI_COUNT	 16
#define SGI_INJECT	 0 /* look for SGIs from other CPUs */
#define SGI_EVENT	 1 /* look for orders */
#define FIRST_SPI	 32
#define FIRST_SPECIAL_ID 1020
#define FIRST_LPI	 8192

#endif /* !ASM_GIC_REGISTERS_H */
