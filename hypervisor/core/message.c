/* SPDX-License-Identifier: MIT */
/*
 * The communication region: a page that hypervisor and cell both write. What
 * the cell writes there is its word on itself, never trusted for more.
 */
#include <cellblock/arch.h>
#include <cellblock/errno.h>
#include <cellblock/printk.h>
#include <cellblock/refuse.h>
#include <cellblock/string.h>

void comm_region_reset(struct cell *cell)
{
	struct jailhouse_comm_region *comm = cell->comm;
	u32 flags = cell->config->flags;

	memset(comm, 0, PAGE_SIZE);
	memcpy(comm->signature, COMM_REGION_MAGIC, sizeof(comm->signature));
	comm->revision = COMM_REGION_ABI_REVISION;
	if (CELL_FLAGS_VIRTUAL_CONSOLE_PERMITTED(flags))
		comm->flags |= JAILHOUSE_COMM_FLAG_DBG_PUTC_PERMITTED;
	if (CELL_FLAGS_VIRTUAL_CONSOLE_ACTIVE(flags))
		comm->flags |= JAILHOUSE_COMM_FLAG_DBG_PUTC_ACTIVE;
	comm->console = cell->config->console;
	comm->pci_mmconfig_base =
		system_config->platform_info.pci_mmconfig_base;
	arch_comm_region_fill(cell);
	arch_clean_memory(comm, PAGE_SIZE);
}

static bool has_comm_region(const struct cell *cell)
{
	const struct jailhouse_memory *mem;

	for_each_region (mem, cell)
		if (mem->flags & JAILHOUSE_MEM_COMM_REGION && mem->size)
			return true;
	return false;
}

/* Whether nobody would answer a message, by the cell's word or for want of a
 * running CPU. */
static bool is_down(const struct cell *cell)
{
	u32 state = cell->comm->cell_state;
	unsigned int cpu;
	u32 power;

	if (state != JAILHOUSE_CELL_RUNNING &&
	    state != JAILHOUSE_CELL_RUNNING_LOCKED)
		return true;
	for_each_cpu (cpu, &cell->cpus) {
		power = cpu_area(cpu)->control.power;
		if (power == CPU_ON || power == CPU_ON_PENDING)
			return false;
	}
	return true;
}

static bool answers(const struct cell *cell)
{
	return !(cell->config->flags & JAILHOUSE_CELL_PASSIVE_COMMREG) &&
	       has_comm_region(cell) && !is_down(cell);
}

/*
 * The reply, or JAILHOUSE_MSG_NONE if the cell went down or the time ran out.
 */
static u32 exchange(struct cell *cell, u32 message)
{
	u64 timeout = cell->config->msg_reply_timeout;
	u32 reply;

	jailhouse_send_msg_to_cell(cell->comm, message);
	for (;;) {
		reply = cell->comm->reply_from_cell;
		if (reply != JAILHOUSE_MSG_NONE || is_down(cell))
			return reply;
		if (timeout && --timeout == 0) {
			printk("Timeout expired while waiting for reply from target cell\n");
			return JAILHOUSE_MSG_NONE;
		}
		cpu_relax();
	}
}

int cell_ask_shutdown(struct cell *cell)
{
	u32 reply;

	if (!answers(cell))
		return 0;
	reply = exchange(cell, JAILHOUSE_MSG_SHUTDOWN_REQUEST);
	if (reply == JAILHOUSE_MSG_REQUEST_APPROVED || is_down(cell) ||
	    reply == JAILHOUSE_MSG_NONE)
		return 0;
	return refuse_index(REFUSAL_SHUTDOWN_DENIED, -EPERM, cell->id);
}

void cells_reconfigured(const struct cell *except)
{
	struct cell *cell;

	for_each_inmate (cell)
		if (cell != except && answers(cell))
			exchange(cell, JAILHOUSE_MSG_RECONFIG_COMPLETED);
}
