/* SPDX-License-Identifier: MIT */
/*
 * Every name of the ABI with its value or its type, as existing sources rely
 * on them. Compiling this file is the test, for each architecture with its
 * own header; the list of names serves the test of the configurations, too.
 */
#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#include <jailhouse/console.h>
#include <jailhouse/pci_defs.h>
#include <jailhouse/hypercall.h>

/* A macro is an integer constant, for the compiler and for the preprocessor. */
#define VALUE(name, value) \
	_Static_assert((name) == (value), #name)

/* A macro is this string, which fills its array without the NUL. */
#define TEXT(name, text) \
	_Static_assert(sizeof(name) == sizeof(text) && \
		       __builtin_memcmp(name, text, sizeof(text)) == 0, #name)

/* A member has this type. */
#define MEMBER(record, type, member) \
	_Static_assert(__builtin_types_compatible_p( \
		       __typeof__(((record *)0)->member), type), #record "." #member)

/* A function has this type. */
#define FUNCTION(result, name, ...) \
	_Static_assert(__builtin_types_compatible_p( \
		       __typeof__(&name), result (*)(__VA_ARGS__)), #name)

/* <jailhouse/types.h> */
_Static_assert(sizeof(__u8) == 1 && (__u8)-1 > 0, "__u8");
_Static_assert(sizeof(__s8) == 1 && (__s8)-1 < 0, "__s8");
_Static_assert(__builtin_types_compatible_p(u8, __u8), "u8");
_Static_assert(__builtin_types_compatible_p(s8, __s8), "s8");
_Static_assert(sizeof(__u16) == 2 && (__u16)-1 > 0, "__u16");
_Static_assert(sizeof(__s16) == 2 && (__s16)-1 < 0, "__s16");
_Static_assert(__builtin_types_compatible_p(u16, __u16), "u16");
_Static_assert(__builtin_types_compatible_p(s16, __s16), "s16");
_Static_assert(sizeof(__u32) == 4 && (__u32)-1 > 0, "__u32");
_Static_assert(sizeof(__s32) == 4 && (__s32)-1 < 0, "__s32");
_Static_assert(__builtin_types_compatible_p(u32, __u32), "u32");
_Static_assert(__builtin_types_compatible_p(s32, __s32), "s32");
_Static_assert(sizeof(__u64) == 8 && (__u64)-1 > 0, "__u64");
_Static_assert(sizeof(__s64) == 8 && (__s64)-1 < 0, "__s64");
_Static_assert(__builtin_types_compatible_p(u64, __u64), "u64");
_Static_assert(__builtin_types_compatible_p(s64, __s64), "s64");
_Static_assert(sizeof(bool) == 1 && true == 1 && false == 0 && (bool)2 == true, "bool");

/* <jailhouse/cell-config.h> */
VALUE(JAILHOUSE_X86, 0);
VALUE(JAILHOUSE_ARM, 0x1);
VALUE(JAILHOUSE_ARM64, 0x2);
VALUE(JAILHOUSE_CONFIG_REVISION, 0xe);
VALUE(JAILHOUSE_CELL_NAME_MAXLEN, 0x1f);
VALUE(JAILHOUSE_CELL_PASSIVE_COMMREG, 0x1);
VALUE(JAILHOUSE_CELL_TEST_DEVICE, 0x2);
VALUE(JAILHOUSE_CELL_AARCH32, 0x4);
VALUE(JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED, 0x40000000);
VALUE(JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE, 0x80000000);
TEXT(JAILHOUSE_CELL_DESC_SIGNATURE, "JHCLL");
VALUE(JAILHOUSE_MEM_READ, 0x1);
VALUE(JAILHOUSE_MEM_WRITE, 0x2);
VALUE(JAILHOUSE_MEM_EXECUTE, 0x4);
VALUE(JAILHOUSE_MEM_DMA, 0x8);
VALUE(JAILHOUSE_MEM_IO, 0x10);
VALUE(JAILHOUSE_MEM_COMM_REGION, 0x20);
VALUE(JAILHOUSE_MEM_LOADABLE, 0x40);
VALUE(JAILHOUSE_MEM_ROOTSHARED, 0x80);
VALUE(JAILHOUSE_MEM_NO_HUGEPAGES, 0x100);
VALUE(JAILHOUSE_MEM_IO_UNALIGNED, 0x8000);
VALUE(JAILHOUSE_MEM_IO_WIDTH_SHIFT, 0x10);
VALUE(JAILHOUSE_MEM_IO_8, 0x10000);
VALUE(JAILHOUSE_MEM_IO_16, 0x20000);
VALUE(JAILHOUSE_MEM_IO_32, 0x40000);
VALUE(JAILHOUSE_MEM_IO_64, 0x80000);
VALUE(JAILHOUSE_CACHE_L3_CODE, 0x1);
VALUE(JAILHOUSE_CACHE_L3_DATA, 0x2);
VALUE(JAILHOUSE_CACHE_L3, 0x3);
VALUE(JAILHOUSE_CACHE_ROOTSHARED, 0x1);
VALUE(JAILHOUSE_PCI_TYPE_DEVICE, 0x1);
VALUE(JAILHOUSE_PCI_TYPE_BRIDGE, 0x2);
VALUE(JAILHOUSE_PCI_TYPE_IVSHMEM, 0x3);
VALUE(JAILHOUSE_SHMEM_PROTO_UNDEFINED, 0);
VALUE(JAILHOUSE_SHMEM_PROTO_VETH, 0x1);
VALUE(JAILHOUSE_SHMEM_PROTO_CUSTOM, 0x4000);
VALUE(JAILHOUSE_SHMEM_PROTO_VIRTIO_FRONT, 0x8000);
VALUE(JAILHOUSE_SHMEM_PROTO_VIRTIO_BACK, 0xc000);
VALUE(VIRTIO_DEV_NET, 0x1);
VALUE(VIRTIO_DEV_BLOCK, 0x2);
VALUE(VIRTIO_DEV_CONSOLE, 0x3);
VALUE(JAILHOUSE_PCI_EXT_CAP, 0x8000);
VALUE(JAILHOUSE_PCICAPS_WRITE, 0x1);
VALUE(JAILHOUSE_APIC_MODE_AUTO, 0);
VALUE(JAILHOUSE_APIC_MODE_XAPIC, 0x1);
VALUE(JAILHOUSE_APIC_MODE_X2APIC, 0x2);
VALUE(JAILHOUSE_MAX_IOMMU_UNITS, 0x8);
VALUE(JAILHOUSE_IOMMU_AMD, 0x1);
VALUE(JAILHOUSE_IOMMU_INTEL, 0x2);
VALUE(JAILHOUSE_IOMMU_SMMUV3, 0x3);
VALUE(JAILHOUSE_IOMMU_PVU, 0x4);
VALUE(JAILHOUSE_IOMMU_ARM_MMU500, 0x5);
TEXT(JAILHOUSE_SYSTEM_SIGNATURE, "JHSYS");
VALUE(JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE, 0x1);
MEMBER(struct jailhouse_cell_desc, char[5], signature);
MEMBER(struct jailhouse_cell_desc, __u8, architecture);
MEMBER(struct jailhouse_cell_desc, __u16, revision);
MEMBER(struct jailhouse_cell_desc, char[JAILHOUSE_CELL_NAME_MAXLEN + 1], name);
MEMBER(struct jailhouse_cell_desc, __u32, id);
MEMBER(struct jailhouse_cell_desc, __u32, flags);
MEMBER(struct jailhouse_cell_desc, __u32, cpu_set_size);
MEMBER(struct jailhouse_cell_desc, __u32, num_memory_regions);
MEMBER(struct jailhouse_cell_desc, __u32, num_cache_regions);
MEMBER(struct jailhouse_cell_desc, __u32, num_irqchips);
MEMBER(struct jailhouse_cell_desc, __u32, num_pio_regions);
MEMBER(struct jailhouse_cell_desc, __u32, num_pci_devices);
MEMBER(struct jailhouse_cell_desc, __u32, num_pci_caps);
MEMBER(struct jailhouse_cell_desc, __u32, num_stream_ids);
MEMBER(struct jailhouse_cell_desc, __u32, vpci_irq_base);
MEMBER(struct jailhouse_cell_desc, __u64, cpu_reset_address);
MEMBER(struct jailhouse_cell_desc, __u64, msg_reply_timeout);
MEMBER(struct jailhouse_cell_desc, struct jailhouse_console, console);
MEMBER(struct jailhouse_memory, __u64, phys_start);
MEMBER(struct jailhouse_memory, __u64, virt_start);
MEMBER(struct jailhouse_memory, __u64, size);
MEMBER(struct jailhouse_memory, __u64, flags);
MEMBER(struct jailhouse_cache, __u32, start);
MEMBER(struct jailhouse_cache, __u32, size);
MEMBER(struct jailhouse_cache, __u8, type);
MEMBER(struct jailhouse_cache, __u8, padding);
MEMBER(struct jailhouse_cache, __u16, flags);
MEMBER(struct jailhouse_irqchip, __u64, address);
MEMBER(struct jailhouse_irqchip, __u32, id);
MEMBER(struct jailhouse_irqchip, __u32, pin_base);
MEMBER(struct jailhouse_irqchip, __u32[4], pin_bitmap);
MEMBER(struct jailhouse_pci_device, __u8, type);
MEMBER(struct jailhouse_pci_device, __u8, iommu);
MEMBER(struct jailhouse_pci_device, __u16, domain);
MEMBER(struct jailhouse_pci_device, __u16, bdf);
MEMBER(struct jailhouse_pci_device, __u32[6], bar_mask);
MEMBER(struct jailhouse_pci_device, __u16, caps_start);
MEMBER(struct jailhouse_pci_device, __u16, num_caps);
MEMBER(struct jailhouse_pci_device, __u8, num_msi_vectors);
MEMBER(struct jailhouse_pci_device, __u16, num_msix_vectors);
MEMBER(struct jailhouse_pci_device, __u16, msix_region_size);
MEMBER(struct jailhouse_pci_device, __u64, msix_address);
MEMBER(struct jailhouse_pci_device, __u32, shmem_regions_start);
MEMBER(struct jailhouse_pci_device, __u8, shmem_dev_id);
MEMBER(struct jailhouse_pci_device, __u8, shmem_peers);
MEMBER(struct jailhouse_pci_device, __u16, shmem_protocol);
MEMBER(struct jailhouse_pci_capability, __u16, id);
MEMBER(struct jailhouse_pci_capability, __u16, start);
MEMBER(struct jailhouse_pci_capability, __u16, len);
MEMBER(struct jailhouse_pci_capability, __u16, flags);
MEMBER(struct jailhouse_iommu, __u32, type);
MEMBER(struct jailhouse_iommu, __u64, base);
MEMBER(struct jailhouse_iommu, __u32, size);
MEMBER(struct jailhouse_iommu, __u16, amd.bdf);
MEMBER(struct jailhouse_iommu, __u8, amd.base_cap);
MEMBER(struct jailhouse_iommu, __u8, amd.msi_cap);
MEMBER(struct jailhouse_iommu, __u32, amd.features);
MEMBER(struct jailhouse_iommu, __u64, tipvu.tlb_base);
MEMBER(struct jailhouse_iommu, __u32, tipvu.tlb_size);
MEMBER(union jailhouse_stream_id, __u32, id);
MEMBER(union jailhouse_stream_id, __u16, mmu500.id);
MEMBER(union jailhouse_stream_id, __u16, mmu500.mask_out);
MEMBER(struct jailhouse_pio, __u16, base);
MEMBER(struct jailhouse_pio, __u16, length);
MEMBER(struct jailhouse_system, char[5], signature);
MEMBER(struct jailhouse_system, __u8, architecture);
MEMBER(struct jailhouse_system, __u16, revision);
MEMBER(struct jailhouse_system, __u32, flags);
MEMBER(struct jailhouse_system, struct jailhouse_memory, hypervisor_memory);
MEMBER(struct jailhouse_system, struct jailhouse_console, debug_console);
MEMBER(struct jailhouse_system, __u64, platform_info.pci_mmconfig_base);
MEMBER(struct jailhouse_system, __u8, platform_info.pci_mmconfig_end_bus);
MEMBER(struct jailhouse_system, __u8, platform_info.pci_is_virtual);
MEMBER(struct jailhouse_system, __u16, platform_info.pci_domain);
MEMBER(struct jailhouse_system, struct jailhouse_iommu[JAILHOUSE_MAX_IOMMU_UNITS], platform_info.iommu_units);
MEMBER(struct jailhouse_system, __u16, platform_info.x86.pm_timer_address);
MEMBER(struct jailhouse_system, __u8, platform_info.x86.apic_mode);
MEMBER(struct jailhouse_system, __u8, platform_info.x86.padding);
MEMBER(struct jailhouse_system, __u32, platform_info.x86.vtd_interrupt_limit);
MEMBER(struct jailhouse_system, __u32, platform_info.x86.tsc_khz);
MEMBER(struct jailhouse_system, __u32, platform_info.x86.apic_khz);
MEMBER(struct jailhouse_system, u8, platform_info.arm.maintenance_irq);
MEMBER(struct jailhouse_system, u8, platform_info.arm.gic_version);
MEMBER(struct jailhouse_system, u8[2], platform_info.arm.padding);
MEMBER(struct jailhouse_system, u64, platform_info.arm.gicd_base);
MEMBER(struct jailhouse_system, u64, platform_info.arm.gicc_base);
MEMBER(struct jailhouse_system, u64, platform_info.arm.gich_base);
MEMBER(struct jailhouse_system, u64, platform_info.arm.gicv_base);
MEMBER(struct jailhouse_system, u64, platform_info.arm.gicr_base);
MEMBER(struct jailhouse_system, struct jailhouse_cell_desc, root_cell);
FUNCTION(__u32, jailhouse_cell_config_size, struct jailhouse_cell_desc *);
FUNCTION(__u32, jailhouse_system_config_size, struct jailhouse_system *);
FUNCTION(const unsigned long *, jailhouse_cell_cpu_set, const struct jailhouse_cell_desc *);
FUNCTION(const struct jailhouse_memory *, jailhouse_cell_mem_regions, const struct jailhouse_cell_desc *);
FUNCTION(const struct jailhouse_cache *, jailhouse_cell_cache_regions, const struct jailhouse_cell_desc *);
FUNCTION(const struct jailhouse_irqchip *, jailhouse_cell_irqchips, const struct jailhouse_cell_desc *);
FUNCTION(const struct jailhouse_pio *, jailhouse_cell_pio, const struct jailhouse_cell_desc *);
FUNCTION(const struct jailhouse_pci_device *, jailhouse_cell_pci_devices, const struct jailhouse_cell_desc *);
FUNCTION(const struct jailhouse_pci_capability *, jailhouse_cell_pci_caps, const struct jailhouse_cell_desc *);
FUNCTION(const union jailhouse_stream_id *, jailhouse_cell_stream_ids, const struct jailhouse_cell_desc *);

/* <jailhouse/console.h> */
VALUE(JAILHOUSE_CON_TYPE_NONE, 0);
VALUE(JAILHOUSE_CON_TYPE_EFIFB, 0x1);
VALUE(JAILHOUSE_CON_TYPE_8250, 0x2);
VALUE(JAILHOUSE_CON_TYPE_PL011, 0x3);
VALUE(JAILHOUSE_CON_TYPE_XUARTPS, 0x4);
VALUE(JAILHOUSE_CON_TYPE_MVEBU, 0x5);
VALUE(JAILHOUSE_CON_TYPE_HSCIF, 0x6);
VALUE(JAILHOUSE_CON_TYPE_SCIFA, 0x7);
VALUE(JAILHOUSE_CON_TYPE_IMX, 0x8);
VALUE(JAILHOUSE_CON_TYPE_IMX_LPUART, 0x9);
VALUE(JAILHOUSE_CON_TYPE_SCIF, 0xa);
VALUE(JAILHOUSE_CON_ACCESS_PIO, 0);
VALUE(JAILHOUSE_CON_ACCESS_MMIO, 0x1);
VALUE(JAILHOUSE_CON_REGDIST_1, 0);
VALUE(JAILHOUSE_CON_REGDIST_4, 0x2);
VALUE(JAILHOUSE_CON_FB_1024x768, 0);
VALUE(JAILHOUSE_CON_FB_1920x1080, 0x4);
VALUE(JAILHOUSE_CON_INVERTED_GATE, 0x1000);
VALUE(JAILHOUSE_CON_MDR_QUIRK, 0x2000);
MEMBER(struct jailhouse_console, __u64, address);
MEMBER(struct jailhouse_console, __u32, size);
MEMBER(struct jailhouse_console, __u16, type);
MEMBER(struct jailhouse_console, __u16, flags);
MEMBER(struct jailhouse_console, __u32, divider);
MEMBER(struct jailhouse_console, __u32, gate_nr);
MEMBER(struct jailhouse_console, __u64, clock_reg);

/* <jailhouse/hypercall.h> */
VALUE(JAILHOUSE_HC_DISABLE, 0);
VALUE(JAILHOUSE_HC_CELL_CREATE, 0x1);
VALUE(JAILHOUSE_HC_CELL_START, 0x2);
VALUE(JAILHOUSE_HC_CELL_SET_LOADABLE, 0x3);
VALUE(JAILHOUSE_HC_CELL_DESTROY, 0x4);
VALUE(JAILHOUSE_HC_HYPERVISOR_GET_INFO, 0x5);
VALUE(JAILHOUSE_HC_CELL_GET_STATE, 0x6);
VALUE(JAILHOUSE_HC_CPU_GET_INFO, 0x7);
VALUE(JAILHOUSE_HC_DEBUG_CONSOLE_PUTC, 0x8);
VALUE(JAILHOUSE_INFO_MEM_POOL_SIZE, 0);
VALUE(JAILHOUSE_INFO_MEM_POOL_USED, 0x1);
VALUE(JAILHOUSE_INFO_REMAP_POOL_SIZE, 0x2);
VALUE(JAILHOUSE_INFO_REMAP_POOL_USED, 0x3);
VALUE(JAILHOUSE_INFO_NUM_CELLS, 0x4);
VALUE(JAILHOUSE_CPU_INFO_STATE, 0);
VALUE(JAILHOUSE_CPU_INFO_STAT_BASE, 0x3e8);
VALUE(JAILHOUSE_CPU_RUNNING, 0);
VALUE(JAILHOUSE_CPU_FAILED, 0x2);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_TOTAL, 0);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_MMIO, 0x1);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_MANAGEMENT, 0x2);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_HYPERCALL, 0x3);
VALUE(JAILHOUSE_GENERIC_CPU_STATS, 0x4);
VALUE(JAILHOUSE_MSG_NONE, 0);
VALUE(JAILHOUSE_MSG_SHUTDOWN_REQUEST, 0x1);
VALUE(JAILHOUSE_MSG_RECONFIG_COMPLETED, 0x2);
VALUE(JAILHOUSE_MSG_UNKNOWN, 0x1);
VALUE(JAILHOUSE_MSG_REQUEST_DENIED, 0x2);
VALUE(JAILHOUSE_MSG_REQUEST_APPROVED, 0x3);
VALUE(JAILHOUSE_MSG_RECEIVED, 0x4);
VALUE(JAILHOUSE_CELL_RUNNING, 0);
VALUE(JAILHOUSE_CELL_RUNNING_LOCKED, 0x1);
VALUE(JAILHOUSE_CELL_SHUT_DOWN, 0x2);
VALUE(JAILHOUSE_CELL_FAILED, 0x3);
VALUE(JAILHOUSE_CELL_FAILED_COMM_REV, 0x4);
VALUE(JAILHOUSE_COMM_FLAG_DBG_PUTC_PERMITTED, 0x1);
VALUE(JAILHOUSE_COMM_FLAG_DBG_PUTC_ACTIVE, 0x2);
VALUE(COMM_REGION_ABI_REVISION, 0x2);
TEXT(COMM_REGION_MAGIC, "JHCOMM");

/* <jailhouse/pci_defs.h> */
VALUE(PCI_CAP_ID_PM, 0x1);
VALUE(PCI_CAP_ID_VPD, 0x3);
VALUE(PCI_CAP_ID_MSI, 0x5);
VALUE(PCI_CAP_ID_HT, 0x8);
VALUE(PCI_CAP_ID_VNDR, 0x9);
VALUE(PCI_CAP_ID_DBG, 0xa);
VALUE(PCI_CAP_ID_SSVID, 0xd);
VALUE(PCI_CAP_ID_SECDEV, 0xf);
VALUE(PCI_CAP_ID_EXP, 0x10);
VALUE(PCI_CAP_ID_MSIX, 0x11);
VALUE(PCI_CAP_ID_SATA, 0x12);
VALUE(PCI_CAP_ID_AF, 0x13);
VALUE(PCI_EXT_CAP_ID_ERR, 0x1);
VALUE(PCI_EXT_CAP_ID_VC, 0x2);
VALUE(PCI_EXT_CAP_ID_DSN, 0x3);
VALUE(PCI_EXT_CAP_ID_PWR, 0x4);
VALUE(PCI_EXT_CAP_ID_RCLD, 0x5);
VALUE(PCI_EXT_CAP_ID_RCILC, 0x6);
VALUE(PCI_EXT_CAP_ID_RCEC, 0x7);
VALUE(PCI_EXT_CAP_ID_MFVC, 0x8);
VALUE(PCI_EXT_CAP_ID_VC9, 0x9);
VALUE(PCI_EXT_CAP_ID_RCRB, 0xa);
VALUE(PCI_EXT_CAP_ID_VNDR, 0xb);
VALUE(PCI_EXT_CAP_ID_CAC, 0xc);
VALUE(PCI_EXT_CAP_ID_ACS, 0xd);
VALUE(PCI_EXT_CAP_ID_ARI, 0xe);
VALUE(PCI_EXT_CAP_ID_ATS, 0xf);
VALUE(PCI_EXT_CAP_ID_SRIOV, 0x10);
VALUE(PCI_EXT_CAP_ID_MRIOV, 0x11);
VALUE(PCI_EXT_CAP_ID_MCAST, 0x12);
VALUE(PCI_EXT_CAP_ID_PRI, 0x13);
VALUE(PCI_EXT_CAP_ID_AMD_XXX, 0x14);
VALUE(PCI_EXT_CAP_ID_REBAR, 0x15);
VALUE(PCI_EXT_CAP_ID_DPA, 0x16);
VALUE(PCI_EXT_CAP_ID_TPH, 0x17);
VALUE(PCI_EXT_CAP_ID_LTR, 0x18);
VALUE(PCI_EXT_CAP_ID_SECPCI, 0x19);
VALUE(PCI_EXT_CAP_ID_PMUX, 0x1a);
VALUE(PCI_EXT_CAP_ID_PASID, 0x1b);
VALUE(PCI_EXT_CAP_ID_DPC, 0x1d);
VALUE(PCI_EXT_CAP_ID_L1SS, 0x1e);
VALUE(PCI_EXT_CAP_ID_PTM, 0x1f);

#if defined(__aarch64__) || defined(__arm__)
/* <asm/jailhouse_hypercall.h> of arm-common */
VALUE(JAILHOUSE_HVC_CODE, 0x4a48);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_MAINTENANCE, 4);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_VIRQ, 5);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_VSGI, 6);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_PSCI, 7);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_SMCCC, 8);
MEMBER(struct jailhouse_comm_region, char[6], signature);
MEMBER(struct jailhouse_comm_region, __u16, revision);
MEMBER(struct jailhouse_comm_region, volatile __u32, cell_state);
MEMBER(struct jailhouse_comm_region, volatile __u32, msg_to_cell);
MEMBER(struct jailhouse_comm_region, volatile __u32, reply_from_cell);
MEMBER(struct jailhouse_comm_region, __u32, flags);
MEMBER(struct jailhouse_comm_region, struct jailhouse_console, console);
MEMBER(struct jailhouse_comm_region, __u64, pci_mmconfig_base);
MEMBER(struct jailhouse_comm_region, __u8, gic_version);
MEMBER(struct jailhouse_comm_region, __u8[7], padding);
MEMBER(struct jailhouse_comm_region, __u64, gicd_base);
MEMBER(struct jailhouse_comm_region, __u64, gicc_base);
MEMBER(struct jailhouse_comm_region, __u64, gicr_base);
MEMBER(struct jailhouse_comm_region, __u32, vpci_irq_base);
FUNCTION(__jh_arg, jailhouse_call, __jh_arg);
FUNCTION(__jh_arg, jailhouse_call_arg1, __jh_arg, __jh_arg);
FUNCTION(__jh_arg, jailhouse_call_arg2, __jh_arg, __jh_arg, __jh_arg);
FUNCTION(void, jailhouse_send_msg_to_cell, struct jailhouse_comm_region *, __jh_arg);
FUNCTION(void, jailhouse_send_reply_from_cell, struct jailhouse_comm_region *, __jh_arg);
#endif

#ifdef __aarch64__
/* <asm/jailhouse_hypercall.h> of arm64 */
VALUE(JAILHOUSE_NUM_CPU_STATS, 9);
#endif

#ifdef __arm__
/* <asm/jailhouse_hypercall.h> of arm */
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_CP15, 9);
VALUE(JAILHOUSE_NUM_CPU_STATS, 10);
#endif

#if defined(__x86_64__) || defined(__i386__)
/* <asm/jailhouse_hypercall.h> of x86 */
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_PIO, 4);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_XAPIC, 5);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_CR, 6);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_CPUID, 7);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_XSETBV, 8);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_EXCEPTION, 9);
VALUE(JAILHOUSE_CPU_STAT_VMEXITS_MSR_OTHER, 10);
VALUE(JAILHOUSE_NUM_CPU_STATS, 12);
VALUE(JAILHOUSE_CPUID_SIGNATURE, 0x40000000);
VALUE(JAILHOUSE_CPUID_FEATURES, 0x40000001);
MEMBER(struct jailhouse_comm_region, char[6], signature);
MEMBER(struct jailhouse_comm_region, __u16, revision);
MEMBER(struct jailhouse_comm_region, volatile __u32, cell_state);
MEMBER(struct jailhouse_comm_region, volatile __u32, msg_to_cell);
MEMBER(struct jailhouse_comm_region, volatile __u32, reply_from_cell);
MEMBER(struct jailhouse_comm_region, __u32, flags);
MEMBER(struct jailhouse_comm_region, struct jailhouse_console, console);
MEMBER(struct jailhouse_comm_region, __u64, pci_mmconfig_base);
MEMBER(struct jailhouse_comm_region, __u16, pm_timer_address);
MEMBER(struct jailhouse_comm_region, __u16, num_cpus);
MEMBER(struct jailhouse_comm_region, __u32, tsc_khz);
MEMBER(struct jailhouse_comm_region, __u32, apic_khz);
FUNCTION(__u32, jailhouse_call, __u32);
FUNCTION(__u32, jailhouse_call_arg1, __u32, unsigned long);
FUNCTION(__u32, jailhouse_call_arg2, __u32, unsigned long, unsigned long);
FUNCTION(void, jailhouse_send_msg_to_cell, struct jailhouse_comm_region *, __u32);
FUNCTION(void, jailhouse_send_reply_from_cell, struct jailhouse_comm_region *, __u32);
#endif
