// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { convert, decode, encode } from '@cellblock/cell-config';
import { EngineFailure } from './failures.js';
import { decodeAs, machineFromSystem, mergeRanges } from './machine-from-system.js';
import { configurationImage } from './real-system.test-support.js';

describe('machine from a system configuration', () => {
  it('is the QEMU board that configs/arm64/qemu-arm64.c describes', () => {
    const system = decodeAs('system', configurationImage('qemu-arm64'));
    assert.ok(!(system instanceof EngineFailure));
    assert.deepEqual(machineFromSystem(system, '/steward.elf'), {
      architecture: 'arm64',
      cpuCount: 4,
      // Nobody has what lies behind the shared memory of either ivshmem link.
      ram: [
        { start: 0x40000000n, size: 0x3f8ff000n },
        { start: 0x7f900000n, size: 0x10000n },
        { start: 0x7fa00000n, size: 0x600000n },
      ],
      interruptController: {
        kind: 'gicv3',
        distributor: 0x08000000n,
        redistributors: 0x080a0000n,
      },
      uarts: [{ name: 'uart0', kind: 'pl011', address: 0x09000000n }],
      bootImage: '/steward.elf',
    });
  });

  it('is refused for a cell or for no configuration at all', () => {
    const cell = decodeAs('system', configurationImage('qemu-arm64-inmate-demo'));
    assert.ok(cell instanceof EngineFailure);
    assert.equal(cell.code, 'configuration-invalid');
    assert.match(cell.message, /it is a cell's/);
    const noise = decodeAs('cell', Uint8Array.of(1, 2, 3));
    assert.ok(noise instanceof EngineFailure);
    assert.equal(noise.code, 'configuration-invalid');
  });

  it('is refused for a file that is cut off or of another revision', () => {
    const image = configurationImage('qemu-arm64');
    const cut = decodeAs('system', image.subarray(0, image.length - 1));
    assert.ok(cut instanceof EngineFailure);
    assert.match(cut.message, /bytes are missing/);
    const { config } = decode(image);
    assert.ok(config);
    const old = convert(config, 13).config;
    assert.ok(old);
    const refused = decodeAs('system', encode(old));
    assert.ok(refused instanceof EngineFailure);
    assert.match(refused.message, /revision 13 .* only its own, 14/);
  });

  it('has ranges of RAM that touch as one', () => {
    const merged = mergeRanges([
      { start: 0x3000n, size: 0x1000n },
      { start: 0x1000n, size: 0x1800n },
      { start: 0x2000n, size: 0x1000n },
      { start: 0x8000n, size: 0n },
      { start: 0x9000n, size: 0x1000n },
    ]);
    assert.deepEqual(merged, [
      { start: 0x1000n, size: 0x3000n },
      { start: 0x9000n, size: 0x1000n },
    ]);
  });
});
