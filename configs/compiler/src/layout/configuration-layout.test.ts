// SPDX-License-Identifier: MIT
// Sources over headers of other layouts: the model has the right values, and
// every path leads to the tokens that wrote it.
import assert from 'node:assert/strict';
import { cellOf, decode, encode } from '@cellblock/cell-config';
import type { Configuration, Step } from '@cellblock/cell-config';
import type { Compilation } from '../compilation.js';
import { compile } from '../compile.js';
import { readRepositoryFile } from '../sources.test-support.js';

const types = `
typedef unsigned char __u8; typedef unsigned short __u16;
typedef unsigned int __u32; typedef unsigned long long __u64;
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define PACKED __attribute__((packed))
`;

const region = 'struct jailhouse_memory { __u64 phys_start, virt_start, size, flags; } PACKED;';

/** Compile a source over a header that is given with it. */
function compileOver(header: string, source: string): Compilation {
  const files: Readonly<Record<string, string>> = {
    'fork/jailhouse/cell-config.h': types + header,
    'cell.c': `#include <jailhouse/cell-config.h>\n${source}`,
  };
  return compile({ file: 'cell.c', readFile: (path) => files[path], includePaths: ['fork'] });
}

/** The model, after the bytes have been read again by its layout. */
function modelOf({ model, image, problems }: Compilation): Configuration {
  assert.deepEqual(problems, []);
  assert.ok(model && image);
  assert.deepEqual(encode(model), image);
  assert.deepEqual(decode(image, { layout: model.layout }).config?.trailing.length, 0);
  return model;
}

function lineOf(compilation: Compilation, ...steps: Step[]): number | undefined {
  return compilation.positions.ofPath(steps)?.start.line;
}

describe('A source over the headers of a fork', () => {
  it('has its fields where the fork put them', () => {
    const compilation = compileOver(
      `#define JAILHOUSE_CONFIG_REVISION 14
       struct jailhouse_cell_desc {
         char signature[5]; __u8 architecture; __u16 revision;
         __u32 owner; __u32 num_memory_regions; char name[32];
         __u32 cpu_set_size; __u32 secure : 3, group : 9; __u64 cpu_reset_address;
       };
       struct jailhouse_memory { __u64 size, flags, virt_start, phys_start; __u32 qos; };`,
      `struct {
  struct jailhouse_cell_desc cell;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[2];
} PACKED config = {
  .cell = {
    .signature = "JHCLL", .architecture = 2, .revision = 14, .name = "fork",
    .owner = 77, .group = 0x155,
    .cpu_set_size = sizeof(config.cpus),
    .num_memory_regions = ARRAY_SIZE(config.mem_regions),
    .cpu_reset_address = 0x4000,
  },
  .cpus = { 0b110 },
  .mem_regions = {
    { .phys_start = 0x1000, .virt_start = 0x2000, .size = 0x3000, .flags = 0x7, .qos = 5 },
    {
      .phys_start = 0x9000,
      .size = 0x1000,
    },
  },
};`,
    );
    const cell = cellOf(modelOf(compilation));
    assert.equal(cell.name, 'fork');
    assert.equal(cell.cpuResetAddress, 0x4000n);
    assert.deepEqual([...cell.cpuSet], [6, 0, 0, 0, 0, 0, 0, 0]);
    const [first, second] = cell.memoryRegions;
    assert.deepEqual(first, { physStart: 0x1000n, virtStart: 0x2000n, size: 0x3000n, flags: 7n });
    assert.equal(second?.physStart, 0x9000n);
    assert.equal(lineOf(compilation, 'cell', 'memoryRegions', 1, 'physStart'), 17);
    assert.equal(lineOf(compilation, 'cell', 'memoryRegions', 1, 'size'), 18);
    assert.equal(lineOf(compilation, 'cell', 'cpuResetAddress'), 11);
    const at = compilation.positions.pathAt('cell.c', { line: 17, column: 20 });
    assert.deepEqual(at, ['cell', 'memoryRegions', 1, 'physStart']);
  });

  it('may have arrays of its own, between the others', () => {
    const compilation = compileOver(
      `#define JAILHOUSE_CONFIG_REVISION 12
       ${region}
       struct jailhouse_memory_colored { struct jailhouse_memory memory; __u64 colors; } PACKED;
       struct jailhouse_pio { __u16 base, length; } PACKED;
       struct jailhouse_cell_desc {
         char signature[6]; __u16 revision; char name[32]; __u32 cpu_set_size;
         __u32 num_memory_regions, num_memory_regions_colored, num_pio_regions;
       } PACKED;`,
      `struct {
  struct jailhouse_cell_desc cell;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[1];
  struct jailhouse_memory_colored colored[1];
  struct jailhouse_pio ports[1];
} PACKED config = {
  { "JHCELL", 12, "colours", sizeof(config.cpus), 1, 1, 1 },
  { 1 },
  { { 0x1000, 0x1000, 0x1000, 0x3 } },
  { { .memory = { 0, 0, 0x8000, 0x7 }, .colors = 0xf0 } },
  { { 0x3f8, 8 } },
};`,
    );
    const cell = cellOf(modelOf(compilation));
    assert.deepEqual(cell.pioRegions, [{ base: 0x3f8, length: 8 }]);
    assert.equal(cell.memoryRegions.length, 1);
    assert.equal(lineOf(compilation, 'cell', 'pioRegions', 0, 'base'), 12);
    assert.equal(lineOf(compilation, 'cell', 'colored', 0, 'colors'), 11);
  });

  it('may list its CPUs', () => {
    const compilation = compileOver(
      `#define JAILHOUSE_CONFIG_REVISION 14
       ${region}
       struct jailhouse_cpu { __u64 phys_id; __u8 padding[8]; } PACKED;
       struct jailhouse_cell_desc {
         char signature[5]; __u8 architecture; __u16 revision; char name[32];
         __u32 num_cpus, num_memory_regions;
       } PACKED;`,
      `struct {
  struct jailhouse_cell_desc cell;
  struct jailhouse_cpu cpus[2];
  struct jailhouse_memory mem_regions[1];
} PACKED config = {
  { "JHCLL", 2, 14, "list", 2, 1 },
  { { .phys_id = 1 }, { .phys_id = 9 } },
  { { 0x1000, 0x1000, 0x1000, 0x3 } },
};`,
    );
    const cell = cellOf(modelOf(compilation));
    assert.deepEqual([...cell.cpuSet], [2, 2, 0, 0, 0, 0, 0, 0]);
    assert.equal(cell.memoryRegions[0]?.physStart, 0x1000n);
    assert.equal(lineOf(compilation, 'cell', 'cpuSet'), 7);
  });

  it('is refused if it names another revision than its headers', () => {
    const { problems } = compileOver(
      `#define JAILHOUSE_CONFIG_REVISION 12
       struct jailhouse_cell_desc { char signature[6]; __u16 revision; char name[32]; } PACKED;`,
      `struct { struct jailhouse_cell_desc cell; } config = { { "JHCELL", 11, "old" } };`,
    );
    assert.deepEqual(
      problems.map(({ id }) => id),
      ['unsupported-revision'],
    );
    assert.match(problems[0]?.message ?? '', /revision 11 .* made with have 12/);
  });
});

describe('A source over headers from before there were revisions', () => {
  it('is compiled, with a warning that nothing of it is understood', () => {
    const compilation = compileOver(
      'struct jailhouse_cell_desc { char signature[8]; char name[32]; __u32 flags; } PACKED;',
      `struct { struct jailhouse_cell_desc cell; __u64 cpus[1]; } PACKED config =
       { { "JAILCELL", "old", 1 }, { 2 } };`,
    );
    assert.equal(compilation.image?.length, 8 + 32 + 4 + 8);
    assert.equal(compilation.model, undefined);
    assert.deepEqual(
      compilation.problems.map(({ id, severity }) => [id, severity]),
      [['unknown-head', 'warning']],
    );
  });
});

describe('A source over the headers of an earlier revision', () => {
  const header = readRepositoryFile('configs/model/fixtures/cell-config-history.h') ?? '';
  const standard = `
typedef unsigned char uint8_t; typedef unsigned short uint16_t;
typedef unsigned int uint32_t; typedef unsigned long long uint64_t;
${header.replace('#include <stdint.h>', '')}`;

  for (const layout of ['1.1', '1.4', '5', '9.1', '10.2', '11.3', '12.4', '13.1', '13.3', '14']) {
    it(`${layout} is read by the layout of that revision`, () => {
      const revision = Number.parseInt(layout, 10);
      const signature = revision === 14 ? '"JHSYS"' : '"JHSYST"';
      const compilation = compileOver(
        `#define LAYOUT ${Math.round(Number(layout) * 10)}
         #define JAILHOUSE_CONFIG_REVISION ${revision}
         ${standard}`,
        `struct {
  struct jailhouse_system header;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[1];
  struct jailhouse_irqchip irqchips[1];
} PACKED config = {
  .header = {
    .signature = ${signature}, .revision = JAILHOUSE_CONFIG_REVISION,
    .hypervisor_memory = { .phys_start = 0xfc000000, .size = 0x400000 },
    .platform_info.arm = { .maintenance_irq = 25, .gicd_base = 0x50041000 },
    .root_cell = {
      .name = "root", .cpu_set_size = sizeof(config.cpus),
      .num_memory_regions = 1, .num_irqchips = 1,
    },
  },
  .cpus = { 0xf },
  .mem_regions = { { 0x80000000, 0x80000000, 0x1000000, 0x7 } },
  .irqchips = { {
      .address = 0x50041000, .pin_base = 32, .pin_bitmap = { 1 } } },
};`,
      );
      const { model } = compilation;
      assert.equal(model?.kind, 'system');
      if (revision !== 14) modelOf(compilation);
      assert.equal(model.layout.id, layout);
      assert.equal(model.system.platformInfo.arm.gicdBase, 0x50041000n);
      assert.equal(model.rootCell.irqchips[0]?.pinBase, 32);
      assert.equal(lineOf(compilation, 'rootCell', 'irqchips', 0, 'pinBase'), 19);
      assert.equal(lineOf(compilation, 'system', 'platformInfo', 'arm', 'gicdBase'), 10);
      assert.equal(lineOf(compilation, 'rootCell', 'name'), 12);
    });
  }
});
