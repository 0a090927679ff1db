/* SPDX-License-Identifier: MIT */
/*
 * A guest's hypercalls. The test looks for their instructions in the code,
 * and at the registers in what the compiler made of them.
 */
#include <jailhouse/types.h>
#include <jailhouse/hypercall.h>

#if defined(__x86_64__) || defined(__i386__)
bool jailhouse_use_vmcall = true;
#endif

unsigned long get_info(unsigned long what);
unsigned long get_statistic(unsigned long cpu, unsigned long number);
unsigned long disable(void);

unsigned long disable(void)
{
	return jailhouse_call(JAILHOUSE_HC_DISABLE);
}

unsigned long get_info(unsigned long what)
{
	return jailhouse_call_arg1(JAILHOUSE_HC_HYPERVISOR_GET_INFO, what);
}

unsigned long get_statistic(unsigned long cpu, unsigned long number)
{
	return jailhouse_call_arg2(JAILHOUSE_HC_CPU_GET_INFO, cpu,
				   JAILHOUSE_CPU_INFO_STAT_BASE + number);
}
