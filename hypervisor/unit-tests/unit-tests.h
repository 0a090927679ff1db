/* SPDX-License-Identifier: MIT */
/*
 * Tests of the core on the host. A test is a sentence and a function; each
 * file ends with the table of its tests.
 */
#ifndef UNIT_TESTS_H
#define UNIT_TESTS_H

#include <cellblock/paging.h>
#include <cellblock/types.h>

struct unit_test {
	const char *title;
	void (*run)(void);
};

struct unit_tests {
	const char *subject;
	const struct unit_test *tests;
	unsigned int count;
};

#define UNIT_TESTS(symbol, name, table)                             \
	const struct unit_tests symbol = { .subject = name,         \
					   .tests = table,          \
					   .count = sizeof(table) / \
						    sizeof(table[0]) }

/** Fail the running test unless both are equal. */
#define expect_equal(actual, expected) \
	check_equal(__FILE__, __LINE__, #actual, (u64)(actual), (u64)(expected))
void check_equal(const char *file, int line, const char *what, u64 actual,
		 u64 expected);

/** A page pool of @pages pages on the host's heap; nothing is allocated. */
void fresh_pool(unsigned long pages);

/** Where arch_copy() is refused. */
extern void *fake_hole;

extern const struct unit_tests cpu_set_tests, mmio_tests, page_pool_tests,
	paging_tests;

#endif /* !UNIT_TESTS_H */
