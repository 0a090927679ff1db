// SPDX-License-Identifier: MIT
// What the compiler defines before the first line: the target is AArch64 with
// 64-bit long and pointer, little endian, in the GNU dialect.
import { lex } from '../lexer.js';
import { sourceFile } from '../source.js';
import type { Macro } from './macro.js';
import { parseMacro } from './macro.js';

const predefined: Readonly<Record<string, string>> = {
  __STDC__: '1',
  __STDC_VERSION__: '201710L',
  __STDC_HOSTED__: '1',
  __GNUC__: '12',
  __GNUC_MINOR__: '2',
  __GNUC_PATCHLEVEL__: '0',
  __LP64__: '1',
  _LP64: '1',
  __aarch64__: '1',
  __AARCH64EL__: '1',
  __ORDER_LITTLE_ENDIAN__: '1234',
  __ORDER_BIG_ENDIAN__: '4321',
  __BYTE_ORDER__: '__ORDER_LITTLE_ENDIAN__',
  __CHAR_BIT__: '8',
  __CHAR_UNSIGNED__: '1',
  __SIZEOF_SHORT__: '2',
  __SIZEOF_INT__: '4',
  __SIZEOF_LONG__: '8',
  __SIZEOF_LONG_LONG__: '8',
  __SIZEOF_POINTER__: '8',
  __SIZEOF_SIZE_T__: '8',
  __SCHAR_MAX__: '0x7f',
  __SHRT_MAX__: '0x7fff',
  __INT_MAX__: '0x7fffffff',
  __LONG_MAX__: '0x7fffffffffffffffL',
  __LONG_LONG_MAX__: '0x7fffffffffffffffLL',
  __SIZE_TYPE__: 'long unsigned int',
  __PTRDIFF_TYPE__: 'long int',
  __UINTPTR_TYPE__: 'long unsigned int',
  __INTPTR_TYPE__: 'long int',
  __INT8_TYPE__: 'signed char',
  __INT16_TYPE__: 'short int',
  __INT32_TYPE__: 'int',
  __INT64_TYPE__: 'long int',
  __UINT8_TYPE__: 'unsigned char',
  __UINT16_TYPE__: 'short unsigned int',
  __UINT32_TYPE__: 'unsigned int',
  __UINT64_TYPE__: 'long unsigned int',
};

/** Their replacement is made where they are used. */
const dynamic = ['__LINE__', '__FILE__', '__COUNTER__'];

/** The predefined macros and those of the caller, whose keys may have parameters. */
export function initialMacros(defines: Readonly<Record<string, string>>): Map<string, Macro> {
  const macros = new Map<string, Macro>();
  for (const name of dynamic) macros.set(name, { name, body: [] });
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
