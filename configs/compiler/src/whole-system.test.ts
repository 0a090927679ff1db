// SPDX-License-Identifier: MIT
// One configuration with every record: what the source says is what the model
// has, and every path leads to its own text.
import assert from 'node:assert/strict';
import { encode } from '@cellblock/cell-config';
import type { Step } from '@cellblock/cell-config';
import { compile } from './compile.js';
import { inputFor, readRepositoryFile } from './sources.test-support.js';

const file = 'configs/compiler/fixtures/whole-system.c';
const lines = (readRepositoryFile(file) ?? '').split('\n');
const compilation = compile(inputFor(file));
const { model, positions } = compilation;

function sourceOf(...steps: Step[]): string | undefined {
  const range = positions.ofPath(steps);
  const line = range && lines[range.start.line];
  return line?.slice(range?.start.column, range?.end.column);
}

describe('A system with every array', () => {
  it('compiles without a problem, and its model gives the image back', () => {
    assert.deepEqual(compilation.problems, []);
    assert.equal(model?.kind, 'system');
    assert.deepEqual(encode(model), compilation.image);
  });

  it('has in its model what the source says', () => {
    assert.equal(model?.kind, 'system');
    const { system, rootCell } = model;
    assert.equal(system.hypervisorMemory.size, 0x600000n);
    assert.equal(system.platformInfo.pciDomain, 0xffff);
    assert.equal(system.platformInfo.iommuUnits[0]?.amd.features, 0x80048824);
    assert.equal(system.platformInfo.x86.tscKhz, 3400000);
    assert.equal(rootCell.name, 'whole');
    assert.equal(rootCell.cpuSet[15], 0x80);
    assert.deepEqual(
      rootCell.memoryRegions.map(({ flags }) => flags),
      [0x81n, 0n, 0x83n, 0x81n, 0xfn, 0x40011n],
    );
    assert.equal(rootCell.cacheRegions[0]?.type, 3);
    assert.deepEqual(rootCell.irqchips[1]?.pinBitmap, [0xffffff, 0, 0, 0]);
    assert.deepEqual(rootCell.pioRegions[2], { base: 0xd00, length: 0xf300 });
    assert.equal(rootCell.pciDevices[0]?.msi64bits, 1);
    assert.equal(rootCell.pciDevices[1]?.shmemProtocol, 1);
    assert.equal(rootCell.pciCapabilities[2]?.id, 0x8001);
    assert.deepEqual(rootCell.streamIds[1]?.mmu500, { id: 0x400, maskOut: 0x7f });
  });

  it('leads from paths to their text', () => {
    assert.equal(
      sourceOf('system', 'platformInfo', 'x86', 'apicMode'),
      'JAILHOUSE_APIC_MODE_X2APIC',
    );
    assert.equal(sourceOf('system', 'platformInfo', 'iommuUnits', 1, 'base'), '0xfed91000');
    assert.equal(sourceOf('rootCell', 'cpuSet', 15), '1ULL << 63');
    assert.equal(sourceOf('rootCell', 'irqchips', 1, 'pinBitmap', 0), '(1 << 24) - 1');
    assert.equal(sourceOf('rootCell', 'pioRegions', 1, 'length'), '8');
    assert.equal(
      sourceOf('rootCell', 'pciDevices', 1, 'barMask', 1),
      'JAILHOUSE_IVSHMEM_BAR_MASK_MSIX',
    );
    assert.equal(sourceOf('rootCell', 'pciCapabilities', 0, 'len'), '10');
    assert.equal(sourceOf('rootCell', 'streamIds', 1, 'mmu500', 'maskOut'), '0x7f');
    assert.equal(sourceOf('rootCell', 'numStreamIds'), 'ARRAY_SIZE(config.stream_ids)');
  });
});
