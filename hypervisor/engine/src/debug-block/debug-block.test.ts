// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CellInformation } from '../client/engine-client.js';
import { EngineFailure } from '../failures.js';
import { DebugBlock, type ReadPhysical } from './debug-block.js';
import { HypervisorWatch } from './hypervisor-watch.js';
import {
  CONSOLE_HYPERVISOR,
  debugCell,
  debugCpuHead,
  debugExit,
  debugHeader,
  debugRefusal,
  LAST_EXIT_OFFSET,
} from './layout.js';
import { describeRefusal, refusalOf } from './refusal-reasons.js';

const BASE = 0x7fc11000n;
const CELLS = debugHeader.size;
const CPUS = CELLS + 2 * debugCell.size;
const CPU_STRIDE = LAST_EXIT_OFFSET + debugExit.size;
const REFUSAL = CPUS + 2 * CPU_STRIDE;
const CONSOLE = REFUSAL + debugRefusal.size;
const CAPACITY = 8;

/** A block as a hypervisor would write it, with two cells, two CPUs and eight console records. */
class FakeBlock {
  readonly bytes = new Uint8Array(CONSOLE + 4 * CAPACITY);
  private readonly view = new DataView(this.bytes.buffer);
  private head = 0;

  constructor() {
    this.bytes.set(Buffer.from('CBDEBUG\0'));
    const { offsets } = debugHeader;
    this.u32(offsets.version, 1);
    this.u32(offsets.size, this.bytes.length);
    this.u32(offsets.cells_offset, CELLS);
    this.u32(offsets.cell_stride, debugCell.size);
    this.u32(offsets.cell_capacity, 2);
    this.u32(offsets.cpus_offset, CPUS);
    this.u32(offsets.cpu_stride, CPU_STRIDE);
    this.u32(offsets.cpu_capacity, 2);
    this.u32(offsets.console_offset, CONSOLE);
    this.u32(offsets.console_capacity, CAPACITY);
    this.u32(offsets.refusal_offset, REFUSAL);
    this.u64(offsets.exit_hook, 0xffffc0209d90n);
  }

  readonly read: ReadPhysical = (address, length) => {
    const at = Number(address - BASE);
    const bytes = new Uint8Array(length);
    bytes.set(this.bytes.slice(at, at + length));
    return Promise.resolve(bytes);
  };

  u32(offset: number, value: number): void {
    this.view.setUint32(offset, value, true);
  }

  u64(offset: number, value: bigint): void {
    this.view.setBigUint64(offset, value, true);
  }

  print(source: number, text: string): void {
    for (const byte of Buffer.from(text)) {
      const at = CONSOLE + 4 * (this.head++ % CAPACITY);
      this.view.setUint16(at, source, true);
      this.view.setUint8(at + 2, byte);
    }
    this.u64(debugHeader.offsets.console_head, BigInt(this.head));
  }

  addCell(): void {
    const at = CELLS + debugCell.size;
    this.u32(at, 1);
    this.u32(at + debugCell.offsets.id, 3);
    this.u32(at + debugCell.offsets.vmid, 4);
    this.u64(at + debugCell.offsets.stage2_root, 0x7fc83000n);
    this.u64(at + debugCell.offsets.cpu_set, 2n);
    this.bytes.set(Buffer.from('demo'), at + debugCell.offsets.name);
  }

  parkCpu1(): void {
    const at = CPUS + CPU_STRIDE;
    this.u32(at, 3);
    this.u32(at + debugCpuHead.offsets.state, 3);
    this.u32(at + LAST_EXIT_OFFSET + debugExit.offsets.reason, 16);
    this.u32(at + LAST_EXIT_OFFSET + debugExit.offsets.flags, 5);
    this.u32(at + LAST_EXIT_OFFSET + debugExit.offsets.size, 4);
    this.u64(at + LAST_EXIT_OFFSET + debugExit.offsets.address, 0x9000000n);
  }
}

async function open(fake: FakeBlock): Promise<DebugBlock> {
  const block = await DebugBlock.open(fake.read, BASE);
  assert.ok(!(block instanceof EngineFailure));
  return block;
}

describe('debug block', () => {
  it('lists cells, their stage 2 and their failed CPUs', async () => {
    const fake = new FakeBlock();
    fake.addCell();
    fake.parkCpu1();
    const { cells, cpus } = await (await open(fake)).snapshot(4);
    assert.deepEqual(cells, [
      {
        id: 3,
        name: 'demo',
        state: 'running',
        cpus: [1],
        failedCpus: [1],
        vmid: 4,
        vttbr: 0x000400007fc83000n,
        configAddress: 0n,
      },
    ]);
    assert.equal(cpus.length, 2);
    assert.equal(cpus[1]?.state, 'parked');
    const exit = cpus[1].lastExit;
    assert.equal(exit.reason, 'violation');
    assert.deepEqual([exit.write, exit.fetch, exit.size], [true, false, 4]);
    assert.equal(exit.address, 0x9000000n);
  });

  it('says where exits are published', async () => {
    const hook = (await open(new FakeBlock())).exitHook();
    assert.equal(hook.entry, 0xffffc0209d90n);
    assert.equal(hook.mask, BASE + BigInt(debugHeader.offsets.exit_mask));
    assert.equal(hook.firstCpu, BASE + BigInt(CPUS));
    assert.equal(hook.offsets.reason, 8 + debugExit.offsets.reason);
  });

  it('gives console text by its source, also once the ring has come round', async () => {
    const fake = new FakeBlock();
    fake.addCell();
    const seen: string[] = [];
    const changes: (readonly CellInformation[])[] = [];
    const watch = new HypervisorWatch(await open(fake), 2, {
      console: ({ console, bytes }) => seen.push(`${console}: ${Buffer.from(bytes).toString()}`),
      cells: (cells) => changes.push(cells),
      failed: (error) => assert.fail(String(error)),
    });
    fake.print(CONSOLE_HYPERVISOR, 'Hi');
    fake.print(3, 'one');
    await watch.flush();
    fake.print(3, 'two');
    fake.print(9, '?');
    await watch.flush();
    await watch.flush();
    assert.deepEqual(seen, ['hypervisor: Hi', 'demo: one', 'demo: two', 'cell 9: ?']);
    assert.equal(changes.length, 1);
  });

  it('says how much text was lost', async () => {
    const fake = new FakeBlock();
    const seen: string[] = [];
    const watch = new HypervisorWatch(await open(fake), 2, {
      console: ({ bytes }) => seen.push(Buffer.from(bytes).toString()),
      cells: () => undefined,
      failed: () => undefined,
    });
    fake.print(3, '0123456789');
    await watch.flush();
    assert.match(seen[0] ?? '', /\[2 characters .* overwritten/);
    assert.equal(seen[1], '23456789');
  });

  it('explains a refusal with both ranges', () => {
    const refusal = refusalOf({
      sequence: 1,
      reason: 15,
      error: -16,
      index: 2,
      first_start: 0x7fa00000n,
      first_size: 0x10000n,
      second_start: 0x7fa08000n,
      second_size: 0x1000n,
    });
    assert.equal(
      describeRefusal(refusal),
      'memory region 2 (0x7fa00000-0x7fa0ffff) is private to another cell: ' +
        '0x7fa08000-0x7fa08fff (REFUSAL_REGION_OWNED, EBUSY)',
    );
  });

  it('is refused when its header cannot be followed', async () => {
    const fake = new FakeBlock();
    fake.u32(debugHeader.offsets.version, 2);
    const failure = await DebugBlock.open(fake.read, BASE);
    assert.ok(failure instanceof EngineFailure);
    assert.match(failure.message, /it has version 2, not 1/);
  });

  it('never makes a reader throw, whatever it holds', async () => {
    const change = fc.tuple(fc.nat(CONSOLE - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const fake = new FakeBlock();
        for (const [at, value] of changes) fake.bytes[at] = value;
        const block = await DebugBlock.open(fake.read, BASE);
        if (block instanceof EngineFailure) return;
        const { refusal } = await block.snapshot(4);
        describeRefusal(refusalOf(refusal));
        await block.readConsole(0n, 3n);
      }),
    );
  });
});
