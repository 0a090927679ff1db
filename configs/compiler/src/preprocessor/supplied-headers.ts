// SPDX-License-Identifier: MIT
// Headers that every compiler brings along, and stand-ins for those of a kernel
// or a build which configurations include for a few integer types.
// cspell:ignore kconfig

const types = `
typedef __INT8_TYPE__ __s8; typedef __UINT8_TYPE__ __u8;
typedef __INT16_TYPE__ __s16; typedef __UINT16_TYPE__ __u16;
typedef __INT32_TYPE__ __s32; typedef __UINT32_TYPE__ __u32;
typedef long long __s64; typedef unsigned long long __u64;
typedef __u16 __le16; typedef __u16 __be16; typedef __u32 __le32; typedef __u32 __be32;
typedef __u64 __le64; typedef __u64 __be64;
typedef __s8 s8; typedef __u8 u8; typedef __s16 s16; typedef __u16 u16;
typedef __s32 s32; typedef __u32 u32; typedef __s64 s64; typedef __u64 u64;
`;

/** An integer type of stdint.h with its limits, signed and unsigned. */
function integerType(name: string, type: string): string[] {
  return [
    `typedef __${name}_TYPE__ ${type}_t; typedef __U${name}_TYPE__ u${type}_t;`,
    `#define ${name}_MAX __${name}_MAX__`,
    `#define ${name}_MIN (-__${name}_MAX__ - 1)`,
    `#define U${name}_MAX __U${name}_MAX__`,
  ];
}

const standard: Readonly<Record<string, string>> = {
  'stdint.h': [
    ...['8', '16', '32', '64'].flatMap((bits) => [
      ...integerType(`INT${bits}`, `int${bits}`),
      ...integerType(`INT_LEAST${bits}`, `int_least${bits}`),
      `#define INT${bits}_C __INT${bits}_C`,
      `#define UINT${bits}_C __UINT${bits}_C`,
    ]),
    ...integerType('INTPTR', 'intptr'),
    ...integerType('INTMAX', 'intmax'),
    '#define SIZE_MAX __SIZE_MAX__',
    '#define PTRDIFF_MAX __PTRDIFF_MAX__',
    '#define PTRDIFF_MIN (-PTRDIFF_MAX - 1)',
    '#define INTMAX_C __INTMAX_C',
    '#define UINTMAX_C __UINTMAX_C',
  ].join('\n'),
  'stddef.h': `
typedef __SIZE_TYPE__ size_t; typedef __PTRDIFF_TYPE__ ptrdiff_t; typedef __WCHAR_TYPE__ wchar_t;
#undef NULL
#define NULL ((void *)0)
#undef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)
`,
  'stdbool.h': '#define bool _Bool\n#define true 1\n#define false 0\n',
  'stdalign.h': '#define alignas _Alignas\n#define alignof _Alignof\n',
  'assert.h': '#define static_assert _Static_assert\n#define assert(x) ((void)0)\n',
  'limits.h': `
#define CHAR_BIT __CHAR_BIT__
#define SCHAR_MAX __SCHAR_MAX__
#define SCHAR_MIN (-__SCHAR_MAX__ - 1)
#define UCHAR_MAX (__SCHAR_MAX__ * 2 + 1)
#ifdef __CHAR_UNSIGNED__
#define CHAR_MIN 0
#define CHAR_MAX UCHAR_MAX
#else
#define CHAR_MIN SCHAR_MIN
#define CHAR_MAX SCHAR_MAX
#endif
#define SHRT_MAX __SHRT_MAX__
#define SHRT_MIN (-__SHRT_MAX__ - 1)
#define USHRT_MAX (__SHRT_MAX__ * 2 + 1)
#define INT_MAX __INT_MAX__
#define INT_MIN (-__INT_MAX__ - 1)
#define UINT_MAX (__INT_MAX__ * 2U + 1U)
#define LONG_MAX __LONG_MAX__
#define LONG_MIN (-__LONG_MAX__ - 1L)
#define ULONG_MAX (__LONG_MAX__ * 2UL + 1UL)
#define LLONG_MAX __LONG_LONG_MAX__
#define LLONG_MIN (-__LONG_LONG_MAX__ - 1LL)
#define ULLONG_MAX (__LONG_LONG_MAX__ * 2ULL + 1ULL)
`,
};

const standIns: Readonly<Record<string, string>> = {
  'linux/types.h': types,
  'asm/types.h': types,
  'asm-generic/int-ll64.h': types,
  'sys/types.h': '#include <stdint.h>\n#include <stddef.h>\n',
  'inttypes.h': '#include <stdint.h>\n',
  'linux/compiler.h': '',
  'linux/compiler_types.h': '',
  'linux/kconfig.h': '',
  'generated/autoconf.h': '',
  'generated/config.h': '',
  'jailhouse/config.h': '',
  'config.h': '',
};

const folder = '<built-in>/';

/** The path of a header that is supplied where none is found. */
export function suppliedPath(name: string): string | undefined {
  const isKnown = Object.hasOwn(standard, name) || Object.hasOwn(standIns, name);
  return isKnown ? folder + name : undefined;
}

/** The text of such a path. */
export function suppliedText(path: string): string | undefined {
  if (!path.startsWith(folder)) return undefined;
  const name = path.slice(folder.length);
  return standard[name] ?? standIns[name];
}

/** A header that is there in place of the real one. */
export interface StandIn {
  readonly name: string;
  readonly isEmpty: boolean;
}

/** The header at a path, if it is only a stand-in. */
export function standInOf(path: string): StandIn | undefined {
  const name = path.startsWith(folder) ? path.slice(folder.length) : '';
  return Object.hasOwn(standIns, name) ? { name, isEmpty: standIns[name] === '' } : undefined;
}
