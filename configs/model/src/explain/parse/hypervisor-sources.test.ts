// SPDX-License-Identifier: MIT
// Every line that our hypervisor prints is one that the explainer reads.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endOf, physicalCpuOf } from './continue-fault.js';
import { messageOf } from './parse-console.js';
import { readRegisters } from './registers.js';

const hypervisor = fileURLToPath(new URL('../../../../../hypervisor/', import.meta.url));

/** Headings, backtraces, and pieces of a register line: they say nothing of their own. */
const headings = /^(?:Cell state before exception:|Frames: 0x10| 0x10|readread10: 10read)$/;

interface Printed {
  readonly file: string;
  readonly line: string;
}

function printedLines(): Printed[] {
  const folders = ['core', 'arch/arm64', 'arch/arm-common', 'uart'];
  return folders.flatMap((folder) =>
    readdirSync(`${hypervisor}${folder}`)
      .filter((name) => name.endsWith('.c'))
      .flatMap((name) => linesOf(`${folder}/${name}`)),
  );
}

function linesOf(file: string): Printed[] {
  const source = readFileSync(`${hypervisor}${file}`, 'utf8');
  const calls = source.matchAll(/\bprintk\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g);
  return [...calls].flatMap(([, literals = '']) => {
    const text = [...literals.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
      .map(([, part = '']) => part)
      .join('');
    return filledIn(text)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ file, line }));
  });
}

/** A format with something in the place of each conversion. */
function filledIn(format: string): string {
  return format
    .replaceAll('\\n', '\n')
    .replaceAll('\\"', '"')
    .replace(/%(?:0?\d+)?(?:ll?)?(d|u|x|s|p)/g, (_, conversion: string) =>
      conversion === 's' ? 'read' : conversion === 'p' ? '0x10' : '10',
    );
}

describe('what the hypervisor prints', () => {
  const lines = printedLines();

  it('is found in its sources', () => {
    assert.ok(lines.length > 30, `${lines.length} lines`);
  });

  it('is read, line by line', () => {
    const unread = lines.filter(
      ({ line }) =>
        !headings.test(line) &&
        !messageOf(line) &&
        !endOf(line) &&
        !readRegisters(line) &&
        physicalCpuOf(line) === undefined,
    );
    assert.deepEqual(
      unread.map(({ file, line }) => `${file}: ${line}`),
      [],
    );
  });
});
