/* SPDX-License-Identifier: MIT */
/* Tests of include/cellblock/cpu-set.h. */
#include <cellblock/cpu-set.h>

#include "unit-tests.h"

static void iterates_in_order(void)
{
	static const unsigned int members[] = { 0, 5, 63, 64, 130, 255 };
	struct cpu_set set = { { 0 } };
	unsigned int cpu, n = 0;

	for (cpu = 0; cpu < 6; cpu++)
		cpu_set_add(&set, members[cpu]);
	for_each_cpu (cpu, &set)
		expect_equal(cpu, n < 6 ? members[n++] : CPU_NONE);
	expect_equal(n, 6);
}

static void empty_has_no_first(void)
{
	struct cpu_set set = { { 0 } };

	cpu_set_add(&set, 7);
	cpu_set_remove(&set, 7);
	expect_equal(cpu_set_next(&set, CPU_NONE), CPU_NONE);
}

static void beyond_the_end(void)
{
	struct cpu_set set = { { ~0UL, ~0UL, ~0UL, ~0UL } };

	expect_equal(cpu_set_has(&set, MAX_CPUS), false);
	expect_equal(cpu_set_next(&set, MAX_CPUS - 1), CPU_NONE);
}

static const struct unit_test tests[] = {
	{ "iterates over its members in order", iterates_in_order },
	{ "has no first member when it is empty", empty_has_no_first },
	{ "has no member beyond its end", beyond_the_end },
};
UNIT_TESTS(cpu_set_tests, "A CPU set", tests);
