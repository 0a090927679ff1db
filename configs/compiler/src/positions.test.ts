// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { Step } from '@cellblock/cell-config';
import { compile } from './compile.js';
import type { Compilation } from './compilation.js';
import { inputFor, readRepositoryFile } from './sources.test-support.js';
import type { Position, SourceRange } from './source.js';

const source = `
#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
#define RAM(start, bytes) { .phys_start = start, .size = bytes, .flags = JAILHOUSE_MEM_READ }
#define KIB 1024
struct {
  struct jailhouse_cell_desc cell;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[6];
  struct jailhouse_pci_device devices[1];
} __attribute__((packed)) config = {
  .cell = {
    .signature = JAILHOUSE_CELL_DESC_SIGNATURE, .architecture = JAILHOUSE_ARM64,
    .revision = JAILHOUSE_CONFIG_REVISION, .name = "demo",
    .cpu_set_size = sizeof(config.cpus),
    .num_memory_regions = ARRAY_SIZE(config.mem_regions),
    .num_pci_devices = ARRAY_SIZE(config.devices),
    .console.address = 0x9000000,
  },
  .cpus = { 0b0100 },
  .mem_regions = {
    { .phys_start = 0x7fa00000, .size = 64 * KIB },
    RAM(0x40000000, KIB),
    JAILHOUSE_SHMEM_NET_REGIONS(0x7fb00000, 0),
  },
  .devices = { { .msi_64bits = 1, .msi_maskable = 0, .bar_mask = JAILHOUSE_IVSHMEM_BAR_MASK_INTX } },
};
`;
const compilation = compile(inputFor('demo.c', { 'demo.c': source }));

function textOf(range: SourceRange | undefined, of = source): string | undefined {
  if (range === undefined) return undefined;
  const lines = of.split('\n');
  const offset = ({ line, column }: Position): number =>
    lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, column);
  return of.slice(offset(range.start), offset(range.end));
}

function written(...steps: Step[]): string | undefined {
  return textOf(compilation.positions.ofPath(steps));
}

/** The position of the mark in a piece of the source. */
function positionOf(marked: string): Position {
  const mark = marked.indexOf('|');
  const at = source.indexOf(marked.replace('|', '')) + mark;
  const before = source.slice(0, at).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

function pathAt(marked: string, of: Compilation = compilation): readonly Step[] | undefined {
  return of.positions.pathAt('demo.c', positionOf(marked));
}

describe('Positions', () => {
  it('lead from a path to the value that wrote it', () => {
    assert.deepEqual(compilation.problems, []);
    assert.equal(written('cell', 'name'), '"demo"');
    assert.equal(written('cell', 'cpuSet', 0), '0b0100');
    assert.equal(written('cell', 'memoryRegions', 0, 'physStart'), '0x7fa00000');
    assert.equal(written('cell', 'memoryRegions', 0, 'size'), '64 * KIB');
    assert.equal(written('cell', 'console', 'address'), '0x9000000');
    assert.equal(
      written('cell', 'memoryRegions', 0),
      '{ .phys_start = 0x7fa00000, .size = 64 * KIB }',
    );
  });

  it('lead to the argument or to the call where a macro wrote it', () => {
    assert.equal(written('cell', 'memoryRegions', 1, 'physStart'), '0x40000000');
    assert.equal(written('cell', 'memoryRegions', 1, 'flags'), 'RAM(0x40000000, KIB)');
    const shared = 'JAILHOUSE_SHMEM_NET_REGIONS(0x7fb00000, 0)';
    assert.equal(written('cell', 'memoryRegions', 2, 'flags'), shared);
    assert.equal(written('cell', 'memoryRegions', 5, 'size'), shared);
    assert.equal(written('cell', 'pciDevices', 0, 'barMask', 0), 'JAILHOUSE_IVSHMEM_BAR_MASK_INTX');
  });

  it('lead to the braces around a value that is left out', () => {
    assert.equal(
      written('cell', 'memoryRegions', 0, 'flags'),
      '{ .phys_start = 0x7fa00000, .size = 64 * KIB }',
    );
    assert.equal(compilation.positions.isWritten(['cell', 'memoryRegions', 0, 'flags']), false);
    assert.equal(compilation.positions.isWritten(['cell', 'memoryRegions', 0, 'size']), true);
    assert.equal(compilation.positions.isWritten(['cell', 'cpuSet', 0]), true);
    assert.equal(compilation.positions.isWritten(['cell', 'memoryRegions', 0]), true);
  });

  it('tell bit-fields in one byte apart', () => {
    assert.equal(written('cell', 'pciDevices', 0, 'msi64bits'), '1');
    assert.equal(written('cell', 'pciDevices', 0, 'msiMaskable'), '0');
    assert.deepEqual(pathAt('.msi_mask|able'), ['cell', 'pciDevices', 0, 'msiMaskable']);
  });

  it('lead from the source to the path, designators included', () => {
    assert.deepEqual(pathAt('.phys_st|art = 0x7fa00000'), [
      'cell',
      'memoryRegions',
      0,
      'physStart',
    ]);
    assert.deepEqual(pathAt('64 *| KIB'), ['cell', 'memoryRegions', 0, 'size']);
    assert.deepEqual(pathAt('{ .phys_start = 0x7fa00000, .size = 64 * KIB| }'), [
      'cell',
      'memoryRegions',
      0,
      'size',
    ]);
    assert.deepEqual(pathAt('|{ .phys_start = 0x7fa00000'), ['cell', 'memoryRegions', 0]);
    assert.deepEqual(pathAt('RA|M(0x4'), ['cell', 'memoryRegions', 1]);
    assert.deepEqual(pathAt('RAM(0x4|0000000'), ['cell', 'memoryRegions', 1, 'physStart']);
    assert.deepEqual(pathAt('.mem_reg|ions = {'), ['cell', 'memoryRegions']);
    assert.deepEqual(pathAt('.consol|e.address'), ['cell', 'console', 'address']);
    assert.equal(pathAt('#define |KIB'), undefined);
  });

  it('choose the member of a union that holds the truth', () => {
    const file = 'configs/arm64/qemu-arm64.c';
    const system = compile(inputFor(file));
    const range = system.positions.ofPath(['system', 'platformInfo', 'arm', 'maintenanceIrq']);
    assert.equal(textOf(range, readRepositoryFile(file)), '25');
    assert.ok(range);
    assert.deepEqual(system.positions.pathAt(file, range.start), [
      'system',
      'platformInfo',
      'arm',
      'maintenanceIrq',
    ]);
  });
});

describe('A definition', () => {
  const definitionOf = (marked: string): string | undefined => {
    const range = compilation.definitionAt('demo.c', positionOf(marked));
    return (
      range &&
      `${range.file}: ${textOf(range, range.file === 'demo.c' ? source : readRepositoryFile(range.file)) ?? ''}`
    );
  };

  it('is found for fields, macros, types, objects and files', () => {
    const header = 'configs/include/jailhouse/cell-config.h';
    assert.equal(definitionOf('.phys_st|art = 0x7fa00000'), `${header}: phys_start`);
    assert.equal(definitionOf('64 * K|IB'), 'demo.c: KIB');
    assert.equal(definitionOf('struct jailhouse_mem|ory'), `${header}: jailhouse_memory`);
    assert.equal(definitionOf('__u6|4 cpus'), 'configs/include/jailhouse/types.h: __u64');
    assert.equal(definitionOf('ARRAY_SIZE(con|fig.devices)'), 'demo.c: config');
    assert.equal(definitionOf('<jailhouse/cell-con|fig.h>'), `${header}: `);
    assert.equal(definitionOf('.consol|e.address'), `${header}: console`);
    assert.equal(definitionOf('0x7fa0|0000'), undefined);
  });
});

describe('The fields for completion', () => {
  it('are those of the innermost braces', () => {
    const names = (marked: string): string[] =>
      compilation.fieldsAt('demo.c', positionOf(marked)).map(({ name }) => name);
    assert.deepEqual(names('{ .phys_start = |0x7fa'), [
      'phys_start',
      'virt_start',
      'size',
      'flags',
    ]);
    assert.deepEqual(names('\n  .cpus| ='), ['cell', 'cpus', 'mem_regions', 'devices']);
    assert.equal(names('.cell = {|')[0], 'signature');
  });

  it('are known while the braces are still open', () => {
    const text = `
#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
struct jailhouse_memory config = {
  .phys_start = 1,
  .
`;
    const typing = compile(inputFor('demo.c', { 'demo.c': text }));
    const fields = typing.fieldsAt('demo.c', { line: 5, column: 3 });
    assert.deepEqual(
      fields.map(({ name, type }) => `${type} ${name}`)[3],
      'unsigned long long flags',
    );
  });
});
