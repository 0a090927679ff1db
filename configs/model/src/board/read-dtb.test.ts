// SPDX-License-Identifier: MIT
// Device tree blobs as dtc makes them: a blob says what its source says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { boardSource } from './board-texts.test-support.js';
import { readBoardFile } from './read-board-file.js';
import type { BoardFileRead } from './read-board-file.js';

/** Without what only the preprocessor understands. */
const plainSource = boardSource
  .replace(/^#define.*$/gm, '')
  .replace('SOME_CLOCK', '7')
  .replace('LAST_BUS', '7')
  .replace('&clk', '&gic')
  .replaceAll('UART_BASE', '0x1000')
  .replace(/SPI\((\d+)\)/g, '0 $1 4')
  .replace('GIC_PPI 9 (GIC_CPU_MASK_SIMPLE(2) | IRQ_TYPE_LEVEL_HIGH)', '1 9 0x304')
  .replace(/\/delete-node\/.*\n/, '');

function read(name: string, bytes: Uint8Array): BoardFileRead {
  return readBoardFile({ name, path: name, bytes }, () => undefined);
}

function blobOf(source: string): Uint8Array | undefined {
  try {
    const quiet = { input: source, stdio: ['pipe', 'pipe', 'ignore'] as ('pipe' | 'ignore')[] };
    return new Uint8Array(execFileSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb', '-'], quiet));
  } catch {
    return undefined;
  }
}

describe('A device tree blob', () => {
  const blob = blobOf(plainSource);

  it('says what its source says', function () {
    if (blob === undefined) this.skip();
    const fromBlob = read('board', blob);
    const fromSource = read(
      'board',
      Uint8Array.from(plainSource, (each) => each.charCodeAt(0)),
    );
    assert.ok(fromBlob.facts.devices.length >= 4 && fromBlob.facts.memory.length === 3);
    assert.deepEqual(fromBlob, fromSource);
  });

  it('never makes its reader stumble, cut off or changed', function () {
    if (blob === undefined) this.skip();
    for (let end = 0; end < blob.length; end += 3) read('board.dtb', blob.slice(0, end));
    const change = fc.tuple(fc.nat(blob.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const changed = Uint8Array.from(blob);
        for (const [at, value] of changes) changed[at] = value;
        read('board.dtb', changed);
      }),
      { numRuns: 300 },
    );
  });

  it('that is cut off is told, and what stands in front of the cut is read', function () {
    if (blob === undefined) this.skip();
    const { problems } = read('board.dtb', blob.slice(0, blob.length - 20));
    assert.match(problems[0]?.message ?? '', /cut off: it has \d+ bytes of \d+/);
  });
});
