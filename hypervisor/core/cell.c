/* SPDX-License-Identifier: MIT */
/*
 * The life of cells: created from a configuration, opened for loading,
 * started, destroyed. One request is served at a time, with all other CPUs of
 * the root cell suspended, so that nothing else changes meanwhile.
 */
#include <cellblock/arch.h>
#include <cellblock/control.h>
#include <cellblock/debug-record.h>
#include <cellblock/printk.h>
#include <cellblock/refuse.h>
#include <cellblock/spinlock.h>
#include <cellblock/string.h>
#include <cellblock/unit.h>

#define CELL_PAGES ((unsigned int)PAGES(sizeof(struct cell)))

struct cell root_cell;
unsigned int num_cells;

static struct spinlock management_lock;

/*
 * Another root CPU may hold the lock and wait for this one to stand, so the
 * wait for the lock obeys orders. It may even give this CPU to another cell:
 * then the request is void.
 */
long manage(long (*request)(u64 argument), u64 argument)
{
	struct per_cpu *cpu = this_cpu();
	u32 resets = cpu->control.resets;
	long result = -EBUSY;

	while (!spin_trylock(&management_lock)) {
		cpu_check_orders(cpu);
		if (resets != cpu->control.resets)
			return -EPERM;
		cpu_relax();
	}
	if (!cpu->leaving) {
		cell_suspend(&root_cell);
		result = request(argument);
		cell_resume(&root_cell);
	}
	spin_unlock(&management_lock);
	return result;
}

void cell_suspend(struct cell *cell)
{
	unsigned int cpu;

	for_each_cpu (cpu, &cell->cpus)
		if (cpu != this_cpu()->id)
			cpu_suspend(cpu_area(cpu));
}

void cell_resume(struct cell *cell)
{
	unsigned int cpu;

	for_each_cpu (cpu, &cell->cpus)
		if (cpu != this_cpu()->id)
			cpu_resume(cpu_area(cpu));
}

static void set_state(struct cell *cell, u32 state)
{
	cell->comm->cell_state = state;
	debug_cell_update(cell);
}

void cell_cpu_failed(struct cell *cell)
{
	unsigned int cpu;
	u32 power;

	/* Of CPUs that fail together one must see the failure of all. */
	memory_barrier();
	for_each_cpu (cpu, &cell->cpus) {
		power = cpu_area(cpu)->control.power;
		if (power != CPU_FAILED && power != CPU_STOPPED)
			return;
	}
	set_state(cell, JAILHOUSE_CELL_FAILED);
}

static int units_init(struct cell *cell)
{
	const struct unit *unit;
	int error = 0;

	for_each_unit (unit)
		if (unit->cell_init && !error)
			error = unit->cell_init(cell);
	return error;
}

static void units_exit(struct cell *cell)
{
	const struct unit *unit;

	for_each_unit_reverse (unit)
		if (unit->cell_exit)
			unit->cell_exit(cell);
}

int cell_init(struct cell *cell)
{
	int error = arch_cell_init(cell);

	if (error)
		return error;
	cell->comm = page_alloc(1, 1);
	error = cell->comm ? paging_init_space(&cell->space) : -ENOMEM;
	if (!error)
		error = mmio_init(cell);
	if (error)
		refuse(REFUSAL_OUT_OF_MEMORY, error);
	else
		error = units_init(cell);
	if (error)
		cell_exit(cell);
	return error;
}

void cell_exit(struct cell *cell)
{
	units_exit(cell);
	mmio_exit(cell);
	paging_free_space(&cell->space);
	page_free(cell->comm, 1);
}

static int copy_cpu_set(struct cell *cell)
{
	u32 size = cell->config->cpu_set_size;
	const u8 *set = (const u8 *)jailhouse_cell_cpu_set(cell->config);
	u32 n;

	for (n = 0; n < size; n++) {
		if (n < sizeof(cell->cpus))
			((u8 *)cell->cpus.words)[n] = set[n];
		else if (set[n])
			return refuse_index(REFUSAL_CPU_NOT_IN_ROOT, -EBUSY,
					    n * 8);
	}
	return 0;
}

int root_cell_init(void)
{
	root_cell.config = &system_config->root_cell;
	root_cell.id = 0;
	num_cells = 1;
	return copy_cpu_set(&root_cell);
}

static int check_unique(const struct cell *cell)
{
	const struct cell *other;

	for_each_cell (other)
		if (other->id == cell->id ||
		    !memcmp(other->config->name, cell->config->name,
			    sizeof(cell->config->name)))
			return refuse_index(REFUSAL_NAME_EXISTS, -EEXIST,
					    other->id);
	return 0;
}

static int check_cpus(const struct cell *cell)
{
	unsigned int cpu;

	if (cpu_set_next(&cell->cpus, CPU_NONE) == CPU_NONE)
		return refuse(REFUSAL_CPU_SET_SIZE, -EINVAL);
	for_each_cpu (cpu, &cell->cpus) {
		if (!cpu_set_has(&root_cell.cpus, cpu))
			return refuse_index(REFUSAL_CPU_NOT_IN_ROOT, -EBUSY,
					    cpu);
		if (cpu == this_cpu()->id)
			return refuse_index(REFUSAL_CPU_IS_CALLER, -EBUSY, cpu);
	}
	return 0;
}

/* A running cell that asked for it is protected from changes to others. */
static int check_locks(const struct cell *except)
{
	const struct cell *cell;

	for_each_inmate (cell)
		if (cell != except &&
		    cell->comm->cell_state == JAILHOUSE_CELL_RUNNING_LOCKED)
			return refuse_index(REFUSAL_CELL_LOCKED, -EPERM,
					    cell->id);
	return 0;
}

/* Move suspended CPUs from one cell to another; they are off afterwards. */
static void move_cpus(const struct cpu_set *cpus, struct cell *from,
		      struct cell *to)
{
	unsigned int number;
	struct per_cpu *cpu;

	for_each_cpu (number, cpus) {
		cpu = cpu_area(number);
		cpu_set_remove(&from->cpus, number);
		cpu_set_add(&to->cpus, number);
		cpu->cell = to;
		cpu->debug->cell_id = to->id;
		memset(cpu->statistics, 0, sizeof(cpu->statistics));
		cpu_order_off(cpu);
	}
}

static void link_cell(struct cell *cell)
{
	struct cell *last = &root_cell;

	while (last->next)
		last = last->next;
	last->next = cell;
	num_cells++;
}

static void unlink_cell(struct cell *cell)
{
	struct cell *before = &root_cell;

	while (before->next != cell)
		before = before->next;
	before->next = cell->next;
	num_cells--;
}

/* Everything about the new cell that can fail, but no CPU has moved. */
static int build_cell(struct cell *cell)
{
	int error = check_unique(cell);

	if (!error)
		error = copy_cpu_set(cell);
	if (!error)
		error = check_cpus(cell);
	if (!error)
		error = cell_memory_check(cell);
	if (!error)
		error = cell_init(cell);
	if (error)
		return error;
	error = cell_memory_take(cell);
	if (error)
		cell_exit(cell);
	return error;
}

static long create_cell(u64 config_address)
{
	struct cell *cell;
	struct cpu_set cpus;
	int error = check_locks(NULL);

	if (error)
		return error;
	cell = page_alloc(CELL_PAGES, 1);
	if (!cell)
		return refuse(REFUSAL_OUT_OF_MEMORY, -ENOMEM);
	error = cell_config_copy(cell, config_address);
	if (error)
		goto free_cell;
	error = build_cell(cell);
	if (error)
		goto free_config;

	cpus = cell->cpus;
	cell->comm->cell_state = JAILHOUSE_CELL_SHUT_DOWN;
	link_cell(cell);
	move_cpus(&cpus, &root_cell, cell);
	debug_cell_add(cell);
	debug_cell_update(&root_cell);
	printk("Created cell \"%s\"\n", cell->config->name);
	/* Their orders switch them off; nobody else knows them yet. */
	cell_resume(cell);
	arch_cell_quiesce(cell);
	cells_reconfigured(cell);
	return 0;

free_config:
	cell_config_free(cell);
free_cell:
	page_free(cell, CELL_PAGES);
	return error;
}

long cell_create(u64 config_address)
{
	return manage(create_cell, config_address);
}

static long find_cell(u64 id, struct cell **cell)
{
	if (id == root_cell.id)
		return refuse(REFUSAL_ROOT_CELL, -EINVAL);
	for_each_inmate (*cell)
		if ((*cell)->id == id)
			return 0;
	return refuse_index(REFUSAL_NO_SUCH_CELL, -ENOENT, (u32)id);
}

/* Find a cell, ask it to shut down, and suspend it. */
static long acquire_cell(u64 id, struct cell **cell)
{
	long error = find_cell(id, cell);

	if (!error)
		error = check_locks(*cell);
	if (!error)
		error = cell_ask_shutdown(*cell);
	if (!error)
		cell_suspend(*cell);
	return error;
}

static void switch_off(struct cell *cell)
{
	unsigned int cpu;

	for_each_cpu (cpu, &cell->cpus)
		cpu_order_off(cpu_area(cpu));
	arch_cell_quiesce(cell);
	set_state(cell, JAILHOUSE_CELL_SHUT_DOWN);
}

static long start_cell(u64 id)
{
	struct cell *cell;
	unsigned int cpu;
	long error = acquire_cell(id, &cell);

	if (error)
		return error;
	switch_off(cell);
	/* All are off before the first one runs and may switch them on. */
	cell_resume(cell);
	if (cell->loadable)
		error = cell_memory_close(cell);
	if (error)
		return error;
	cell->loadable = false;
	comm_region_reset(cell);
	set_state(cell, JAILHOUSE_CELL_RUNNING);
	cpu = cpu_set_next(&cell->cpus, CPU_NONE);
	printk("Started cell \"%s\"\n", cell->config->name);
	cpu_power_on(cpu_area(cpu), cell->config->cpu_reset_address, 0);
	return 0;
}

long cell_start(u64 id)
{
	return manage(start_cell, id);
}

static long open_cell(u64 id)
{
	struct cell *cell;
	long error = acquire_cell(id, &cell);

	if (error)
		return error;
	switch_off(cell);
	cell_resume(cell);
	/* Also after a failure part of the memory may be root's to write. */
	cell->loadable = true;
	error = cell_memory_open(cell);
	if (error)
		return error;
	printk("Cell \"%s\" can be loaded\n", cell->config->name);
	return 0;
}

long cell_set_loadable(u64 id)
{
	return manage(open_cell, id);
}

static long destroy_cell(u64 id)
{
	struct cell *cell;
	struct cpu_set cpus;
	unsigned int cpu;
	long error = acquire_cell(id, &cell);

	if (error)
		return error;
	printk("Closing cell \"%s\"\n", cell->config->name);
	set_state(cell, JAILHOUSE_CELL_SHUT_DOWN);
	cpus = cell->cpus;
	move_cpus(&cpus, cell, &root_cell);
	cell_memory_return(cell);
	debug_cell_remove(cell);
	debug_cell_update(&root_cell);
	unlink_cell(cell);
	/* Wait until no CPU uses the cell's tables before they are freed. */
	for_each_cpu (cpu, &cpus)
		cpu_resume(cpu_area(cpu));
	arch_cell_quiesce(cell);
	cell_exit(cell);
	cell_config_free(cell);
	page_free(cell, CELL_PAGES);
	cells_reconfigured(NULL);
	return 0;
}

long cell_destroy(u64 id)
{
	return manage(destroy_cell, id);
}

/* No lock: a manager elsewhere can't suspend this CPU before it is done. */
long cell_get_state(u64 id)
{
	struct cell *cell;
	long error = find_cell(id, &cell);

	if (error)
		return error;
	debug_cell_update(cell);
	return (long)MIN(cell->comm->cell_state,
			 JAILHOUSE_CELL_FAILED_COMM_REV + 1U);
}
