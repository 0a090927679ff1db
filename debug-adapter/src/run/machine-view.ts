// SPDX-License-Identifier: MIT
// What can be seen of the stopped machine: where each CPU is, whose code it
// runs and what its stack looks like.
import type { CellInformation, CpuInformation, EngineClient } from '@cellblock/engine/client';
import type { Elf } from '@cellblock/engine/elf';
import type { CpuId, Stop } from '@cellblock/targets';
import type { SymbolContext, SymbolContexts } from '../contexts/symbol-contexts.js';
import {
  cpuPosition,
  levelOf,
  POSITION_REGISTERS,
  type CpuPosition,
} from '../stack/cpu-position.js';
import { memoryReader, stackTrace, type StackFrame } from '../stack/stack-trace.js';
import { NO_DEBUG_INFO } from '../symbols/debug-info.js';
import { PROGRAM_COUNTER, STACK_POINTER, unwind, type UnwoundFrame } from '../symbols/unwind.js';
import type { StepView } from './stepper.js';

/** Every reason of debug-block.h that a step into the hypervisor can end at. */
const ALL_EXITS = 0x1ffffn;

export class MachineView implements StepView {
  constructor(
    private readonly engine: EngineClient,
    private readonly contexts: SymbolContexts,
  ) {}

  async cells(): Promise<readonly CellInformation[]> {
    return await this.engine.listCells().catch(() => []);
  }

  async information(cpu: CpuId): Promise<CpuInformation | undefined> {
    const all = await this.engine.cpuInformation().catch(() => []);
    return all.find((one) => one.cpu === cpu);
  }

  async position(cpu: CpuId): Promise<CpuPosition> {
    const values = await this.engine.target.readRegisters(cpu, POSITION_REGISTERS);
    return cpuPosition(cpu, values, await this.cells());
  }

  async positionAfter(before: CpuPosition): Promise<CpuPosition> {
    const { cpu } = before;
    const {
      pc = 0n,
      sp = 0n,
      cpsr = 0n,
    } = await this.engine.target.readRegisters(cpu, ['pc', 'sp', 'cpsr']);
    // Another exception level may be another cell's, and has another stack.
    if (levelOf(cpsr) !== before.level) return await this.position(cpu);
    const registers = new Map([
      [PROGRAM_COUNTER, pc],
      [STACK_POINTER, sp],
    ]);
    return { ...before, pc, registers };
  }

  contextAt({ level, cell }: CpuPosition): SymbolContext | undefined {
    return level === 2 ? this.contexts.hypervisor : this.contexts.ofCell(cell?.id);
  }

  async stack(cpu: CpuId): Promise<readonly StackFrame[]> {
    const position = await this.position(cpu);
    const information = await this.information(cpu);
    const { target } = this.engine;
    return await stackTrace({ target, contexts: this.contexts, position, information });
  }

  /** The innermost frame and its caller. */
  async frames(position: CpuPosition): Promise<readonly UnwoundFrame[]> {
    const info = this.contextAt(position)?.info ?? NO_DEBUG_INFO;
    const memory = memoryReader(this.engine.target, { kind: 'current', cpu: position.cpu });
    return await unwind({ info, registers: position.registers, memory, limit: 2 });
  }

  async instruction(position: CpuPosition): Promise<number | undefined> {
    const { cpu, pc } = position;
    // Code is what was loaded: no inmate is expected to write its own.
    const elf = this.contextAt(position)?.info.elf;
    const loaded = elf && wordAt(elf, pc);
    if (loaded !== undefined) return loaded;
    const bytes = await memoryReader(this.engine.target, { kind: 'current', cpu })(pc, 4);
    return bytes && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  }

  async guestReturn(cpu: CpuId): Promise<bigint | undefined> {
    const values = await this.engine.target.readRegisters(cpu, ['ELR_EL2']).catch(() => undefined);
    return values?.ELR_EL2;
  }

  async exitStop(cpu: CpuId): Promise<Stop | undefined> {
    const hook = await this.engine.exitHook().catch(() => undefined);
    return hook && { id: 0, kind: 'exit', reasons: ALL_EXITS, cpu, hook };
  }
}

function wordAt({ sections }: Elf, address: bigint): number | undefined {
  const section = sections.find(
    (one) =>
      (one.flags & 4n) !== 0n && address >= one.address && address + 4n <= one.address + one.size,
  );
  if (!section) return undefined;
  const offset = Number(address - section.address);
  if (offset + 4 > section.bytes.length) return undefined;
  return new DataView(section.bytes.buffer, section.bytes.byteOffset).getUint32(offset, true);
}
