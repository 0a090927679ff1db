/* SPDX-License-Identifier: MIT */
/*
 * The GICv3: found and mapped at enable; per cell, which shared interrupts it
 * owns. Physical interrupts come to EL2, which drops their priority and hands
 * them to the guest in list registers; the guest's own end of interrupt
 * deactivates them (EOImode 1, GIC specification 4.8).
 */
#include <cellblock/arch.h>
#include <cellblock/errno.h>
#include <cellblock/refuse.h>
#include <cellblock/string.h>
#include <cellblock/unit.h>
#include <asm/gic.h>
#include <asm/sysregs.h>

#define SGIS_PER_CLUSTER 16
#define MAX_CLUSTERS	 16

volatile u8 *gic_distributor;
u32 gic_maintenance_irq;
struct gic_frames gic_frames;

/* CPUs by affinity; one write to ICC_SGI1R_EL1 reaches a cluster. */
static struct cluster {
	u64 affinity; /* with Aff0 = 0 */
	struct per_cpu *cpus[SGIS_PER_CLUSTER];
} clusters[MAX_CLUSTERS];
static unsigned int num_clusters;

static u64 distributor_base(void)
{
	return system_config->platform_info.arm.gicd_base;
}

static u64 redistributor_base(void)
{
	return system_config->platform_info.arm.gicr_base;
}

static u64 frame_stride(void)
{
	return 1UL << gic_frames.stride_shift;
}

static u32 line_words(void)
{
	return (gic_read(gic_distributor, GICD_TYPER) & 0x1f) + 1;
}

/*
 * All interrupts are in group 1, whatever root has done so far: group 0
 * would arrive as FIQ. Where the other security state decides on groups,
 * these writes are ignored (12.9.7, GICD_IGROUPR).
 */
static int group_interrupts(void)
{
	u32 word;

	for (word = 1; word < MIN(line_words(), (u32)GIC_IRQ_WORDS); word++)
		gic_write(gic_distributor, GICD_IGROUPR + 4 * word, ~0U);
	return 0;
}

/* With virtual LPIs a redistributor has two more pages of 64 KiB. */
static int find_stride(void)
{
	struct range first = { redistributor_base(), GICR_FRAME_SIZE };
	u8 *frame = device_map(first);

	if (!frame)
		return -ENOMEM;
	gic_frames.stride_shift = GICR_FRAME_SHIFT;
	if (gic_read(frame, GICR_TYPER) & GICR_TYPER_VLPIS)
		gic_frames.stride_shift++;
	device_unmap(frame, GICR_FRAME_SIZE);
	return 0;
}

/* Count the frames up to the last one, or to as many CPUs as there may be. */
static void count_frames(void)
{
	volatile u8 *frame = gic_frames.base;

	do {
		gic_frames.count++;
		if (gic_read(frame, GICR_TYPER) & GICR_TYPER_LAST)
			break;
		frame += frame_stride();
	} while (gic_frames.count < hypervisor_header.max_cpus);
}

int arch_init(void)
{
	u64 frames = hypervisor_header.max_cpus;

	if (system_config->platform_info.arm.gic_version != 3)
		return refuse_index(
			REFUSAL_UNSUPPORTED_HARDWARE, -EIO,
			system_config->platform_info.arm.gic_version);
	gic_maintenance_irq = system_config->platform_info.arm.maintenance_irq;
	gic_distributor =
		device_map((struct range){ distributor_base(), GICD_SIZE });
	if (gic_distributor && !find_stride())
		gic_frames.base = device_map((struct range){
			redistributor_base(), frames * frame_stride() });
	if (!gic_frames.base)
		return refuse(REFUSAL_OUT_OF_MEMORY, -ENOMEM);
	count_frames();
	return 0;
}

static struct cluster *find_cluster(u64 affinity)
{
	struct cluster *cluster = clusters;

	for (; cluster < clusters + num_clusters; cluster++)
		if (cluster->affinity == (affinity & ~0xffULL))
			return cluster;
	return NULL;
}

struct per_cpu *gic_find_cpu(u64 affinity)
{
	const struct cluster *cluster = find_cluster(affinity);

	if (!cluster || (affinity & 0xff) >= SGIS_PER_CLUSTER)
		return NULL;
	return cluster->cpus[affinity & 0xf];
}

static int add_to_cluster(struct per_cpu *cpu)
{
	u64 affinity = cpu->arch.affinity;
	struct cluster *cluster = find_cluster(affinity);

	if ((affinity & 0xff) >= SGIS_PER_CLUSTER ||
	    (!cluster && num_clusters == MAX_CLUSTERS))
		return refuse_index(REFUSAL_UNSUPPORTED_HARDWARE, -EIO,
				    cpu->id);
	if (!cluster) {
		cluster = &clusters[num_clusters++];
		cluster->affinity = affinity & ~0xffULL;
	}
	cluster->cpus[affinity & 0xf] = cpu;
	/* Aff3, Aff2 and Aff1 go to bits 48, 32 and 16; the target list is
	 * below (12.2.20, ICC_SGI1R_EL1). */
	cpu->arch.gic.sgi_target =
		(affinity >> 32 & 0xff) << 48 | (affinity >> 16 & 0xff) << 32 |
		(affinity >> 8 & 0xff) << 16 | 1UL << (affinity & 0xf);
	return 0;
}

int gic_cpu_init(struct per_cpu *cpu)
{
	volatile u8 *frame = gic_frames.base;
	u64 affinity = cpu->arch.affinity;
	u32 wanted = (u32)affinity | (u32)(affinity >> 32) << 24;
	unsigned int n;

	if (!(read_sysreg(icc_sre_el2) & ICC_SRE_SRE))
		write_sysreg(icc_sre_el2, ICC_SRE_SRE | ICC_SRE_ENABLE);
	for (n = 0; n < gic_frames.count; n++, frame += frame_stride())
		if (gic_read(frame, GICR_TYPER + 4) == wanted) {
			gic_frames.cpus[n] = cpu;
			cpu->arch.gic.redistributor = frame;
			gic_lists_init();
			return add_to_cluster(cpu);
		}
	return refuse_index(REFUSAL_UNSUPPORTED_HARDWARE, -ENODEV, cpu->id);
}

void arch_cpu_kick(struct per_cpu *cpu)
{
	dsb(ishst);
	write_sysreg(icc_sgi1r_el1,
		     cpu->arch.gic.sgi_target | (u64)SGI_EVENT << 24);
	isb();
}

/* Deliver @sgi to those CPUs of a cluster that the guest may address. */
static void send_to_cluster(const struct per_cpu *sender,
			    const struct cluster *cluster, u32 targets, u32 sgi)
{
	u64 physical = 0;
	u32 left;

	for (left = targets; left; left &= left - 1) {
		struct per_cpu *cpu = cluster->cpus[__builtin_ctz(left)];

		if (!cpu || cpu->cell != sender->cell)
			continue;
		__atomic_fetch_or(&cpu->arch.gic.sgi_pending, 1U << sgi,
				  __ATOMIC_RELAXED);
		physical |= cpu->arch.gic.sgi_target;
	}
	if (!physical)
		return;
	dsb(ishst);
	write_sysreg(icc_sgi1r_el1, physical | (u64)SGI_INJECT << 24);
	isb();
}

void gic_send_sgi(struct per_cpu *cpu, u64 value)
{
	u32 sgi = value >> 24 & 0xf;
	const struct cluster *cluster;
	u64 affinity;

	if (value >> 40 & 1) { /* IRM: all but the sender */
		for (cluster = clusters; cluster < clusters + num_clusters;
		     cluster++) {
			u32 targets = 0xffff;

			if (cluster->affinity ==
			    (cpu->arch.affinity & ~0xffULL))
				targets &= ~(1U << (cpu->arch.affinity & 0xf));
			send_to_cluster(cpu, cluster, targets, sgi);
		}
		return;
	}
	affinity = (value >> 48 & 0xff) << 32 | (value >> 32 & 0xff) << 16 |
		   (value >> 16 & 0xff) << 8;
	cluster = find_cluster(affinity);
	if (cluster && !(value >> 44 & 0xf))
		send_to_cluster(cpu, cluster, value & 0xffff, sgi);
}

static void route(u32 irq, const struct per_cpu *cpu)
{
	*(volatile u64 *)(volatile void *)(gic_distributor + GICD_IROUTER +
					   8 * irq) = cpu->arch.affinity;
}

/*
 * Shared interrupts are disabled and routed to the cell's first CPU. Those of a
 * cell that has lost its CPUs will be root's.
 */
void arch_cell_quiesce(struct cell *cell)
{
	unsigned int first = cpu_set_next(&cell->cpus, CPU_NONE);
	const struct per_cpu *target = cpu_area(
		first != CPU_NONE ? first
				  : cpu_set_next(&root_cell.cpus, CPU_NONE));
	const u32 *spis = cell->arch.gic.spis;
	unsigned int word;
	u32 left;

	for (word = 1; word < GIC_IRQ_WORDS; word++) {
		if (!spis[word])
			continue;
		gic_write(gic_distributor, GICD_ICENABLER + 4 * word,
			  spis[word]);
		gic_write(gic_distributor, GICD_ICACTIVER + 4 * word,
			  spis[word]);
		gic_write(gic_distributor, GICD_ICPENDR + 4 * word, spis[word]);
		for (left = spis[word]; left; left &= left - 1)
			route(word * 32 + (u32)__builtin_ctz(left), target);
	}
}

/* The interrupts that a configuration names, as far as they exist. */
static int read_config(const struct jailhouse_cell_desc *config, u32 *spis)
{
	const struct jailhouse_irqchip *chip = jailhouse_cell_irqchips(config);
	u32 lines = line_words();
	u32 index, n, word;

	memset(spis, 0, GIC_IRQ_WORDS * sizeof(*spis));
	for (index = 0; index < config->num_irqchips; index++, chip++) {
		if (chip->pin_base % 32 || chip->pin_base > 1024 - 128)
			return refuse_index(REFUSAL_IRQCHIP, -EINVAL, index);
		for (n = 0; n < 4; n++) {
			word = chip->pin_base / 32 + n;
			if (word && word < lines)
				spis[word] |= chip->pin_bitmap[n];
		}
	}
	return 0;
}

static int check_owners(const struct cell *cell)
{
	const struct cell *other;
	unsigned int word;
	u32 both;

	for_each_inmate (other)
		for (word = 1; word < GIC_IRQ_WORDS && other != cell; word++) {
			both = other->arch.gic.spis[word] &
			       cell->arch.gic.spis[word];
			if (both)
				return refuse_index(
					REFUSAL_INTERRUPT_OWNED, -EBUSY,
					word * 32 + (u32)__builtin_ctz(both));
		}
	return 0;
}

static int register_mmio(struct cell *cell)
{
	const struct mmio_region distributor = {
		.start = distributor_base(),
		.size = GICD_SIZE,
		.handler = gic_distributor_access,
		.context = cell,
		.device = true,
	};
	const struct mmio_region redistributors = {
		.start = redistributor_base(),
		.size = frame_stride() * gic_frames.count,
		.handler = gic_redistributor_access,
		.context = cell,
		.device = true,
	};
	int error = mmio_register(cell, &distributor);

	return error ? error : mmio_register(cell, &redistributors);
}

static int gic_cell_init(struct cell *cell)
{
	u32 *root_spis = root_cell.arch.gic.spis;
	unsigned int word, irq;
	int error = read_config(cell->config, cell->arch.gic.spis);

	if (!error && cell != &root_cell)
		error = check_owners(cell);
	if (!error)
		error = register_mmio(cell);
	if (error) {
		memset(cell->arch.gic.spis, 0, sizeof(cell->arch.gic.spis));
		return error;
	}
	if (cell == &root_cell)
		return 0;
	for (word = 1; word < GIC_IRQ_WORDS; word++)
		root_spis[word] &= ~cell->arch.gic.spis[word];
	for (irq = FIRST_SPI; irq < FIRST_SPECIAL_ID; irq++)
		cell->arch.gic.root_priorities[irq] =
			gic_distributor[GICD_IPRIORITYR + irq];
	return 0;
}

static void gic_cell_exit(struct cell *cell)
{
	u32 root_config[GIC_IRQ_WORDS];
	unsigned int word, irq;

	/* Kernels set priorities once; a cell's would silence root's devices. */
	for (irq = FIRST_SPI; irq < FIRST_SPECIAL_ID; irq++)
		if (cell->arch.gic.spis[irq / 32] >> irq % 32 & 1)
			gic_distributor[GICD_IPRIORITYR + irq] =
				cell->arch.gic.root_priorities[irq];
	if (read_config(root_cell.config, root_config))
		return;
	for (word = 1; word < GIC_IRQ_WORDS; word++)
		root_cell.arch.gic.spis[word] |=
			cell->arch.gic.spis[word] & root_config[word];
}

static unsigned int gic_mmio_count(const struct cell *cell)
{
	(void)cell;
	return 2;
}

DEFINE_UNIT(gic, .name = "GICv3", .init = group_interrupts,
	    .cell_init = gic_cell_init, .cell_exit = gic_cell_exit,
	    .mmio_count = gic_mmio_count);
