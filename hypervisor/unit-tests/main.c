/* SPDX-License-Identifier: MIT */
/* Runs all unit tests; the exit code is 1 when one fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cellblock/arch.h>

#include "unit-tests.h"

#define BITMAP_WORDS 1024

u64 hypervisor_phys_offset;

void *fake_hole;

static bool failed;

void check_equal(const char *file, int line, const char *what, u64 actual,
		 u64 expected)
{
	if (actual == expected)
		return;
	failed = true;
	printf("    %s:%d: %s is 0x%llx, not 0x%llx\n", file, line, what,
	       actual, expected);
}

bool arch_copy(volatile void *to, const volatile void *from, u64 size)
{
	if (to == fake_hole || from == fake_hole)
		return false;
	memcpy((void *)(uintptr_t)to, (const void *)(uintptr_t)from, size);
	return true;
}

void fresh_pool(unsigned long pages)
{
	static u64 bitmap[BITMAP_WORDS];
	static u8 *memory;

	free(memory);
	memory = aligned_alloc(64 * PAGE_SIZE,
			       (pages + 63) / 64 * 64 * PAGE_SIZE);
	if (!memory || pages > BITMAP_WORDS * 64)
		abort();
	memset(bitmap, 0, sizeof(bitmap));
	memory_pool = (struct page_pool){
		.base = memory,
		.pages = pages,
		.bitmap = bitmap,
	};
}

int main(void)
{
	static const struct unit_tests *const all[] = {
		&cpu_set_tests,
		&mmio_tests,
		&page_pool_tests,
		&paging_tests,
	};
	unsigned int n, t, failures = 0;

	for (n = 0; n < sizeof(all) / sizeof(all[0]); n++) {
		printf("%s\n", all[n]->subject);
		for (t = 0; t < all[n]->count; t++) {
			failed = false;
			all[n]->tests[t].run();
			failures += failed;
			printf("  %s %s\n", failed ? "FAILED" : "ok",
			       all[n]->tests[t].title);
		}
	}
	printf("%u failed\n", failures);
	return failures != 0;
}
