/* SPDX-License-Identifier: MIT */
/*
 * The configuration format, revision 14. A system file is a struct
 * jailhouse_system, a cell file a struct jailhouse_cell_desc; the arrays that
 * the descriptor counts follow at once and without gaps, in the order of the
 * jailhouse_cell_*() functions below. Everything is little endian and packed,
 * so that one file serves every architecture's tools.
 */
#ifndef JAILHOUSE_CELL_CONFIG_H
#define JAILHOUSE_CELL_CONFIG_H

#include <jailhouse/types.h>
#include <jailhouse/console.h>
#include <jailhouse/pci_defs.h>

/* Number of elements of an array, as a Linux kernel has it already. */
#ifdef JAILHOUSE_TYPES_OF_LINUX
#include <linux/kernel.h>
#endif
#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a)			(sizeof(a) / sizeof((a)[0]))
#endif

/* jailhouse_cell_desc.architecture, jailhouse_system.architecture */
#define JAILHOUSE_X86			0
#define JAILHOUSE_ARM			1
#define JAILHOUSE_ARM64			2

#define JAILHOUSE_CONFIG_REVISION	14

/* Longest name of a cell in bytes, without the NUL behind it. */
#define JAILHOUSE_CELL_NAME_MAXLEN	31

#define JAILHOUSE_CELL_DESC_SIGNATURE	"JHCLL"
#define JAILHOUSE_SYSTEM_SIGNATURE	"JHSYS"

/*
 * jailhouse_cell_desc.flags
 *
 * PASSIVE_COMMREG: the cell doesn't answer messages; it is not asked.
 * TEST_DEVICE: a page with a device for the hypervisor's own tests.
 * AARCH32: the cell's CPUs start in 32-bit mode on a 64-bit hypervisor.
 * VIRTUAL_CONSOLE_PERMITTED: the cell may use the console hypercall.
 * VIRTUAL_CONSOLE_ACTIVE: it is told to, which implies that it may.
 */
#define JAILHOUSE_CELL_PASSIVE_COMMREG	0x00000001
#define JAILHOUSE_CELL_TEST_DEVICE	0x00000002
#define JAILHOUSE_CELL_AARCH32		0x00000004
#define JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED 0x40000000
#define JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE 0x80000000

#define CELL_FLAGS_VIRTUAL_CONSOLE_ACTIVE(flags) \
	(!!((flags) & JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE))
#define CELL_FLAGS_VIRTUAL_CONSOLE_PERMITTED(flags) \
	(!!((flags) & JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED))

/* jailhouse_system.flags: keep the hypervisor's console for the root cell. */
#define JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE 0x0001

#define SYS_FLAGS_VIRTUAL_DEBUG_CONSOLE(flags) \
	(!!((flags) & JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE))

/*
 * jailhouse_memory.flags
 *
 * COMM_REGION: the page is the hypervisor's; phys_start means nothing.
 * LOADABLE: root may write it while the cell is being loaded.
 * ROOTSHARED: the root cell keeps its access.
 * NO_HUGEPAGES: map by 4 KiB pages only.
 * IO_*: widths of access that a region smaller than a page lets through.
 */
#define JAILHOUSE_MEM_READ		0x0001
#define JAILHOUSE_MEM_WRITE		0x0002
#define JAILHOUSE_MEM_EXECUTE		0x0004
#define JAILHOUSE_MEM_DMA		0x0008
#define JAILHOUSE_MEM_IO		0x0010
#define JAILHOUSE_MEM_COMM_REGION	0x0020
#define JAILHOUSE_MEM_LOADABLE		0x0040
#define JAILHOUSE_MEM_ROOTSHARED	0x0080
#define JAILHOUSE_MEM_NO_HUGEPAGES	0x0100
#define JAILHOUSE_MEM_IO_UNALIGNED	0x8000
#define JAILHOUSE_MEM_IO_WIDTH_SHIFT	16	/* IO_n is n/8 << this */
#define JAILHOUSE_MEM_IO_8		(1 << JAILHOUSE_MEM_IO_WIDTH_SHIFT)
#define JAILHOUSE_MEM_IO_16		(2 << JAILHOUSE_MEM_IO_WIDTH_SHIFT)
#define JAILHOUSE_MEM_IO_32		(4 << JAILHOUSE_MEM_IO_WIDTH_SHIFT)
#define JAILHOUSE_MEM_IO_64		(8 << JAILHOUSE_MEM_IO_WIDTH_SHIFT)

/*
 * The four memory regions of an ivshmem network link of two peers: a page of
 * states, no section that both write, then one half for each peer to send.
 */
#define JAILHOUSE_SHMEM_NET_REGIONS(start, dev_id) \
	{ \
		.phys_start = (start), \
		.virt_start = (start), \
		.size = 0x1000, \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_ROOTSHARED, \
	}, \
	{ 0 }, \
	{ \
		.phys_start = (start) + 0x1000, \
		.virt_start = (start) + 0x1000, \
		.size = 0x7f000, \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_ROOTSHARED | \
			((dev_id) == 0 ? JAILHOUSE_MEM_WRITE : 0), \
	}, \
	{ \
		.phys_start = (start) + 0x80000, \
		.virt_start = (start) + 0x80000, \
		.size = 0x7f000, \
		.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_ROOTSHARED | \
			((dev_id) == 1 ? JAILHOUSE_MEM_WRITE : 0), \
	}

/* Whether accesses must trap because the region isn't made of whole pages. */
#define JAILHOUSE_MEMORY_IS_SUBPAGE(mem) \
	((((mem)->virt_start) | ((mem)->size)) & 0xfff)

/* jailhouse_cache: type and flags */
#define JAILHOUSE_CACHE_L3_CODE		0x01
#define JAILHOUSE_CACHE_L3_DATA		0x02
#define JAILHOUSE_CACHE_L3		(JAILHOUSE_CACHE_L3_CODE | JAILHOUSE_CACHE_L3_DATA)

#define JAILHOUSE_CACHE_ROOTSHARED	0x0001

/* jailhouse_pci_device.type */
#define JAILHOUSE_PCI_TYPE_DEVICE	0x01
#define JAILHOUSE_PCI_TYPE_BRIDGE	0x02
#define JAILHOUSE_PCI_TYPE_IVSHMEM	0x03

/* jailhouse_pci_device.shmem_protocol; virtio adds the device's number. */
#define JAILHOUSE_SHMEM_PROTO_UNDEFINED		0x0000
#define JAILHOUSE_SHMEM_PROTO_VETH		0x0001
#define JAILHOUSE_SHMEM_PROTO_CUSTOM		0x4000
#define JAILHOUSE_SHMEM_PROTO_VIRTIO_FRONT	0x8000
#define JAILHOUSE_SHMEM_PROTO_VIRTIO_BACK	0xc000

#define VIRTIO_DEV_NET			1
#define VIRTIO_DEV_BLOCK		2
#define VIRTIO_DEV_CONSOLE		3

/* jailhouse_pci_device.bar_mask of ivshmem: registers, then the MSI-X table. */
#define JAILHOUSE_IVSHMEM_BAR_MASK_INTX \
	{ 0xfffff000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, }
#define JAILHOUSE_IVSHMEM_BAR_MASK_MSIX \
	{ 0xfffff000, 0xfffff000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, }
#define JAILHOUSE_IVSHMEM_BAR_MASK_INTX_64K \
	{ 0xffff0000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, }
#define JAILHOUSE_IVSHMEM_BAR_MASK_MSIX_64K \
	{ 0xffff0000, 0xffff0000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, }

/* jailhouse_pci_capability: mark of extended ids, and flags */
#define JAILHOUSE_PCI_EXT_CAP		0x8000

#define JAILHOUSE_PCICAPS_WRITE		0x0001

/* jailhouse_system.platform_info.x86.apic_mode */
#define JAILHOUSE_APIC_MODE_AUTO	0
#define JAILHOUSE_APIC_MODE_XAPIC	1
#define JAILHOUSE_APIC_MODE_X2APIC	2

#define JAILHOUSE_MAX_IOMMU_UNITS	8

/* jailhouse_iommu.type; 0: the entry is unused */
#define JAILHOUSE_IOMMU_AMD		1
#define JAILHOUSE_IOMMU_INTEL		2
#define JAILHOUSE_IOMMU_SMMUV3		3
#define JAILHOUSE_IOMMU_PVU		4
#define JAILHOUSE_IOMMU_ARM_MMU500	5

/* Initialiser of a struct jailhouse_pio. */
#define PIO_RANGE(__base, __length) \
	{ \
		.base = __base, \
		.length = __length, \
	}

#ifndef __ASSEMBLY__

struct jailhouse_cell_desc {
	char signature[5];	/* JHCLL; zero in a system file's root cell */
	__u8 architecture;	/* JAILHOUSE_X86, ... */
	__u16 revision;		/* JAILHOUSE_CONFIG_REVISION */

	char name[JAILHOUSE_CELL_NAME_MAXLEN + 1];
	__u32 id;		/* given by the driver; 0 is the root cell */
	__u32 flags;		/* JAILHOUSE_CELL_* */

	__u32 cpu_set_size;	/* in bytes */
	__u32 num_memory_regions;
	__u32 num_cache_regions;
	__u32 num_irqchips;
	__u32 num_pio_regions;
	__u32 num_pci_devices;
	__u32 num_pci_caps;
	__u32 num_stream_ids;

	__u32 vpci_irq_base;	/* ARM: SPI number of virtual INTA */

	__u64 cpu_reset_address;
	__u64 msg_reply_timeout;	/* in polling loops; 0: wait forever */

	struct jailhouse_console console;
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_cell_desc, 132);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, signature, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, architecture, 5);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, revision, 6);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, name, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, id, 40);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, flags, 44);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, cpu_set_size, 48);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, num_memory_regions, 52);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, num_cache_regions, 56);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, num_irqchips, 60);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, num_pio_regions, 64);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, num_pci_devices, 68);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, num_pci_caps, 72);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, num_stream_ids, 76);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, vpci_irq_base, 80);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, cpu_reset_address, 84);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, msg_reply_timeout, 92);
JAILHOUSE_ABI_PLACE(struct jailhouse_cell_desc, console, 100);

struct jailhouse_memory {
	__u64 phys_start;
	__u64 virt_start;
	__u64 size;		/* 0: the entry is a place holder */
	__u64 flags;		/* JAILHOUSE_MEM_* */
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_memory, 32);
JAILHOUSE_ABI_PLACE(struct jailhouse_memory, phys_start, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_memory, virt_start, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_memory, size, 16);
JAILHOUSE_ABI_PLACE(struct jailhouse_memory, flags, 24);

struct jailhouse_cache {
	__u32 start;
	__u32 size;
	__u8 type;
	__u8 padding;
	__u16 flags;
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_cache, 12);
JAILHOUSE_ABI_PLACE(struct jailhouse_cache, start, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_cache, size, 4);
JAILHOUSE_ABI_PLACE(struct jailhouse_cache, type, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_cache, padding, 9);
JAILHOUSE_ABI_PLACE(struct jailhouse_cache, flags, 10);

struct jailhouse_irqchip {
	__u64 address;
	__u32 id;
	__u32 pin_base;		/* ARM: GIC id of bit 0, a multiple of 32 */
	__u32 pin_bitmap[4];
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_irqchip, 32);
JAILHOUSE_ABI_PLACE(struct jailhouse_irqchip, address, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_irqchip, id, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_irqchip, pin_base, 12);
JAILHOUSE_ABI_PLACE(struct jailhouse_irqchip, pin_bitmap, 16);

struct jailhouse_pci_device {
	__u8 type;
	__u8 iommu;		/* index into iommu_units */
	__u16 domain;
	__u16 bdf;		/* bus << 8 | device << 3 | function */
	__u32 bar_mask[6];
	__u16 caps_start;	/* first of num_caps entries of the cell's array */
	__u16 num_caps;
	__u8 num_msi_vectors;
	__u8 msi_64bits:1;
	__u8 msi_maskable:1;
	__u16 num_msix_vectors;
	__u16 msix_region_size;
	__u64 msix_address;
	__u32 shmem_regions_start;	/* index of the state table's region */
	__u8 shmem_dev_id;
	__u8 shmem_peers;
	__u16 shmem_protocol;
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_pci_device, 56);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, type, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, iommu, 1);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, domain, 2);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, bdf, 4);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, bar_mask, 6);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, caps_start, 30);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, num_caps, 32);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, num_msi_vectors, 34);
/* the bit-fields are byte 35 */
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, num_msix_vectors, 36);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, msix_region_size, 38);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, msix_address, 40);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, shmem_regions_start, 48);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, shmem_dev_id, 52);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, shmem_peers, 53);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_device, shmem_protocol, 54);

struct jailhouse_pci_capability {
	__u16 id;
	__u16 start;
	__u16 len;
	__u16 flags;
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_pci_capability, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_capability, id, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_capability, start, 2);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_capability, len, 4);
JAILHOUSE_ABI_PLACE(struct jailhouse_pci_capability, flags, 6);

struct jailhouse_iommu {
	__u32 type;
	__u64 base;
	__u32 size;
	union {
		struct {
			__u16 bdf;
			__u8 base_cap;
			__u8 msi_cap;
			__u32 features;
		} __attribute__((packed)) amd;
		struct {
			__u64 tlb_base;
			__u32 tlb_size;
		} __attribute__((packed)) tipvu;
	};
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_iommu, 28);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, type, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, base, 4);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, size, 12);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, amd.bdf, 16);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, amd.base_cap, 18);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, amd.msi_cap, 19);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, amd.features, 20);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, tipvu.tlb_base, 16);
JAILHOUSE_ABI_PLACE(struct jailhouse_iommu, tipvu.tlb_size, 24);

union jailhouse_stream_id {
	__u32 id;
	struct {
		__u16 id;
		__u16 mask_out;
	} __attribute__((packed)) mmu500;
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(union jailhouse_stream_id, 4);
JAILHOUSE_ABI_PLACE(union jailhouse_stream_id, id, 0);
JAILHOUSE_ABI_PLACE(union jailhouse_stream_id, mmu500.id, 0);
JAILHOUSE_ABI_PLACE(union jailhouse_stream_id, mmu500.mask_out, 2);

struct jailhouse_pio {
	__u16 base;
	__u16 length;
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_pio, 4);
JAILHOUSE_ABI_PLACE(struct jailhouse_pio, base, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_pio, length, 2);

struct jailhouse_system {
	char signature[5];	/* JHSYS */
	__u8 architecture;
	__u16 revision;
	__u32 flags;		/* JAILHOUSE_SYS_* */

	struct jailhouse_memory hypervisor_memory;
	struct jailhouse_console debug_console;
	struct {
		__u64 pci_mmconfig_base;
		__u8 pci_mmconfig_end_bus;
		__u8 pci_is_virtual;
		__u16 pci_domain;	/* 0xffff: any free one */
		struct jailhouse_iommu iommu_units[JAILHOUSE_MAX_IOMMU_UNITS];
		union {
			struct {
				__u16 pm_timer_address;
				__u8 apic_mode;
				__u8 padding;
				__u32 vtd_interrupt_limit;
				__u32 tsc_khz;
				__u32 apic_khz;
			} __attribute__((packed)) x86;
			struct {
				u8 maintenance_irq;
				u8 gic_version;
				u8 padding[2];
				u64 gicd_base;
				u64 gicc_base;
				u64 gich_base;
				u64 gicv_base;
				u64 gicr_base;
			} __attribute__((packed)) arm;
		} __attribute__((packed));
	} __attribute__((packed)) platform_info;
	struct jailhouse_cell_desc root_cell;	/* its arrays follow */
} __attribute__((packed));

JAILHOUSE_ABI_SIZE(struct jailhouse_system, 488);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, signature, 0);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, architecture, 5);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, revision, 6);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, flags, 8);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, hypervisor_memory, 12);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, debug_console, 44);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info, 76);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.pci_mmconfig_base, 76);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.pci_mmconfig_end_bus, 84);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.pci_is_virtual, 85);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.pci_domain, 86);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.iommu_units, 88);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.x86.pm_timer_address, 312);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.x86.apic_mode, 314);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.x86.padding, 315);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.x86.vtd_interrupt_limit, 316);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.x86.tsc_khz, 320);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.x86.apic_khz, 324);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.maintenance_irq, 312);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.gic_version, 313);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.padding, 314);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.gicd_base, 316);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.gicc_base, 324);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.gich_base, 332);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.gicv_base, 340);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, platform_info.arm.gicr_base, 348);
JAILHOUSE_ABI_PLACE(struct jailhouse_system, root_cell, 356);

/** Bytes of a cell's descriptor with all of its arrays. */
static inline __u32
jailhouse_cell_config_size(struct jailhouse_cell_desc *cell)
{
	return sizeof(*cell) + cell->cpu_set_size +
		cell->num_memory_regions * sizeof(struct jailhouse_memory) +
		cell->num_cache_regions * sizeof(struct jailhouse_cache) +
		cell->num_irqchips * sizeof(struct jailhouse_irqchip) +
		cell->num_pio_regions * sizeof(struct jailhouse_pio) +
		cell->num_pci_devices * sizeof(struct jailhouse_pci_device) +
		cell->num_pci_caps * sizeof(struct jailhouse_pci_capability) +
		cell->num_stream_ids * sizeof(union jailhouse_stream_id);
}

/** Bytes of a system with the root cell's arrays. */
static inline __u32
jailhouse_system_config_size(struct jailhouse_system *system)
{
	return sizeof(*system) - sizeof(system->root_cell) +
		jailhouse_cell_config_size(&system->root_cell);
}

/* Each array starts where the one before it ends. */

static inline const unsigned long *
jailhouse_cell_cpu_set(const struct jailhouse_cell_desc *cell)
{
	return (const unsigned long *)(const void *)(cell + 1);
}

static inline const struct jailhouse_memory *
jailhouse_cell_mem_regions(const struct jailhouse_cell_desc *cell)
{
	return (const struct jailhouse_memory *)
		((const char *)jailhouse_cell_cpu_set(cell) + cell->cpu_set_size);
}

static inline const struct jailhouse_cache *
jailhouse_cell_cache_regions(const struct jailhouse_cell_desc *cell)
{
	return (const struct jailhouse_cache *)
		(jailhouse_cell_mem_regions(cell) + cell->num_memory_regions);
}

static inline const struct jailhouse_irqchip *
jailhouse_cell_irqchips(const struct jailhouse_cell_desc *cell)
{
	return (const struct jailhouse_irqchip *)
		(jailhouse_cell_cache_regions(cell) + cell->num_cache_regions);
}

static inline const struct jailhouse_pio *
jailhouse_cell_pio(const struct jailhouse_cell_desc *cell)
{
	return (const struct jailhouse_pio *)
		(jailhouse_cell_irqchips(cell) + cell->num_irqchips);
}

static inline const struct jailhouse_pci_device *
jailhouse_cell_pci_devices(const struct jailhouse_cell_desc *cell)
{
	return (const struct jailhouse_pci_device *)
		(jailhouse_cell_pio(cell) + cell->num_pio_regions);
}

static inline const struct jailhouse_pci_capability *
jailhouse_cell_pci_caps(const struct jailhouse_cell_desc *cell)
{
	return (const struct jailhouse_pci_capability *)
		(jailhouse_cell_pci_devices(cell) + cell->num_pci_devices);
}

static inline const union jailhouse_stream_id *
jailhouse_cell_stream_ids(const struct jailhouse_cell_desc *cell)
{
	return (const union jailhouse_stream_id *)
		(jailhouse_cell_pci_caps(cell) + cell->num_pci_caps);
}

#endif /* !__ASSEMBLY__ */

#endif /* !JAILHOUSE_CELL_CONFIG_H */
