// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import { runChecks } from './index.js';

const KiB64 = 0x10000n;

describe('The checks', () => {
  it('find nothing in a system whose cells live in memory of the root cell', () => {
    const link = [
      { physStart: 0x7bf00000n, virtStart: 0x7bf00000n, size: 0x1000n, flags: 0x81n },
      {},
      { physStart: 0x7bf01000n, virtStart: 0x7bf01000n, size: 0x7f000n, flags: 0x83n },
      { physStart: 0x7bf80000n, virtStart: 0x7bf80000n, size: 0x7f000n, flags: 0x81n },
    ];
    const uart = { physStart: 0x9000000n, virtStart: 0x9000000n, size: 0x1000n, flags: 0x93n };
    const system = sampleSystem({
      name: 'board',
      cpus: [0, 1, 2],
      hypervisor: { physStart: 0x7fc00000n, size: 0x400000n },
      regions: [
        ...link,
        { ...uart, flags: 0x13n },
        // Registers smaller than a page, side by side.
        { physStart: 0x1c20000n, virtStart: 0x1c20000n, size: 0x50n, flags: 0x40013n },
        { physStart: 0x1c20060n, virtStart: 0x1c20060n, size: 0x10n, flags: 0x40013n },
        { physStart: 0x40000000n, virtStart: 0x40000000n, size: 0x3bf00000n, flags: 0x7n },
        { physStart: 0x7c000000n, virtStart: 0x7c000000n, size: 0x3c00000n, flags: 0xfn },
      ],
    });
    const cells = [1, 2].map((cpu) =>
      sampleCell({
        name: `peer-${cpu}`,
        cpus: [cpu],
        regions: [
          ...link,
          uart,
          { physStart: 0x7fa00000n + BigInt(cpu) * KiB64, size: KiB64, flags: 0x4fn },
          { virtStart: 0x80000000n, size: 0x1000n, flags: 0x23n },
        ],
      }),
    );
    assert.deepEqual(runChecks({ system, cells }), []);
  });

  it('wait until the counts of a configuration are right', () => {
    const region = { size: 0x1000n };
    const { name, config } = sampleCell({ name: 'demo', cpus: [9], regions: [region, region] });
    const cells = [{ name, config: { ...config, trailing: new Uint8Array(8) } }];
    const system = sampleSystem({ name: 'board', cpus: [0] });
    assert.equal(runChecks({ system, cells: [{ name, config }] }).length, 2);
    assert.deepEqual(runChecks({ system, cells }), []);
  });
});
