// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { layoutOf } from '../schema/layout.js';
import { allGuides, guideOfFields, guideOfPath, guideOfRecord } from './guide.js';

const headers = ['cell-config.h', 'console.h', 'pci_defs.h'].map((name) =>
  readFileSync(new URL(`../../../include/jailhouse/${name}`, import.meta.url), 'utf8'),
);
const macros = headers.flatMap((text) =>
  [...text.matchAll(/^#define\s+(\w+)/gm)].map(([, name]) => name ?? ''),
);

describe('The guide to the format', () => {
  it('tells of every field of every record, and of no other', () => {
    for (const { record, guide } of allGuides()) {
      const fields = layoutOf(record).fields.filter(
        ({ type }) => type.kind !== 'bits' || !type.unnamed,
      );
      assert.deepEqual(
        Object.keys(guide.fields).sort(),
        fields.map(({ name }) => name).sort(),
        record.tag,
      );
    }
  });

  it('speaks in whole sentences', () => {
    for (const { guide } of allGuides()) {
      const texts = Object.values(guide.fields).flatMap(({ meaning, rules = [] }) => [
        meaning,
        ...rules,
      ]);
      for (const text of [guide.meaning, ...texts]) assert.match(text, /\.$/);
    }
  });

  it('names constants that the headers have', () => {
    for (const { guide } of allGuides()) {
      for (const [field, { constants }] of Object.entries(guide.fields)) {
        if (constants === undefined) continue;
        assert.ok(
          macros.some((name) => constants.test(name)),
          `${field}: ${String(constants)}`,
        );
      }
    }
  });

  it('is found by a path of the model', () => {
    const names = [
      ['cell', 'memoryRegions', 3, 'physStart'],
      ['rootCell', 'irqchips', 0, 'pinBitmap', 2],
      ['rootCell', 'cpuSet', 0],
      ['cell', 'console', 'type'],
      ['cell', 'streamIds', 0, 'mmu500', 'maskOut'],
      ['system', 'hypervisorMemory', 'size'],
      ['system', 'platformInfo', 'arm', 'gicdBase'],
      ['system', 'platformInfo', 'iommuUnits', 1, 'amd', 'bdf'],
    ].map((steps) => guideOfPath(steps)?.name);
    assert.deepEqual(names, [
      'phys_start',
      'pin_bitmap',
      'cpus',
      'type',
      'mask_out',
      'size',
      'gicd_base',
      'bdf',
    ]);
    assert.equal(guideOfPath(['cell', 'memoryRegions', 3]), undefined);
    assert.equal(guideOfPath(['cell', 'nothing']), undefined);
    assert.equal(guideOfPath([]), undefined);
  });

  it('is found by the tag of a record, else by its fields', () => {
    assert.ok(guideOfRecord('struct jailhouse_memory')?.fields.phys_start);
    assert.equal(guideOfRecord(''), undefined);
    const arm = ['maintenance_irq', 'gic_version', 'gicd_base'];
    assert.ok(guideOfFields('struct {...}', arm)?.fields.gicr_base);
    const fork = ['phys_start', 'virt_start', 'size', 'flags', 'colors'];
    assert.ok(guideOfFields('struct jailhouse_memory_colored', fork)?.fields.virt_start);
    assert.equal(guideOfFields('struct {...}', ['one', 'two']), undefined);
  });
});
