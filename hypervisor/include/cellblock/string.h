/* SPDX-License-Identifier: MIT */
/* What the compiler may call on its own, and comparing names. */
#ifndef CELLBLOCK_STRING_H
#define CELLBLOCK_STRING_H

#include <cellblock/types.h>

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);

#endif /* !CELLBLOCK_STRING_H */
