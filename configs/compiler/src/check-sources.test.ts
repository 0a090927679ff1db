// SPDX-License-Identifier: MIT
// The model's checks, drawn at the source.
import assert from 'node:assert/strict';
import { check } from './carets.test-support.js';
import { compileAndCheck } from './check-sources.js';
import type { SourceProblem } from './compilation.js';
import { inputFor } from './sources.test-support.js';

/** How many lines are regions; one of none is a place holder. */
function entries(regions: string): number {
  return regions.split('\n').filter((line) => line.trim().startsWith('{')).length;
}

function systemSource(regions: string): string {
  return `
#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
struct {
  struct jailhouse_system header;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[${entries(regions)}];
} __attribute__((packed)) config = {
  .header = {
    .signature = JAILHOUSE_SYSTEM_SIGNATURE,
    .architecture = JAILHOUSE_ARM64,
    .revision = JAILHOUSE_CONFIG_REVISION,
    .hypervisor_memory = { .phys_start = 0x7fc00000, .size = 0x400000 },
    .root_cell = {
      .name = "board",
      .cpu_set_size = sizeof(config.cpus),
      .num_memory_regions = ARRAY_SIZE(config.mem_regions),
    },
  },
  .cpus = { 0b1111 },
  .mem_regions = {
${regions}
  },
};
`;
}

function cellSource(cpus: string, regions: string): string {
  return `
#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
struct {
  struct jailhouse_cell_desc cell;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[${entries(regions)}];
} __attribute__((packed)) config = {
  .cell = {
    .signature = JAILHOUSE_CELL_DESC_SIGNATURE,
    .architecture = JAILHOUSE_ARM64,
    .revision = JAILHOUSE_CONFIG_REVISION,
    .name = "demo",
    .cpu_set_size = sizeof(config.cpus),
    .num_memory_regions = ARRAY_SIZE(config.mem_regions),
  },
  .cpus = { ${cpus} },
  .mem_regions = {
${regions}
  },
};
`;
}

const system = systemSource('    { .phys_start = 0x40000000, .size = 0x3fc00000 },');

describe('Checks at the source', () => {
  it('draw a region over hypervisor memory, with a fix where it can be made smaller', () => {
    check(
      systemSource(`    { .phys_start = 0x40000000, .size = 0x40000000 },
//                                      ^^^^^^^^^^ error region-over-hypervisor-memory: Memory region 0 of "board" lies over the hypervisor's memory: the region is 0x40000000-0x7fffffff (1 GiB), hypervisor_memory is 0x7fc00000-0x7fffffff (4 MiB).
//                                      ... fix: End memory region 0 where the hypervisor's memory starts
//                                      ... board.c:13: The hypervisor's memory is 0x7fc00000-0x7fffffff (4 MiB).`),
      {},
      'board.c',
    );
  });

  it('draw what a cell gets wrong with its system', () => {
    check(
      cellSource(
        '0x10',
        `    { .phys_start = 0x7fd00000, .size = 0x10000 },
//                  ^^^^^^^^^^ error region-over-hypervisor-memory: Memory region 0 of "demo" lies over the hypervisor's memory: the region is 0x7fd00000-0x7fd0ffff (64 KiB), hypervisor_memory is 0x7fc00000-0x7fffffff (4 MiB).
//                  ... fix: Remove memory region 0
//                  ... board.c:13: The hypervisor's memory is 0x7fc00000-0x7fffffff (4 MiB).
    { .phys_start = 0x7fa00000, .virt_start = 0x8000, .size = 0x1000 },
//                                            ^^^^^^ error region-overlap-in-cell: Memory regions 0 and 1 of "demo" overlap in the cell's addresses at 0x8000-0x8fff (4 KiB): one is seen at 0x0-0xffff (64 KiB), the other at 0x8000-0x8fff (4 KiB).
//                                            ... fix: See memory region 1 at 0x7fa00000
//                                            ... board-cell.c:19: Memory region 0 is at 0x0-0xffff (64 KiB).`,
      ).replace(
        '  .cpus = { 0x10 },',
        `  .cpus = { 0x10 },
//          ^^^^ error cpu-not-in-root-cell: "demo" wants CPU 4, which is not in the root cell "board": it has 0, 1, 2, 3.
//          ... board.c:20: The root cell "board" has the CPUs 0, 1, 2, 3.`,
      ),
      { 'board.c': system },
    );
  });

  it('tell the macro that wrote what is wrong', () => {
    check(
      cellSource(
        '1',
        `    { .phys_start = 0x7fa00000, .size = 0x10000 },
    { REGION(0x8000) },
//    ^^^^^^^^^^^^^^ error region-overlap-in-cell: Memory regions 0 and 1 of "demo" overlap in the cell's addresses at 0x8000-0x8fff (4 KiB): one is seen at 0x0-0xffff (64 KiB), the other at 0x8000-0x8fff (4 KiB).
//    ... board-cell.c:21: Memory region 0 is at 0x0-0xffff (64 KiB).
//    ... board-cell.c:4: in the expansion of AT
//    ... board-cell.c:5: in the expansion of REGION`,
      ).replace(
        'struct {',
        '#define AT 0x8000\n#define REGION(at) .virt_start = AT, .phys_start = at, .size = 0x1000\nstruct {',
      ),
    );
  });

  it('wait for values that could not be compiled', () => {
    check(
      cellSource(
        '1',
        `    { .phys_start = 0x7fa00000, .virt_start = 0, .size = 0x1000 },
    { .phys_start = 0x7fb00000, .virt_start = BASE, .size = 0x1000 },
//                                            ^^^^ error undeclared-identifier: 'BASE' is defined nowhere.`,
      ),
    );
  });

  it('offer edits that replace the value', () => {
    const files = {
      'board.c': systemSource('    { .phys_start = 0x40000000, .size = 0x40000000 },'),
    };
    const { problems } = compileAndCheck(inputFor('board.c', files), ['board.c']);
    assert.deepEqual(
      problems[0]?.fix?.edits.map(({ newText, range }) => [newText, range.start]),
      [['0x3fc00000', { line: 21, column: 40 }]],
    );
  });

  it('check a system with all of its cells, and a cell with its system', () => {
    const files = {
      'board.c': system,
      'board-one.c': cellSource('0b0010', '    { .phys_start = 0x7fc00000, .size = 0x1000 },'),
      'board-two.c': cellSource('0b0100', '    { 0 },'),
      'other.c': system,
    };
    const names = Object.keys(files);
    const whole = compileAndCheck(inputFor('board.c', files), names);
    assert.deepEqual(
      whole.members.map(({ file }) => file),
      ['board.c', 'board-one.c', 'board-two.c'],
    );
    const idsOf = (problems: readonly SourceProblem[] = []): string[] =>
      problems.map(({ id }) => id);
    assert.ok(!idsOf(whole.problems).includes('region-over-hypervisor-memory'));
    const ofOne = idsOf(whole.problemsByFile.get('board-one.c'));
    assert.ok(ofOne.includes('region-over-hypervisor-memory'));
    const one = compileAndCheck(inputFor('board-one.c', files), names);
    assert.equal(one.system?.file, 'board.c');
    assert.deepEqual(idsOf(one.problems), ofOne);
  });

  it('ask for the members only, so that a cache can answer', () => {
    const asked: string[] = [];
    const files = { 'board.c': system, 'board-one.c': cellSource('1', ''), 'far.c': system };
    compileAndCheck(inputFor('board-one.c', files), Object.keys(files), (input) => {
      asked.push(input.file);
      return compileAndCheck(input, []).compilation;
    });
    assert.deepEqual(asked, ['board-one.c', 'board.c']);
  });

  it('take the nearest system, not a cell with a shorter name', () => {
    const cell = cellSource('0b0010', '    { .phys_start = 0x7fc00000, .size = 0x1000 },');
    const files = {
      'a.c': system,
      'a-b.c': system,
      'a-b-cell.c': cell,
      'a-b-cell-too.c': cell,
    };
    const names = Object.keys(files);
    const membersOf = (file: string): string[] =>
      compileAndCheck(inputFor(file, files), names).members.map((member) => member.file);
    assert.deepEqual(membersOf('a-b-cell-too.c'), ['a-b-cell-too.c', 'a-b.c']);
    assert.deepEqual(membersOf('a-b.c'), ['a-b.c', 'a-b-cell.c', 'a-b-cell-too.c']);
    assert.deepEqual(membersOf('a.c'), ['a.c']);
  });

  it('find nothing wrong with the demos of this repository', () => {
    const files = ['', '-inmate-demo', '-gic-demo', '-bounds-demo'].map(
      (name) => `configs/arm64/qemu-arm64${name}.c`,
    );
    const { problemsByFile, members } = compileAndCheck(
      inputFor('configs/arm64/qemu-arm64.c'),
      files,
    );
    assert.equal(members.length, 4);
    assert.deepEqual([...problemsByFile.values()].flat(), []);
  });
});
