// SPDX-License-Identifier: MIT
// The stops that a client has set, and which of them a halt means. QEMU's
// points know virtual addresses only; context, condition and count are judged
// here.
import { evaluate, registersIn, type ExpressionScope } from '../expression.js';
import { PointKind, type Point } from '../gdb-remote/index.js';
import type {
  AccessStop,
  Capability,
  Context,
  CpuId,
  ExceptionLevel,
  ExitStop,
  Stop,
  StopVerdict,
} from '../target.js';

/** A halted CPU, as far as stops ask. */
export interface HaltedCpu {
  readonly cpu: CpuId;
  readonly pc: bigint;
  readonly level: ExceptionLevel;
  readonly vmid: number;
  /** The watched address that is about to be accessed. */
  readonly watch?: bigint;
  readonly scope: ExpressionScope;
}

const WATCH_KINDS = {
  write: PointKind.write,
  read: PointKind.read,
  any: PointKind.access,
} as const;

const INSTRUCTION_BYTES = 4;

export class StopTable {
  private entries: { readonly stop: Stop; readonly text: string; hits: number }[] = [];

  /** Replaces all stops; those that stay the same keep their count. */
  replace(stops: readonly Stop[]): void {
    const old = new Map(this.entries.map((entry) => [entry.text, entry.hits]));
    this.entries = stops.map((stop) => {
      const text = identityOf(stop);
      return { stop, text, hits: old.get(text) ?? 0 };
    });
  }

  /** The points that the stub has to hold for the stops. */
  points(): Point[] {
    return this.entries.map(({ stop }) => pointOf(stop));
  }

  /** The exits to publish, by the physical address of their mask. */
  exitMasks(): Map<bigint, bigint> {
    const masks = new Map<bigint, bigint>();
    for (const { stop } of this.entries) {
      if (stop.kind !== 'exit') continue;
      masks.set(stop.hook.mask, (masks.get(stop.hook.mask) ?? 0n) | stop.reasons);
    }
    return masks;
  }

  /** Whether any stop is at this place, whatever else it asks for. */
  hasAt(place: Pick<HaltedCpu, 'pc' | 'watch'>): boolean {
    return this.entries.some(({ stop }) => isAt(stop, place));
  }

  /** Ids of the stops that a halted CPU means; counts their hits. */
  async match(halted: HaltedCpu): Promise<number[]> {
    const ids: number[] = [];
    for (const entry of this.entries) {
      if (!(await applies(entry.stop, halted))) continue;
      entry.hits++;
      const { id, hitCount } = entry.stop;
      if (hitCount === undefined || hitCount === entry.hits) ids.push(id);
    }
    return ids;
  }
}

export function pointOf(stop: Stop): Point {
  switch (stop.kind) {
    case 'instruction':
      return { kind: PointKind.software, address: stop.address, length: INSTRUCTION_BYTES };
    case 'exit':
      return { kind: PointKind.software, address: stop.hook.entry, length: INSTRUCTION_BYTES };
    case 'access':
      return { kind: WATCH_KINDS[stop.access], address: stop.address, length: stop.length };
  }
}

/** What can be said of a stop before it is set. */
export function verdictOf(stop: Stop, hasRegister: (name: string) => boolean): StopVerdict {
  return { id: stop.id, set: checkStop(stop, hasRegister) };
}

function checkStop(stop: Stop, hasRegister: (name: string) => boolean): Capability {
  const unknown = registersIn(stop.condition ?? { kind: 'constant', value: 1n }).find(
    (name) => !hasRegister(name),
  );
  if (unknown !== undefined) return { missing: `The condition names "${unknown}", no register.` };
  if (stop.hitCount !== undefined && !(stop.hitCount >= 1)) {
    return { missing: `Hits are counted from 1, not ${stop.hitCount}.` };
  }
  if (stop.kind === 'access' && !(stop.length >= 1 && stop.length <= 4096)) {
    return { missing: `A watched range has 1 to 4096 bytes, not ${stop.length}.` };
  }
  return true;
}

async function applies(stop: Stop, halted: HaltedCpu): Promise<boolean> {
  if (!isAt(stop, halted) || !contextMatches(contextOf(stop), halted)) return false;
  if (stop.kind === 'exit' && !(await exitMatches(stop, halted))) return false;
  if (!stop.condition) return true;
  const value = await evaluate(stop.condition, halted.scope);
  return value !== undefined && value !== 0n;
}

function isAt(stop: Stop, halted: Pick<HaltedCpu, 'pc' | 'watch'>): boolean {
  if (stop.kind === 'access') return halted.watch !== undefined && watches(stop, halted.watch);
  return halted.watch === undefined && pointOf(stop).address === halted.pc;
}

/** QEMU 7.2 tells where the watched range begins, other stubs where the access does. */
function watches({ address, length }: AccessStop, told: bigint): boolean {
  return told >= address && told < address + BigInt(length);
}

function contextOf(stop: Stop): Context {
  return stop.kind === 'exit' ? { kind: 'hypervisor' } : stop.context;
}

function contextMatches(context: Context, { level, vmid }: HaltedCpu): boolean {
  switch (context.kind) {
    case 'any':
      return true;
    case 'hypervisor':
      return level === 2;
    case 'guest':
      return level < 2 && vmid === context.vmid;
  }
}

/** Asks the record that the hypervisor has published for this CPU. */
async function exitMatches(stop: ExitStop, { cpu, scope }: HaltedCpu): Promise<boolean> {
  if (stop.cpu !== undefined && stop.cpu !== cpu) return false;
  const { firstCpu, cpuStride, offsets } = stop.hook;
  const record = firstCpu + BigInt(cpu) * BigInt(cpuStride);
  const read = (offset: number, length: number): Promise<bigint | undefined> =>
    readNumber(scope, record + BigInt(offset), length);
  const reason = await read(offsets.reason, 4);
  if (reason === undefined || ((stop.reasons >> reason) & 1n) === 0n) return false;
  if (stop.cellId !== undefined && (await read(offsets.cellId, 4)) !== BigInt(stop.cellId)) {
    return false;
  }
  if (!stop.range) return true;
  const address = await read(offsets.address, 8);
  const { start, size } = stop.range;
  return address !== undefined && address >= start && address < start + size;
}

async function readNumber(
  scope: ExpressionScope,
  address: bigint,
  length: number,
): Promise<bigint | undefined> {
  const bytes = await scope.memory('physical', address, length);
  return bytes?.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function identityOf(stop: Stop): string {
  return JSON.stringify(stop, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}
