/* SPDX-License-Identifier: MIT */
/* Enabling and disabling the hypervisor; see driver.h. */
#include <string.h>
#include <jailhouse/cell-config.h>
#include <jailhouse/hypercall.h>
#include <cellblock/header.h>
#include "board.h"
#include "configuration.h"
#include "console.h"
#include "driver.h"
#include "errno.h"
#include "machine.h"
#include "mailbox.h"
#include "memory.h"
#include "smp.h"

#define ROOT_REGION_CAPACITY 256
#define HYP_ABI_OPCODE	     1 /* stub calls name themselves in x0 */

typedef int (*hypervisor_entry)(unsigned int cpu);

extern char steward_stub_vectors[];

static bool enabled;
static unsigned int root_cpu_count;
static hypervisor_entry entry;

/* What the root cell owns: the steward may touch nothing else. */
static struct jailhouse_memory root_regions[ROOT_REGION_CAPACITY];
static __u32 root_region_count;

__s64 driver_check_enabled(void)
{
	if (enabled)
		return 0;
	return mailbox_refuse(-EINVAL, "the hypervisor isn't enabled");
}

__s64 driver_call(__u32 number, __u64 arg1, __u64 arg2)
{
	__s64 error = driver_check_enabled();

	return error ? error : (__s64)jailhouse_call_arg2(number, arg1, arg2);
}

static __s64 check_image(const struct jailhouse_header *header, __u64 size)
{
	if (size < sizeof(*header) ||
	    memcmp(header->signature, JAILHOUSE_SIGNATURE,
		   sizeof(header->signature)) != 0)
		return mailbox_refuse(-EINVAL, "not a hypervisor image");
	if (header->core_size < size || header->entry >= size)
		return mailbox_refuse(-EINVAL,
				      "hypervisor image contradicts "
				      "itself: %llu bytes, core size 0x%lx, "
				      "entry 0x%lx",
				      size, header->core_size, header->entry);
	return 0;
}

static __s64 check_memory(const struct jailhouse_memory *memory,
			  const struct jailhouse_header *header, __u32 max_cpus,
			  __u64 config_size)
{
	__u64 rest = memory->size;

	if (PAGE_OFFSET(memory->phys_start | memory->size))
		return mailbox_refuse(-EINVAL,
				      "hypervisor memory 0x%llx + "
				      "0x%llx isn't page aligned",
				      memory->phys_start, memory->size);
	if (!memory_is_ram(memory->phys_start, memory->size))
		return mailbox_refuse(-EINVAL,
				      "hypervisor memory 0x%llx + "
				      "0x%llx isn't RAM",
				      memory->phys_start, memory->size);
	if (memory_is_own(memory->phys_start, memory->size))
		return mailbox_refuse(-EBUSY,
				      "hypervisor memory 0x%llx + "
				      "0x%llx is in use by the steward",
				      memory->phys_start, memory->size);
	/* Subtract piece by piece, as a sum could overflow. */
	if (header->core_size > rest ||
	    config_size > rest - header->core_size ||
	    (max_cpus &&
	     header->percpu_size >
		     (rest - header->core_size - config_size) / max_cpus))
		return mailbox_refuse(-ENOMEM,
				      "0x%llx bytes of hypervisor "
				      "memory are too few for %u CPUs",
				      rest, max_cpus);
	return 0;
}

/* Image, per-CPU areas, system configuration; the rest is the page pool. */
static void place(const struct jailhouse_system *system, __u64 config_size,
		  const void *image, __u64 image_size)
{
	char *memory =
		(char *)(unsigned long)system->hypervisor_memory.phys_start;
	struct jailhouse_header *header = (struct jailhouse_header *)memory;
	__u64 size = system->hypervisor_memory.size;

	memcpy(memory, image, image_size);
	memset(memory + image_size, 0, size - image_size);
	header->max_cpus = configuration_max_cpus(&system->root_cell);
	header->online_cpus = smp_online_count();
	header->arm_linux_hyp_vectors = (__u64)steward_stub_vectors;
	header->arm_linux_hyp_abi = HYP_ABI_OPCODE;
	if (CON_IS_MMIO(system->debug_console.flags))
		header->debug_console_base = system->debug_console.address;
	memcpy(memory + header->core_size +
		       header->max_cpus * header->percpu_size,
	       system, config_size);
	memory_clean((__u64)memory, size);
	entry = (hypervisor_entry)(memory + header->entry);
}

static void remember_root(const struct jailhouse_cell_desc *root)
{
	root_cpu_count = smp_online_count();
	root_region_count = root->num_memory_regions;
	memcpy(root_regions, jailhouse_cell_mem_regions(root),
	       root_region_count * sizeof(root_regions[0]));
}

/* How many bytes root can write from here on, in one of its regions. */
static __u64 writable_from(__u64 address)
{
	const struct jailhouse_memory *region = root_regions;
	__u32 n;

	for (n = 0; n < root_region_count; n++, region++)
		if (region->flags & JAILHOUSE_MEM_WRITE &&
		    region->virt_start == region->phys_start &&
		    address >= region->phys_start &&
		    address - region->phys_start < region->size)
			return region->size - (address - region->phys_start);
	return 0;
}

bool driver_root_owns(__u64 start, __u64 size)
{
	__u64 piece;

	for (; size > 0; start += piece, size -= piece) {
		piece = writable_from(start);
		if (piece == 0)
			return false;
		if (piece > size)
			piece = size;
	}
	return true;
}

/* Which way the steward's own text takes under this root cell. */
static enum console_path allowed_console(const struct jailhouse_cell_desc *root)
{
	if (CELL_FLAGS_VIRTUAL_CONSOLE_PERMITTED(root->flags))
		return CONSOLE_HYPERCALL;
	return driver_root_owns(BOARD_UART_BASE, PAGE_SIZE) ? CONSOLE_UART
							    : CONSOLE_SILENT;
}

static int enter(unsigned int cpu)
{
	int error;

	memory_sync_instructions();
	error = entry(cpu);
	isb();
	return error;
}

__s64 driver_enable(const __u64 *args)
{
	const struct jailhouse_header *image = (void *)(unsigned long)args[0];
	const struct jailhouse_system *system = (void *)(unsigned long)args[2];
	__u64 config_size;
	__s64 error;

	if (enabled)
		return mailbox_refuse(-EBUSY,
				      "the hypervisor is enabled already");
	if (!memory_is_staged(args[0], args[1]))
		return mailbox_refuse(-EINVAL,
				      "the image isn't in the staging area");
	if (!memory_is_staged(args[2], args[3]))
		return mailbox_refuse(-EINVAL, "the system configuration isn't "
					       "in the staging area");
	error = configuration_check_system(system, args[3]);
	if (!error)
		error = check_image(image, args[1]);
	if (error)
		return error;
	if (system->root_cell.num_memory_regions > ROOT_REGION_CAPACITY)
		return mailbox_refuse(-E2BIG,
				      "the root cell has %u memory "
				      "regions, more than %u",
				      system->root_cell.num_memory_regions,
				      ROOT_REGION_CAPACITY);
	config_size = __builtin_offsetof(struct jailhouse_system, root_cell) +
		      configuration_size(&system->root_cell);
	error = check_memory(&system->hypervisor_memory, image,
			     configuration_max_cpus(&system->root_cell),
			     config_size);
	if (error)
		return error;

	place(system, config_size, image, args[1]);
	remember_root(&system->root_cell);
	error = smp_call_online(enter);
	if (error)
		return error;
	enabled = true;
	console_use(allowed_console(&system->root_cell));
	console_print("steward: hypervisor enabled\n");
	return 0;
}

static int leave(unsigned int cpu)
{
	(void)cpu;
	return (int)jailhouse_call(JAILHOUSE_HC_DISABLE);
}

__s64 driver_disable(void)
{
	__s64 error = driver_check_enabled();

	if (error)
		return error;
	if (smp_online_count() != root_cpu_count)
		return mailbox_refuse(-EBUSY,
				      "only %u of the root cell's %u "
				      "CPUs are on line",
				      smp_online_count(), root_cpu_count);
	error = smp_call_online(leave);
	if (error)
		return error;
	enabled = false;
	console_use(CONSOLE_UART);
	console_print("steward: hypervisor disabled\n");
	return 0;
}
