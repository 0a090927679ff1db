// SPDX-License-Identifier: MIT
// What the compiler defines before the first line: a GNU compiler's macros for
// the target, as far as headers ask for them.
import { lex } from '../lexer.js';
import { sourceFile } from '../source.js';
import type { Target, TargetName } from '../target.js';
import type { IntegerType } from '../types.js';
import type { Macro } from './macro.js';
import { parseMacro } from './macro.js';

const always: Readonly<Record<string, string>> = {
  __STDC__: '1',
  __STDC_VERSION__: '201710L',
  __STDC_HOSTED__: '1',
  __STDC_UTF_16__: '1',
  __STDC_UTF_32__: '1',
  __GNUC__: '12',
  __GNUC_MINOR__: '2',
  __GNUC_PATCHLEVEL__: '0',
  __GNUC_STDC_INLINE__: '1',
  __VERSION__: '"12.2.0"',
  __ELF__: '1',
  __USER_LABEL_PREFIX__: '',
  __REGISTER_PREFIX__: '',
  __ORDER_LITTLE_ENDIAN__: '1234',
  __ORDER_BIG_ENDIAN__: '4321',
  __ORDER_PDP_ENDIAN__: '3412',
  __BYTE_ORDER__: '__ORDER_LITTLE_ENDIAN__',
  __FLOAT_WORD_ORDER__: '__ORDER_LITTLE_ENDIAN__',
  __CHAR_BIT__: '8',
  __SIZEOF_SHORT__: '2',
  __SIZEOF_INT__: '4',
  __SIZEOF_LONG_LONG__: '8',
  __SIZEOF_FLOAT__: '4',
  __SIZEOF_DOUBLE__: '8',
  __SIZEOF_WCHAR_T__: '4',
  __SIZEOF_WINT_T__: '4',
  __SCHAR_MAX__: '0x7f',
  __SHRT_MAX__: '0x7fff',
  __INT_MAX__: '0x7fffffff',
  __LONG_LONG_MAX__: '0x7fffffffffffffffLL',
  __WCHAR_TYPE__: 'int',
  __CHAR16_TYPE__: 'short unsigned int',
  __CHAR32_TYPE__: 'unsigned int',
  __WINT_TYPE__: 'unsigned int',
  __SCHAR_WIDTH__: '8',
  __SHRT_WIDTH__: '16',
  __INT_WIDTH__: '32',
  __LONG_LONG_WIDTH__: '64',
};

const lp64: Readonly<Record<string, string>> = {
  _LP64: '1',
  __LP64__: '1',
  __SIZEOF_INT128__: '16',
};

const byTarget: Readonly<Record<TargetName, Readonly<Record<string, string>>>> = {
  aarch64: {
    ...lp64,
    __aarch64__: '1',
    __AARCH64EL__: '1',
    __ARM_64BIT_STATE: '1',
    __ARM_ARCH: '8',
    __CHAR_UNSIGNED__: '1',
    __WCHAR_TYPE__: 'unsigned int',
    __WCHAR_UNSIGNED__: '1',
  },
  arm: {
    _ILP32: '1',
    __ILP32__: '1',
    __arm__: '1',
    __arm: '1',
    __ARM_EABI__: '1',
    __ARM_32BIT_STATE: '1',
    __ARM_ARCH: '7',
    __ARM_ARCH_7A__: '1',
    __CHAR_UNSIGNED__: '1',
    __WCHAR_TYPE__: 'unsigned int',
    __WCHAR_UNSIGNED__: '1',
  },
  x86_64: {
    ...lp64,
    __x86_64__: '1',
    __x86_64: '1',
    __amd64__: '1',
    __amd64: '1',
    __linux__: '1',
    __linux: '1',
    linux: '1',
    __gnu_linux__: '1',
    __unix__: '1',
    __unix: '1',
    unix: '1',
  },
};

/** Their replacement is made where they are used. */
const dynamic = ['__LINE__', '__FILE__', '__COUNTER__'];

function spelled({ name }: IntegerType): string {
  return name === 'long long' || name === 'long' ? `${name} int` : name;
}

/** The macros that <stdint.h>, <stddef.h> and <limits.h> are made of. */
function numbers({ long, size, difference, ...target }: Target): Record<string, string> {
  const isWide = long.size === 8;
  const suffix = isWide ? 'L' : 'LL';
  const wide = isWide ? 'long' : 'long long';
  const pointerBits = String(target.pointerSize * 8);
  const widths: [string, string, string, string][] = [
    ['8', 'signed char', 'unsigned char', ''],
    ['16', 'short int', 'short unsigned int', ''],
    ['32', 'int', 'unsigned int', ''],
    ['64', `${wide} int`, `${wide} unsigned int`, suffix],
  ];
  const macros: Record<string, string> = {
    __SIZEOF_LONG__: String(long.size),
    __SIZEOF_POINTER__: String(target.pointerSize),
    __SIZEOF_SIZE_T__: String(target.pointerSize),
    __SIZEOF_PTRDIFF_T__: String(target.pointerSize),
    __SIZEOF_LONG_DOUBLE__: String(target.longDoubleSize),
    __BIGGEST_ALIGNMENT__: String(target.mostAligned),
    __LONG_MAX__: isWide ? '0x7fffffffffffffffL' : '0x7fffffffL',
    __LONG_WIDTH__: String(long.size * 8),
    __SIZE_TYPE__: spelled(size),
    __PTRDIFF_TYPE__: spelled(difference),
    __INTPTR_TYPE__: spelled(difference),
    __UINTPTR_TYPE__: spelled(size),
    __SIZE_MAX__: isWide ? '0xffffffffffffffffUL' : '0xffffffffU',
    __PTRDIFF_MAX__: isWide ? '0x7fffffffffffffffL' : '0x7fffffff',
    __INTPTR_MAX__: '__PTRDIFF_MAX__',
    __UINTPTR_MAX__: '__SIZE_MAX__',
    __INTPTR_WIDTH__: pointerBits,
    __SIZE_WIDTH__: pointerBits,
    __PTRDIFF_WIDTH__: pointerBits,
    __INTMAX_TYPE__: `${wide} int`,
    __UINTMAX_TYPE__: `${wide} unsigned int`,
    __INTMAX_WIDTH__: '64',
    '__INTMAX_C(c)': `c ## ${suffix}`,
    '__UINTMAX_C(c)': `c ## U${suffix}`,
    __INTMAX_MAX__: `0x7fffffffffffffff${suffix}`,
    __UINTMAX_MAX__: `0xffffffffffffffffU${suffix}`,
  };
  for (const [bits, signed, unsigned, end] of widths) {
    const digits = Number(bits) / 4 - 1;
    const most = `0x7${'f'.repeat(digits)}${end}`;
    const all = `0x${'f'.repeat(digits + 1)}${Number(bits) < 32 ? '' : `U${end}`}`;
    for (const kind of ['', '_LEAST']) {
      macros[`__INT${kind}${bits}_TYPE__`] = signed;
      macros[`__UINT${kind}${bits}_TYPE__`] = unsigned;
      macros[`__INT${kind}${bits}_MAX__`] = most;
      macros[`__UINT${kind}${bits}_MAX__`] = all;
    }
    macros[`__INT${bits}_C(c)`] = end === '' ? 'c' : `c ## ${end}`;
    macros[`__UINT${bits}_C(c)`] = Number(bits) < 32 ? 'c' : `c ## U${end}`;
  }
  return macros;
}

/** The predefined macros and those of the caller, whose keys may have parameters. */
export function initialMacros(
  defines: Readonly<Record<string, string>>,
  target: Target,
): Map<string, Macro> {
  const macros = new Map<string, Macro>();
  for (const name of dynamic) macros.set(name, { name, body: [], hidden: new Set([name]) });
  const predefined = { ...always, ...numbers(target), ...byTarget[target.name] };
  for (const [head, value] of Object.entries({ ...predefined, ...defines })) {
    const line = lex(sourceFile('<predefined>', `${head} ${value}`)).filter(
      ({ kind }) => kind !== 'newline',
    );
    const [name] = line;
    const { macro } = name === undefined ? {} : parseMacro(line, name);
    if (macro !== undefined) macros.set(macro.name, { ...macro, definition: undefined });
  }
  return macros;
}
