/* SPDX-License-Identifier: MIT */
/* The part of the C library's string.h that freestanding programs here use. */
#ifndef INMATE_STRING_H
#define INMATE_STRING_H

typedef __SIZE_TYPE__ size_t;

void *memset(void *target, int byte, size_t size);
void *memcpy(void *target, const void *source, size_t size);
int memcmp(const void *left, const void *right, size_t size);
size_t strlen(const char *text);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t limit);

#endif /* !INMATE_STRING_H */
