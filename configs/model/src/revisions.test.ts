// SPDX-License-Identifier: MIT
// Files of every layout that the format has had.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellOf } from './config.js';
import { convertTo } from './convert.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import {
  blankDevice,
  randomFile,
  wholeFile,
  wholeFileIn,
} from './files-of-layouts.test-support.js';
import { layouts } from './layouts/history.js';
import { locate, pathAt } from './locate.js';
import type { Layout } from './layouts/layout.js';

const anyLayout = fc.constantFrom(...layouts);
const anyFile = anyLayout.chain((layout) => randomFile(layout).map((bytes) => ({ layout, bytes })));

function ids(bytes: Uint8Array): string[] {
  return decode(bytes).problems.map(({ id }) => id);
}

/** What of it decodes gives the same bytes back. */
function checkIdentity(bytes: Uint8Array, layout?: Layout): void {
  const { config, problems } = decode(bytes, layout && { layout });
  assert.ok(config !== undefined || problems.length > 0);
  if (config !== undefined) assert.deepEqual(encode(config), bytes);
}

describe('Files of every layout', () => {
  it('decode and encode to the same bytes, read by their own layout', () => {
    fc.assert(
      fc.property(anyFile, ({ layout, bytes }) => {
        assert.ok(decode(bytes, { layout }).config);
        checkIdentity(bytes, layout);
      }),
      { numRuns: 400 },
    );
  });

  it('decode and encode to the same bytes, whichever layout is taken for theirs', () => {
    fc.assert(
      fc.property(anyFile, ({ bytes }) => {
        assert.ok(decode(bytes).config);
        checkIdentity(bytes);
      }),
      { numRuns: 400 },
    );
  });

  it('are never the end, wherever they are cut off', () => {
    for (const layout of layouts) {
      for (const kind of ['system', 'cell'] as const) {
        const whole = wholeFileIn(layout, kind, 2);
        for (let length = 0; length < whole.length; length++) {
          const { problems } = decode(whole.subarray(0, length));
          assert.ok(
            problems.some(({ severity }) => severity === 'error'),
            `${layout.id} ${kind} ${length}: ${problems.map((p) => p.message).join()}`,
          );
          checkIdentity(whole.subarray(0, length));
        }
      }
    }
  }).timeout(60_000);

  it('keep every byte where a few bytes are changed', () => {
    const edits = fc.array(fc.tuple(fc.nat({ max: 700 }), fc.nat({ max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(
        anyLayout,
        fc.constantFrom('system' as const, 'cell' as const),
        edits,
        (layout, kind, changes) => {
          const bytes = wholeFileIn(layout, kind, 0);
          for (const [offset, value] of changes) if (offset < bytes.length) bytes[offset] = value;
          checkIdentity(bytes);
          checkIdentity(bytes, layout);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('take edits in the terms of revision 14', () => {
    for (const layout of layouts) {
      const { config } = decode(wholeFileIn(layout, 'cell', 0), { layout, architecture: 0 });
      assert.equal(config?.kind, 'cell');
      const cell = {
        ...config.cell,
        cpuSet: Uint8Array.of(1, 2, 3, 4),
        memoryRegions: config.cell.memoryRegions.map((one) => ({ ...one, flags: 0x8013n })),
        pioRegions: [{ base: 0x70, length: 2 }],
      };
      const { config: edited } = decode(encode({ ...config, cell }), { layout, architecture: 0 });
      assert.ok(edited);
      assert.deepEqual(cellOf(edited), cell);
    }
  });

  it('find a place for every path that a byte has', () => {
    fc.assert(
      fc.property(anyFile, fc.nat({ max: 800 }), ({ layout, bytes }, offset) => {
        const { config } = decode(bytes, { layout });
        assert.ok(config);
        const path = pathAt(config, offset);
        if (path === undefined) {
          assert.ok(offset >= bytes.length - config.trailing.length);
          return;
        }
        const range = locate(config, path);
        assert.ok(range, path.join('.'));
        assert.ok(range.start <= offset && offset < range.end, path.join('.'));
      }),
      { numRuns: 600 },
    );
  });
});

describe('The layout of a file', () => {
  for (const layout of layouts) {
    it(`of revision ${layout.id} is found, or one that says the same`, () => {
      for (const architecture of [0, 2]) {
        for (const kind of ['system', 'cell'] as const) {
          const bytes = wholeFileIn(layout, kind, architecture);
          const found = decode(bytes);
          assert.ok(found.config);
          const own = decode(bytes, { layout }).config;
          assert.ok(own);
          assert.deepEqual({ ...found.config, layout: undefined }, { ...own, layout: undefined });
          const unclear = ids(bytes).filter((id) => id !== 'architecture-not-in-file');
          assert.deepEqual(unclear, []);
        }
      }
    });
  }

  it('does not matter to what shared memory devices say', () => {
    const device = { type: 3, bdf: 0x70, shmemRegionsStart: 2, shmemDevId: 1, shmemPeers: 2 };
    for (const layout of layouts) {
      for (const shmemProtocol of [0, 1, 0x4001, 0xc001]) {
        const whole = wholeFile('cell', 2);
        assert.equal(whole.kind, 'cell');
        const pciDevices = [{ ...blankDevice, ...device, shmemProtocol }];
        const { config } = convertTo({ ...whole, cell: { ...whole.cell, pciDevices } }, layout);
        assert.ok(config);
        const bytes = encode(config);
        const found = decode(bytes);
        const own = decode(bytes, { layout }).config;
        assert.deepEqual({ ...found.config, layout: undefined }, { ...own, layout: undefined });
        assert.ok(found.problems.every(({ severity }) => severity === 'information'));
      }
    }
  });

  it('is asked for where a file may be one as well as another', () => {
    const one = layouts.find(({ id }) => id === '1.4');
    assert.ok(one);
    const bytes = wholeFileIn(one, 'system', 2);
    // An address and a number: the bases of a region, or the size of a console.
    new DataView(bytes.buffer).setBigUint64(40, 0x9000000n, true);
    new DataView(bytes.buffer).setBigUint64(48, 0x1000n, true);
    const problem = decode(bytes).problems.find(({ id }) => id === 'ambiguous-layout');
    assert.match(problem?.message ?? '', /read as 1\.1 .* may be 1\.4/);
  });

  it('is not known before there were revisions, and the message says so', () => {
    const bytes = new Uint8Array(300);
    bytes.set(new TextEncoder().encode('JAILSYST'));
    assert.deepEqual(ids(bytes), ['before-revisions']);
  });
});

describe('A file that is cut off', () => {
  it('shows its descriptor and the arrays that are there', () => {
    const [current] = layouts;
    assert.ok(current);
    const whole = wholeFileIn(current, 'cell', 2);
    const { config, problems } = decode(whole.subarray(0, 132 + 8 + 32 + 5));
    assert.ok(config);
    assert.deepEqual(
      problems.map(({ id }) => id),
      ['arrays-truncated'],
    );
    assert.equal(config.isCutOff, true);
    assert.equal(cellOf(config).name, 'whole');
    assert.equal(cellOf(config).memoryRegions.length, 1);
    assert.equal(cellOf(config).irqchips.length, 0);
  });
});

describe('Old words', () => {
  const system = (id: string, edit: (view: DataView) => void) => {
    const layout = layouts.find((one) => one.id === id);
    assert.ok(layout);
    const bytes = wholeFileIn(layout, 'system', 2);
    edit(new DataView(bytes.buffer));
    const { config } = decode(bytes, { layout });
    assert.equal(config?.kind, 'system');
    return config;
  };

  it('of the debug console become a type, flags and the virtual console', () => {
    // PL011, MMIO, registers 4 bytes apart, a page for the root cell.
    const config = system('5', (view) => view.setUint32(52, 0x133, true));
    assert.deepEqual(
      [config.system.debugConsole.type, config.system.debugConsole.flags, config.system.flags],
      [3, 3, 1],
    );
  });

  it('of a cell and of a region become the bits of today', () => {
    const config = system('5', (view) => {
      view.setUint32(252 + 44, 0x2, true);
      view.setBigUint64(340 + 8 + 24, 0x113n, true);
    });
    assert.equal(config.rootCell.flags, 0x40000000);
    assert.equal(config.rootCell.memoryRegions[0]?.flags, 0x8013n);
  });

  it('of revision 5 are found where that revision has them', () => {
    const config = system('5', (view) => {
      view.setUint8(82, 24);
      view.setBigUint64(84, 0x2c001000n, true);
      view.setBigUint64(252 + 80, 0x1234n, true);
    });
    assert.equal(config.system.platformInfo.arm.maintenanceIrq, 24);
    assert.equal(config.system.platformInfo.arm.gicdBase, 0x2c001000n);
    assert.equal(config.rootCell.cpuResetAddress, 0x1234n);
    assert.equal(config.system.revision, 5);
  });
});
