// SPDX-License-Identifier: MIT
// Cells whose configuration or code means harm, or is just wrong: the request
// is refused or the cell parked, and everybody else runs on.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { loadCell, startSystem, type LiveSystem } from './live-system.js';
import { changed, PASSIVE, program, type Change } from './made-cells.js';
import { stage2Leaf } from './stage2-leaf.js';

const SYSTEM = 'configs/arm64/qemu-arm64.c';
const BOUNDS = 'configs/arm64/qemu-arm64-bounds-demo.c';
const GIC = 'configs/arm64/qemu-arm64-gic-demo.c';
const CPU = 3;
const PATIENCE_MS = 60_000;
const BRANCH_TO_SELF = 0x14000000;

/** Another region, of 16 bytes, so that each access is forwarded. */
function withDevice(phys: string, virt: string): Change[] {
  const flags = ['READ', 'WRITE', 'IO', 'IO_32'].map((flag) => `JAILHOUSE_MEM_${flag}`).join(' | ');
  const region = `{ .phys_start = ${phys}, .virt_start = ${virt}, .size = 0x10, .flags = ${flags} },`;
  return [
    ['\tNUM_REGIONS\n', '\tDEVICE,\n\tNUM_REGIONS\n'],
    ['[COMM_REGION] = {', `[DEVICE] = ${region} [COMM_REGION] = {`],
  ];
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await delay(20);
  }
}

async function start(system: LiveSystem, cell: Uint8Array, code: Uint8Array): Promise<number> {
  const id = await loadCell(system, cell, code);
  await system.engine.startCell(id);
  return id;
}

async function cpuOf({ engine }: LiveSystem) {
  const found = (await engine.cpuInformation()).find(({ cpu }) => cpu === CPU);
  assert.ok(found);
  return found;
}

describe('A hostile cell', () => {
  let system: LiveSystem;
  beforeEach(async () => {
    system = await startSystem(changed(SYSTEM));
  });
  afterEach(() => system.dispose());

  const becomes = (state: string): Promise<void> =>
    until(`CPU ${CPU} is ${state}`, async () => (await cpuOf(system)).state === state);

  it('is refused memory that does not exist, and nothing is lost', async () => {
    const config = changed(BOUNDS, ['= 0x7fa20000', '= 0x2007fa20000']);
    await assert.rejects(system.engine.createCell(config), (failure: Error) => {
      assert.match(failure.message, /memory region 1 .*REFUSAL_REGION_NO_MEMORY/);
      return true;
    });
    await system.engine.destroyCell(await system.engine.createCell(changed(BOUNDS)));
    await system.engine.disable();
  });

  it('is parked when it reads a device that does not answer, and its CPU returns', async () => {
    const config = changed(BOUNDS, ...withDevice('0x2007fa20000', '0x0a000010'));
    // movz x1, #0xa00, lsl #16; add x1, x1, #16; ldr w0, [x1]
    const code = program(0xd2a14001, 0x91004021, 0xb9400020, BRANCH_TO_SELF);
    const id = await start(system, config, code);
    await becomes('parked');
    const { lastExit } = await cpuOf(system);
    assert.equal(lastExit.address, 0x0a000010n);
    assert.equal(lastExit.pc, 8n);
    await system.engine.destroyCell(id);
    await system.engine.disable();
  });

  it('cannot open an emulated device by giving its address to something else', async () => {
    const { engine } = system;
    await engine.createCell(changed(BOUNDS, ...withDevice('0x0a000010', '0x08000000')));
    await assert.rejects(
      engine.createCell(changed(GIC, ['.phys_start = 0x09000000', '.phys_start = 0x08000000'])),
      /REFUSAL_REGION_INTERCEPTED/,
    );
  });

  it('cannot leave behind what keeps interrupts from the next guest of its CPU', async () => {
    // mov x0, #1; msr icc_ap0r0_el1, x0
    const code = program(0xd2800020, 0xd518c880, BRANCH_TO_SELF);
    const id = await start(system, changed(BOUNDS, PASSIVE), code);
    await becomes('guest');
    await delay(100);
    await system.engine.destroyCell(id);
    const { sequence } = (await cpuOf(system)).lastExit;
    await until('the root cell has its timer on that CPU', async () => {
      const { lastExit } = await cpuOf(system);
      return lastExit.sequence > sequence + 100n;
    });
  });

  it('that has switched its CPU off is not waited for', async () => {
    // movz w0, #0x8400, lsl #16; add w0, w0, #2; smc #0
    const code = program(0x52b08000, 0x11000800, 0xd4000003, BRANCH_TO_SELF);
    const id = await start(system, changed(BOUNDS), code);
    await becomes('off');
    await system.engine.destroyCell(id);
    await system.engine.disable();
  });
});

describe('A hostile root cell', () => {
  it('cannot load a communication region that lies over the hypervisor', async () => {
    // Root's own region covers the hypervisor's memory, which is cut out of it.
    const system = await startSystem(changed(SYSTEM, ['= CELLS_RAM_SIZE', '= 6 * MIB']));
    try {
      const { engine } = system;
      const [root] = await engine.listCells();
      assert.ok(root);
      const entry = async (): Promise<Uint8Array> => {
        const leaf = await stage2Leaf(engine.target, root.vttbr, 0x7fd00000n);
        return Uint8Array.from(await engine.target.readMemory({ kind: 'physical' }, leaf, 8));
      };
      const before = await entry();
      const id = await engine.createCell(
        changed(
          BOUNDS,
          ['.virt_start = 0x80000000,', '.phys_start = 0x7fc00000, .virt_start = 0x80000000,'],
          ['= 0x00001000', '= 0x00400000'],
          ['JAILHOUSE_MEM_COMM_REGION,', 'JAILHOUSE_MEM_COMM_REGION | JAILHOUSE_MEM_LOADABLE,'],
        ),
      );
      await engine.loadCell(id, []);
      assert.deepEqual(await entry(), before);
    } finally {
      await system.dispose();
    }
  });
});
