// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compare } from './compare.js';
import { cellOf } from './config.js';
import { convert, convertTo } from './convert.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { blankDevice, randomFile, wholeFile } from './files-of-layouts.test-support.js';
import { layouts } from './layouts/history.js';
import { sampleCell } from './sample-config.test-support.js';

const anyLayout = fc.constantFrom(...layouts);

function messages(
  problems: readonly { readonly id: string; readonly message: string }[],
): string[] {
  assert.ok(problems.every(({ id }) => id === 'conversion-loss'));
  return problems.map(({ message }) => message);
}

describe('convert', () => {
  it('gives the same bytes back where it reports no loss', () => {
    let lossless = 0;
    const conversions = fc
      .tuple(anyLayout, anyLayout)
      .chain(([from, to]) => randomFile(from).map((bytes) => ({ from, to, bytes })));
    fc.assert(
      fc.property(conversions, ({ from, to, bytes }) => {
        const { config } = decode(bytes, { layout: from });
        assert.ok(config);
        const there = convertTo(config, to);
        assert.ok(there.config);
        assert.equal(there.config.layout, to);
        if (there.problems.length > 0) return;
        const back = convertTo(there.config, from);
        assert.ok(back.config);
        assert.deepEqual(encode(back.config), bytes);
        lossless++;
      }),
      { numRuns: 1000 },
    );
    assert.ok(lossless > 40, `only ${lossless} of the conversions were lossless`);
  }).timeout(60_000);

  it('brings what boards have to every revision and back without a loss in bytes', () => {
    for (const layout of layouts) {
      for (const architecture of [0, 2]) {
        const cell = wholeFile('cell', architecture);
        const there = convertTo(cell, layout);
        assert.ok(there.config);
        assert.deepEqual(messages(there.problems), [], layout.id);
        const back = convert(there.config, 14);
        assert.ok(back.config);
        assert.deepEqual(encode(back.config), encode(cell));
      }
    }
  });

  it('names each field that the other revision lacks, with its value', () => {
    const sample = sampleCell({ name: 'c' }).config;
    const config = {
      ...sample,
      cell: {
        ...sample.cell,
        msgReplyTimeout: 500n,
        streamIds: [{ id: 7, mmu500: { id: 7, maskOut: 0 } }],
      },
    };
    const { problems } = convert(config, 6);
    const said = messages(problems);
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /msg_reply_timeout is 0x1f4 .* becomes 0x0/);
    assert.match(said[1] ?? '', /^stream_ids\[0\] \(id 7\) in revision 14 .* left out/);
  });

  it('reports nothing of ARM for an x86 system, wherever its IOMMUs stand', () => {
    const system = wholeFile('system', 0);
    assert.equal(system.kind, 'system');
    const { platformInfo } = system.system;
    const [unit, ...units] = platformInfo.iommuUnits;
    assert.ok(unit);
    const intel = { ...unit, type: 2, base: 0xfed90000n, size: 0x1000 };
    const iommuUnits = [intel, ...units] as unknown as typeof platformInfo.iommuUnits;
    const machine = { ...system.system, platformInfo: { ...platformInfo, iommuUnits } };
    const config = decode(encode({ ...system, system: machine })).config;
    assert.ok(config);
    for (const layout of layouts) {
      const old = convertTo(config, layout);
      assert.ok(old.config);
      const said = [
        ...messages(old.problems),
        ...compare(config, old.config).map((one) => (one.kind === 'changed' ? one.name : one.kind)),
      ];
      assert.doesNotMatch(said.join('\n'), /\barm\b|iommu/, layout.id);
    }
  });

  it('keeps ports that touch, and says that their ranges become one', () => {
    const whole = wholeFile('cell', 0);
    assert.equal(whole.kind, 'cell');
    const touching = [
      { base: 0x600, length: 4 },
      { base: 0x604, length: 2 },
    ];
    const config = { ...whole, cell: { ...whole.cell, pioRegions: touching } };
    const { problems } = convert(config, 5);
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ['information'],
    );
    assert.match(problems[0]?.message ?? '', /2 ranges of them become 1 range:/);
    const cut = convert(
      { ...whole, cell: { ...whole.cell, pioRegions: [{ base: 1, length: 0 }] } },
      5,
    );
    assert.match(messages(cut.problems).join(), /pio_regions\[0\] \(base 1, length 0\)/);
  });

  it('tells that ARM is not in a file of an earlier revision', () => {
    const { problems } = convert(wholeFile('system', 1), '13');
    assert.ok(messages(problems).some((message) => message.startsWith('architecture is 1')));
  });

  it('tells where a number keeps its place and loses its meaning', () => {
    const device = { ...blankDevice, type: 3, shmemProtocol: 0xc001, shmemPeers: 2 };
    const sample = sampleCell({ name: 'c', regions: [{ size: 0x1000n, flags: 0x107n }] }).config;
    const config = {
      ...sample,
      cell: { ...sample.cell, flags: 0x80000000, pciDevices: [device] },
    };
    const said = messages(convert(config, 5).problems).join('\n');
    assert.match(said, /the first of several regions/);
    assert.match(said, /virtio/);
    assert.match(said, /NO_HUGEPAGES/);
    assert.match(said, /VIRTUAL_CONSOLE_ACTIVE/);
  });

  it('gives I/O ports the form of the revision', () => {
    const config = wholeFile('cell', 0);
    const old = convert(config, 5).config;
    assert.ok(old);
    assert.deepEqual(cellOf(old).pioRegions, [{ base: 0x3f8, length: 8 }]);
    assert.equal(encode(old).length, encode(config).length - 132 - 4 + 88 + 0x2000);
  });

  it('refuses a revision that there is not', () => {
    const { config, problems } = convert(wholeFile('cell', 2), 99);
    assert.equal(config, undefined);
    assert.deepEqual(
      problems.map(({ id }) => id),
      ['unknown-revision'],
    );
  });
});
