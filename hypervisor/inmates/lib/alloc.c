/* SPDX-License-Identifier: MIT */
/* A heap that only grows, from the stack's end to the end of RAM. */
#include "inmate.h"

extern char heap_start[], heap_end[];

static unsigned long heap_next;

void *alloc(unsigned long size, unsigned long align)
{
	unsigned long end = (unsigned long)heap_end;
	unsigned long start;

	if (heap_next == 0)
		heap_next = (unsigned long)heap_start;
	start = (heap_next + align - 1) & ~(align - 1);
	if (start < heap_next || start > end || size > end - start)
		return NULL;
	heap_next = start + size;
	return (void *)start;
}

void *zalloc(unsigned long size, unsigned long align)
{
	void *memory = alloc(size, align);

	return memory ? memset(memory, 0, size) : NULL;
}
