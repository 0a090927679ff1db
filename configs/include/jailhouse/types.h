/* SPDX-License-Identifier: MIT */
/*
 * Integer types of the Jailhouse ABI, the same on every architecture, so that
 * configurations, guests, the hypervisor, kernel modules and programs on the
 * host share the headers beside this one. It needs no other header; only in a
 * Linux kernel the types are the kernel's.
 */
#ifndef JAILHOUSE_TYPES_H
#define JAILHOUSE_TYPES_H

#if defined(__ASSEMBLER__) && !defined(__ASSEMBLY__)
#define __ASSEMBLY__
#endif

#ifndef __ASSEMBLY__

#if defined(__KERNEL__) && defined(__has_include)
#if __has_include(<linux/types.h>)
#define JAILHOUSE_TYPES_OF_LINUX
#endif
#endif

#ifdef JAILHOUSE_TYPES_OF_LINUX

#include <linux/types.h>

#else

typedef signed char __s8;
typedef unsigned char __u8;
typedef signed short __s16;
typedef unsigned short __u16;
typedef signed int __s32;
typedef unsigned int __u32;
typedef signed long long __s64;
typedef unsigned long long __u64;

typedef __s8 s8;
typedef __u8 u8;
typedef __s16 s16;
typedef __u16 u16;
typedef __s32 s32;
typedef __u32 u32;
typedef __s64 s64;
typedef __u64 u64;

#if !defined(__cplusplus) && !defined(bool)
#define bool	_Bool
#define true	1
#define false	0
#endif

#ifndef NULL
#define NULL	((void *)0)
#endif

#endif /* !JAILHOUSE_TYPES_OF_LINUX */

/*
 * Proofs that a structure of the ABI has its size, and a member its place, in
 * bytes. They fail at compile time, on any compiler that lays out otherwise.
 */
#define JAILHOUSE_ABI_SIZE(type, bytes) \
	_Static_assert(sizeof(type) == (bytes), "size of " #type)
#define JAILHOUSE_ABI_PLACE(type, member, offset) \
	_Static_assert(__builtin_offsetof(type, member) == (offset), \
		       "place of " #member " in " #type)

#endif /* !__ASSEMBLY__ */

#endif /* !JAILHOUSE_TYPES_H */
