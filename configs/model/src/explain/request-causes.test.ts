// SPDX-License-Identifier: MIT
// Requests that fail, bringing up and warnings: what leads to which cause.
import { strict as assert } from 'node:assert';
import { memoryFlags } from '../constants.js';
import { sampleCell } from '../sample-config.test-support.js';
import { demo, device, first, ramOf, system } from './causes.test-support.js';
import { explainText } from './explain.js';

const { READ, WRITE, IO, ROOTSHARED, LOADABLE } = memoryFlags;

describe('a cause of a request that fails', () => {
  const regions = [{ physStart: 0x7fa00000n, size: 0x10000n, flags: READ | WRITE | LOADABLE }];

  it('is the region that the refusal names, and what holds its memory', () => {
    const other = sampleCell({
      name: 'other',
      regions: [{ physStart: 0x7fa08000n, size: 0x8000n }],
    });
    const set = { system: system({}), cells: [demo({ regions }), other] };
    const cause = first(
      'Refused: region is private to another cell: region 0, 0x7fa00000 + 0x10000, against 0x7fa08000 + 0x8000 (error -16)',
      set,
      'create',
    );
    assert.match(cause.title, /memory region 0 of "demo" \(RAM\) is private to another cell/);
    assert.match(cause.related?.[0]?.message ?? '', /memory region 0 of "other"/);
  });

  it('is a cell that wants the CPU, too', () => {
    const other = sampleCell({ name: 'other', cpus: [2] });
    const set = { system: system({ cpus: [0, 1, 2] }), cells: [demo({ cpus: [2] }), other] };
    const cause = first("Refused: CPU isn't the root cell's: 2 (error -16)", set, 'create');
    assert.match(cause.title, /CPU 2 of "demo"/);
    assert.match(cause.related?.[0]?.message ?? '', /"other" wants CPU 2, too/);
  });

  it('is an image that does not fit into a loadable region', () => {
    const cell = demo({ regions: [{ ...regions[0], flags: READ | LOADABLE }] });
    const cause = first('JAILHOUSE_CELL_LOAD: Invalid argument', { cells: [cell] });
    assert.match(cause.title, /does not fit into one loadable region/);
    assert.match(cause.explanation, /Memory region 0 has LOADABLE without WRITE/);
  });

  it('is a link of shared memory that needs more regions than there are', () => {
    const cell = demo(
      { regions },
      { pciDevices: [device({ type: 3, shmemRegionsStart: 0, shmemPeers: 2 })] },
    );
    const cause = first(
      'ivshmem.c:413: returning error -EINVAL\nJAILHOUSE_CELL_CREATE: Invalid argument',
      { cells: [cell] },
      'create',
    );
    assert.equal(cause.likelihood, 'certain');
    assert.match(cause.explanation, /Device 0 needs regions 0 to 3, and there are 1/);
  });

  it('is MSI-X that the virtual PCI host lacks', () => {
    const cell = demo({}, { pciDevices: [device({ type: 3, numMsixVectors: 2, bdf: 8 })] });
    const cause = first('ivshmem-net: probe of 0000:00:01.0 failed with error -28', {
      cells: [cell],
    });
    assert.match(cause.title, /has no MSI-X/);
    assert.deepEqual(cause.at?.steps, ['cell', 'pciDevices', 0, 'numMsixVectors']);
    assert.equal(cause.fix?.edits.length, 1);
  });

  it('is nothing that the configuration excludes', () => {
    const [explanation] = explainText('JAILHOUSE_CELL_CREATE: Device or resource busy', {
      cells: [demo({ cpus: [1] })],
    });
    const titles = explanation?.causes.map(({ title }) => title).join('\n') ?? '';
    assert.match(titles, /a CPU of the cell/);
    assert.doesNotMatch(titles, /cache|shared-memory/);
  });
});

describe('a request that is told more than once', () => {
  const told = (text: string): string[] =>
    explainText(text, { cells: [] }).map(({ happened: [first = ''] }) => first);

  it('is explained once, by the innermost place and with its operation', () => {
    const text =
      'ivshmem.c:413: returning error -EINVAL\npci.c:700: returning error -EINVAL\nJAILHOUSE_CELL_CREATE: Invalid argument';
    assert.deepEqual(told(text), [
      'Creating the cell failed with EINVAL, "Invalid argument", first returned at ivshmem.c:413.',
    ]);
  });

  it('is explained by the refusal or by the driver, if one of them says why', () => {
    const refused = 'Refused: cells exist (error -16)\nJAILHOUSE_DISABLE: Device or resource busy';
    assert.deepEqual(told(refused), [
      'Disabling the hypervisor was refused: cells exist (REFUSAL_CELLS_EXIST, EBUSY).',
    ]);
    const driver =
      'jailhouse: Configuration revision mismatch\nJAILHOUSE_CELL_CREATE: Invalid argument';
    assert.match(told(driver).join('|'), /^Creating the cell failed in the driver: [^|]*$/);
  });

  it('is explained for each of two requests', () => {
    const text =
      'JAILHOUSE_CELL_CREATE: Device or resource busy\nJAILHOUSE_CELL_LOAD: Invalid argument';
    assert.equal(told(text).length, 2);
  });
});

describe('bringing up that stops', () => {
  const start = 'Initializing Jailhouse hypervisor v0.12 on CPU 0\nInitializing processors:';

  it('is explained by the CPUs that did not arrive', () => {
    const set = { system: system({ cpus: [0, 1, 2] }), cells: [] };
    const cause = first(`${start}\n CPU 0... OK\n CPU 1... `, set);
    assert.match(cause.title, /CPU 1, 2 did not arrive/);
  });

  it('is explained by the unit that hangs', () => {
    const cause = first(`${start}\n CPU 0... OK\nInitializing unit: ARM SMMU v3`, { cells: [] });
    assert.match(cause.title, /ARM SMMU v3/);
  });

  it('needs no explanation once cells come and go', () => {
    const text = `${start}\n CPU 0... OK\nActivating hypervisor\nCreated cell "demo"`;
    assert.deepEqual(explainText(text, { cells: [] }), []);
  });
});

describe('a warning', () => {
  it('names the region of a cell that the root cell does not have', () => {
    const cell = demo({ regions: [{ physStart: 0x60000000n, size: 0x1000n, flags: ROOTSHARED }] });
    const text = `WARNING: cell "demo" takes 0x60000000 + 0x1000, which isn't root's`;
    const cause = first(text, { cells: [cell] });
    assert.match(cause.title, /memory region 0 of "demo"/);
  });

  it('names the sub-page regions that lead to an overflow', () => {
    const uart = { physStart: 0x9000000n, virtStart: 0x9000000n, size: 0x100n, flags: READ | IO };
    const set = { cells: [demo({ regions: [ramOf(0n), uart] })] };
    const cause = first('WARNING: Overflow during MMIO region registration!', set);
    assert.match(cause.title, /memory region 1 of "demo" \(device\)/);
  });
});
