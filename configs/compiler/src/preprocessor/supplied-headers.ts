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
`;

const standard: Readonly<Record<string, string>> = {
  'stdint.h': [
    ...[8, 16, 32, 64].flatMap((bits) => [
      `typedef __INT${bits}_TYPE__ int${bits}_t; typedef __UINT${bits}_TYPE__ uint${bits}_t;`,
      `typedef __INT${bits}_TYPE__ int_least${bits}_t; typedef __UINT${bits}_TYPE__ uint_least${bits}_t;`,
      `#define INT${bits}_C __INT${bits}_C`,
      `#define UINT${bits}_C __UINT${bits}_C`,
      `#define INT${bits}_MAX __INT${bits}_MAX__`,
      `#define INT${bits}_MIN (-__INT${bits}_MAX__ - 1)`,
      `#define UINT${bits}_MAX __UINT${bits}_MAX__`,
    ]),
    'typedef __INTPTR_TYPE__ intptr_t; typedef __UINTPTR_TYPE__ uintptr_t;',
    'typedef __INTMAX_TYPE__ intmax_t; typedef __UINTMAX_TYPE__ uintmax_t;',
    '#define SIZE_MAX __SIZE_MAX__',
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
#define UCHAR_MAX (__SCHAR_MAX__ * 2 + 1)
#define SHRT_MAX __SHRT_MAX__
#define USHRT_MAX (__SHRT_MAX__ * 2 + 1)
#define INT_MAX __INT_MAX__
#define INT_MIN (-__INT_MAX__ - 1)
#define UINT_MAX (__INT_MAX__ * 2U + 1U)
#define LONG_MAX __LONG_MAX__
#define LONG_MIN (-__LONG_MAX__ - 1L)
#define ULONG_MAX (__LONG_MAX__ * 2UL + 1UL)
#define LLONG_MAX __LONG_LONG_MAX__
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

/** The name of a header that is only a stand-in for the real one. */
export function nameOfStandIn(path: string): string | undefined {
  const name = path.startsWith(folder) ? path.slice(folder.length) : '';
  return Object.hasOwn(standIns, name) ? name : undefined;
}
