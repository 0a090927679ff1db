/* SPDX-License-Identifier: MIT */
/*
 * Enabling and disabling. Every online CPU enters; the first one prepares
 * what is shared, all prepare themselves one after the other, and only when
 * nothing can fail any more do they turn their guests into the root cell.
 */
#include <cellblock/arch.h>
#include <cellblock/control.h>
#include <cellblock/debug-record.h>
#include <cellblock/printk.h>
#include <cellblock/refuse.h>
#include <cellblock/setup.h>
#include <cellblock/spinlock.h>
#include <cellblock/unit.h>

struct jailhouse_system *system_config;

static struct spinlock entry_lock;
static u32 entered, activated, leaving;
static bool prepared;
static int entry_error;

u32 entry_refusals;

/* Wait until every online CPU is here, or was turned away on its way. */
static int wait_for_entries(void)
{
	u32 refusals;

	do {
		cpu_relax();
		refusals = __atomic_load_n(&entry_refusals, __ATOMIC_ACQUIRE);
	} while (__atomic_load_n(&entered, __ATOMIC_ACQUIRE) + refusals <
		 hypervisor_header.online_cpus);
	return refusals ? refuse(REFUSAL_CPUS_NOT_ONLINE, -EINVAL) : 0;
}

static void print_pools(const char *when)
{
	printk("Page pool usage %s: mem %lu/%lu, remap %lu/%lu\n", when,
	       memory_pool.used, memory_pool.pages, remap_pool.used,
	       remap_pool.pages);
}

static int prepare_early(struct per_cpu *cpu)
{
	int error;

	hypervisor_phys_offset = system_config->hypervisor_memory.phys_start -
				 (u64)(uintptr_t)hypervisor_header_start();
	error = hypervisor_space_init();
	if (error)
		return refuse(REFUSAL_OUT_OF_MEMORY, error);
	arch_paging_activate();
	error = console_init();
	if (error)
		return error;
	debug_block_init();
	printk("\nInitializing Cellblock hypervisor on CPU %u\n", cpu->id);
	printk("Code location: %p\n", (void *)__text_start);
	error = root_cell_init();
	if (!error)
		error = arch_init();
	print_pools("after early setup");
	printk("Initializing processors:\n");
	return error;
}

static int prepare_cpu(struct per_cpu *cpu)
{
	int error;

	arch_paging_activate();
	printk(" CPU %u... ", cpu->id);
	cpu->cell = &root_cell;
	cpu->control.power = CPU_ON;
	debug_cpu_init(cpu);
	error = arch_cpu_init(cpu);
	printk(error ? "FAILED\n" : "OK\n");
	cpu->initialized = !error;
	return error;
}

/* The root cell must own exactly the CPUs that have entered. */
static int check_root_cpus(void)
{
	unsigned int cpu, count = 0;

	for_each_cpu (cpu, &root_cell.cpus) {
		if (cpu >= hypervisor_header.max_cpus ||
		    !cpu_area(cpu)->initialized)
			return refuse_index(REFUSAL_CPUS_NOT_ONLINE, -EINVAL,
					    cpu);
		count++;
	}
	if (count != hypervisor_header.online_cpus)
		return refuse(REFUSAL_CPUS_NOT_ONLINE, -EINVAL);
	return 0;
}

static int prepare_late(void)
{
	const struct unit *unit;
	int error = check_root_cpus();

	for_each_unit (unit) {
		if (error)
			return error;
		printk("Initializing unit: %s\n", unit->name);
		error = unit->init ? unit->init() : 0;
	}
	if (!error)
		error = cell_init(&root_cell);
	if (!error)
		error = root_cell_map_memory();
	if (error)
		return error;
	comm_region_reset(&root_cell);
	debug_cell_add(&root_cell);
	print_pools("after late setup");
	printk("Activating hypervisor\n");
	return 0;
}

void entry(struct per_cpu *cpu, u32 id)
{
	bool first;
	int error;

	cpu->id = id;
	spin_lock(&entry_lock);
	first = !entered;
	system_config = (struct jailhouse_system *)(void *)cpu_area(
		hypervisor_header.max_cpus);
	if (first)
		entry_error = prepare_early(cpu);
	if (!entry_error)
		entry_error = prepare_cpu(cpu);
	__atomic_store_n(&entered, entered + 1, __ATOMIC_RELEASE);
	spin_unlock(&entry_lock);

	if (first) {
		error = wait_for_entries();
		if (!entry_error)
			entry_error = error;
		if (!entry_error)
			entry_error = prepare_late();
		__atomic_store_n(&prepared, true, __ATOMIC_RELEASE);
	}
	while (!__atomic_load_n(&prepared, __ATOMIC_ACQUIRE))
		cpu_relax();
	if (entry_error)
		arch_cpu_leave(cpu, false, entry_error);

	/* Point of no return. Guests go on together, because a guest's
	 * inter-processor interrupt must find its target taken over. */
	arch_cpu_activate(cpu);
	__atomic_fetch_add(&activated, 1, __ATOMIC_ACQ_REL);
	while (__atomic_load_n(&activated, __ATOMIC_ACQUIRE) !=
	       hypervisor_header.online_cpus)
		cpu_relax();
}

static long disable_verdict(u64 unused)
{
	unsigned int cpu;

	(void)unused;
	if (num_cells > 1)
		return refuse(REFUSAL_CELLS_EXIST, -EBUSY);
	for_each_cpu (cpu, &root_cell.cpus)
		if (!cpu_is_on(cpu_area(cpu)))
			return refuse_index(REFUSAL_CPUS_NOT_ONLINE, -EBUSY,
					    cpu);
	for_each_cpu (cpu, &root_cell.cpus)
		cpu_area(cpu)->leaving = true;
	printk("Shutting down hypervisor\n");
	return 0;
}

/*
 * All root CPUs come here. The first decides for all of them; they leave
 * together, since interrupts that one sends must reach the others' guests.
 */
long hypervisor_disable(u64 unused)
{
	struct per_cpu *cpu = this_cpu();
	long error = manage(disable_verdict, unused);
	u32 last;

	if (!cpu->leaving)
		return error;
	last = __atomic_add_fetch(&leaving, 1, __ATOMIC_ACQ_REL);
	/* Nothing can fail any more; debuggers see that there are no cells. */
	if (last == hypervisor_header.online_cpus)
		debug_cell_remove(&root_cell);
	while (__atomic_load_n(&leaving, __ATOMIC_ACQUIRE) <
	       hypervisor_header.online_cpus)
		cpu_check_orders(cpu);
	printk(" Releasing CPU %u\n", cpu->id);
	arch_cpu_leave(cpu, true, 0);
}
