// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@cellblock/config-compiler';
import { SourcePaths } from '../contexts/source-paths.js';
import { loadConfiguration } from '../launch/configuration.js';
import type { ViolationRecord } from '@cellblock/cell-config';
import { explainViolation } from './explain-violation.js';

const CONFIGS = fileURLToPath(new URL('../../../configs', import.meta.url));

function load(name: string, kind: 'system' | 'cell') {
  return loadConfiguration(`${CONFIGS}/arm64/${name}.c`, kind, [`${CONFIGS}/include`], compile);
}

describe('the explanation of a violation', () => {
  const system = load('qemu-arm64', 'system');
  const cell = load('qemu-arm64-bounds-demo', 'cell');

  const sources = new SourcePaths(dirname(CONFIGS));
  const paths = (path: string): string => sources.shorten(path);

  function explain(access: Partial<ViolationRecord> & { address: bigint }): string {
    const record = { write: false, fetch: false, syndrome: 0n, pc: 0x1000n, ...access };
    return explainViolation(record, cell, system, paths).join('\n');
  }

  /** Checks that the text names a line of a configuration that holds this. */
  function assertLine(text: string, file: string, holds: RegExp): void {
    const line = new RegExp(`\\(configs/arm64/${file}:(\\d+)\\)`).exec(text)?.[1];
    assert.ok(line, `${file} is not named: ${text}`);
    const lines = readFileSync(`${CONFIGS}/arm64/${file}`, 'utf8').split('\n');
    assert.match(lines.slice(Number(line) - 1, Number(line) + 5).join('\n'), holds);
  }

  it('names the regions around an address, its owner and what would grant it', () => {
    const text = explain({ address: 0x50000000n, size: 4 });
    assert.match(text, /0x50000000 is in no memory region of "bounds-demo"/);
    assert.match(
      text,
      /above the end of memory region \d+ of "bounds-demo" .* and .* below the start of memory region \d+/,
    );
    assert.match(text, /physical 0x50000000 belongs to memory region \d+ of "qemu-arm64" \(RAM\)/);
    assertLine(text, 'qemu-arm64.c', /phys_start = 0x40000000/);
    assert.match(
      text,
      /\.phys_start = 0x50000000, .* \.flags = JAILHOUSE_MEM_READ \| JAILHOUSE_MEM_ROOTSHARED \}/,
    );
  });

  it('names the flag that a region lacks', () => {
    const text = explain({ address: 0x09000000n, fetch: true });
    assert.match(
      text,
      /0x9000000 is in memory region \d+ of "bounds-demo" \(device\)\.[^]* but not EXECUTE/,
    );
    assert.match(text, /add JAILHOUSE_MEM_EXECUTE/);
    assertLine(text, 'qemu-arm64-bounds-demo.c', /0x0?9000000/);
  });

  it('says when an access is allowed but cannot be carried out', () => {
    assert.match(
      explain({ address: 0x09000000n }),
      /allows it, but the hypervisor cannot carry out the instruction/,
    );
  });
});
