// SPDX-License-Identifier: MIT
// The machines that configurations are built for, as far as a compiler's ABI
// tells them apart: AAPCS64, the 32-bit AAPCS and the System V ABI of x86-64.
import { integers } from './types.js';
import type { IntegerType } from './types.js';

export type TargetName = 'aarch64' | 'arm' | 'x86_64';

export interface Target {
  readonly name: TargetName;
  readonly char: IntegerType;
  readonly long: IntegerType;
  readonly ulong: IntegerType;
  /** The type of L'x'. */
  readonly wide: IntegerType;
  /** The types of sizeof and of differences of pointers. */
  readonly size: IntegerType;
  readonly difference: IntegerType;
  /** Bytes. */
  readonly pointerSize: number;
  readonly longDoubleSize: number;
  /** What aligned() without a number means. */
  readonly mostAligned: number;
  /** Whether bit-fields without a name align their struct, too. */
  readonly unnamedBitFieldsAlign: boolean;
}

const signedChar = { ...integers.uchar, name: 'char', signed: true };
const unsignedChar = { ...integers.uchar, name: 'char' };

const lp64 = {
  long: { ...integers.llong, name: 'long', rank: 4 },
  ulong: { ...integers.ullong, name: 'unsigned long', rank: 4 },
  pointerSize: 8,
  longDoubleSize: 16,
  mostAligned: 16,
};

const ilp32 = {
  long: { ...integers.int, name: 'long', rank: 4 },
  ulong: { ...integers.uint, name: 'unsigned long', rank: 4 },
  pointerSize: 4,
  longDoubleSize: 8,
  mostAligned: 8,
};

export const targets: Readonly<Record<TargetName, Target>> = {
  aarch64: {
    name: 'aarch64',
    ...lp64,
    char: unsignedChar,
    wide: integers.uint,
    size: lp64.ulong,
    difference: lp64.long,
    unnamedBitFieldsAlign: true,
  },
  arm: {
    name: 'arm',
    ...ilp32,
    char: unsignedChar,
    wide: integers.uint,
    size: integers.uint,
    difference: integers.int,
    unnamedBitFieldsAlign: true,
  },
  x86_64: {
    name: 'x86_64',
    ...lp64,
    char: signedChar,
    wide: integers.int,
    size: lp64.ulong,
    difference: lp64.long,
    unnamedBitFieldsAlign: false,
  },
};

/** Folders of configurations are named for the architecture that they are built for. */
const folderTargets: Readonly<Record<string, TargetName>> = {
  arm64: 'aarch64',
  arm: 'arm',
  x86: 'x86_64',
};

/** The target of the folder that a source lies in; x86-64 for all others, as a host's compiler. */
export function targetOf(file: string): TargetName {
  const folders = file.split('/').slice(0, -1).reverse();
  const named = folders.find((folder) => Object.hasOwn(folderTargets, folder));
  return folderTargets[named ?? ''] ?? 'x86_64';
}
