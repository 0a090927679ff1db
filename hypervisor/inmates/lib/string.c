/* SPDX-License-Identifier: MIT */
/*
 * Memory and string functions, correct before speed; copies and fills go by
 * words where both sides allow it, as RAM may still be mapped as a device.
 */
#include "string.h"

typedef unsigned long word;

#define WORD_MASK (sizeof(word) - 1)

void *memset(void *target, int byte, size_t size)
{
	word pattern = 0x0101010101010101UL * (unsigned char)byte;
	unsigned char *to = target;

	while (size > 0 && ((word)to & WORD_MASK)) {
		*to++ = (unsigned char)byte;
		size--;
	}
	for (; size >= sizeof(word); size -= sizeof(word)) {
		*(volatile word *)to = pattern;
		to += sizeof(word);
	}
	while (size-- > 0)
		*(volatile unsigned char *)to++ = (unsigned char)byte;
	return target;
}

void *memcpy(void *target, const void *source, size_t size)
{
	const unsigned char *from = source;
	unsigned char *to = target;

	if ((((word)to | (word)from) & WORD_MASK) == 0)
		for (; size >= sizeof(word); size -= sizeof(word)) {
			*(volatile word *)to = *(const word *)from;
			to += sizeof(word);
			from += sizeof(word);
		}
	while (size-- > 0)
		*(volatile unsigned char *)to++ = *from++;
	return target;
}

int memcmp(const void *left, const void *right, size_t size)
{
	const unsigned char *a = left, *b = right;

	for (; size > 0; size--, a++, b++)
		if (*a != *b)
			return *a - *b;
	return 0;
}

size_t strlen(const char *text)
{
	const char *end = text;

	while (*end)
		end++;
	return (size_t)(end - text);
}

int strcmp(const char *left, const char *right)
{
	return strncmp(left, right, ~(size_t)0);
}

int strncmp(const char *left, const char *right, size_t limit)
{
	for (; limit > 0; limit--, left++, right++) {
		if (*left != *right)
			return (unsigned char)*left - (unsigned char)*right;
		if (!*left)
			return 0;
	}
	return 0;
}
