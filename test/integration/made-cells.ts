// SPDX-License-Identifier: MIT
// Cells that no demo is: a demo's configuration with other text, and programs
// of a few instructions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compile } from '@cellblock/config-compiler';

export type Change = readonly [from: string, to: string];

/** Asked to shut down it need not answer. */
export const PASSIVE: Change = [
  'JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED |',
  'JAILHOUSE_CELL_PASSIVE_COMMREG | JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED |',
];

/** A configuration with some of its text replaced. */
export function changed(file: string, ...changes: readonly Change[]): Uint8Array {
  const source = changes.reduce(
    (text, [from, to]) => {
      assert.ok(text.includes(from), `${file} does not contain '${from}'`);
      return text.replaceAll(from, to);
    },
    readFileSync(file, 'utf8'),
  );
  const { image, problems } = compile({
    file,
    readFile: (path) => (path === file ? source : readIfThere(path)),
    includePaths: ['configs/include'],
  });
  assert.ok(image, JSON.stringify(problems));
  return image;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A flat binary of these instructions. */
export function program(...instructions: readonly number[]): Uint8Array {
  return new Uint8Array(new Uint32Array(instructions).buffer);
}

/** Writes a state into the communication region and sleeps. */
export function saying(state: number): Uint8Array {
  return program(
    0xd2b00000, // mov x0, #0x80000000
    0x52800001 | (state << 5), // mov w1, #state
    0xb9000801, // str w1, [x0, #8]
    0xd503207f, // wfi
    0x17ffffff, // b to the wfi
  );
}
