/* SPDX-License-Identifier: MIT */
/* Memory functions, which the compiler may call as well. */
#include <cellblock/string.h>

void *memcpy(void *to, const void *from, size_t size)
{
	u8 *target = to;
	const u8 *source = from;

	for (; size >= 8; size -= 8, target += 8, source += 8)
		__builtin_memcpy(target, source, 8);
	while (size--)
		*target++ = *source++;
	return to;
}

void *memset(void *to, int byte, size_t size)
{
	u64 pattern = 0x0101010101010101ULL * (u8)byte;
	u8 *target = to;

	for (; size >= 8; size -= 8, target += 8)
		__builtin_memcpy(target, &pattern, 8);
	while (size--)
		*target++ = (u8)byte;
	return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
	const u8 *first = a, *second = b;

	for (; size; size--, first++, second++)
		if (*first != *second)
			return *first - *second;
	return 0;
}
