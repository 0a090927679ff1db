// SPDX-License-Identifier: MIT
// Registers and memory of a machine that the stub has halted.
import type { CpuId, ExceptionLevel, MemorySpace, Registers } from '../target.js';
import { TargetFailure } from '../target-failure.js';
import type { GdbClient, RegisterDescription } from '../gdb-remote/index.js';
import { translateVirtual, walkStage2, type TranslationResult } from '../page-walker.js';
import type { RamFile } from './ram-file.js';
import { architecturalName } from './register-names.js';

const TRANSLATION_REGISTERS: Readonly<Record<number, readonly string[]>> = {
  1: ['SCTLR_EL1', 'TCR_EL1', 'TTBR0_EL1', 'TTBR1_EL1', 'HCR_EL2', 'VTTBR_EL2', 'VTCR_EL2'],
  2: ['SCTLR_EL2', 'TCR_EL2', 'TTBR0_EL2', 'TTBR1_EL2', 'HCR_EL2'],
  3: ['SCTLR_EL3', 'TCR_EL3', 'TTBR0_EL3'],
};

export class CpuAccess {
  private readonly byName: Map<string, RegisterDescription>;

  constructor(
    private readonly gdb: GdbClient,
    private readonly ram: RamFile,
    private readonly cpuCount: number,
  ) {
    this.byName = new Map(
      gdb.registers.map((register) => [architecturalName(register.name), register]),
    );
  }

  hasRegister(name: string): boolean {
    return this.byName.has(name);
  }

  requireCpu(cpu: CpuId): void {
    if (Number.isInteger(cpu) && cpu >= 0 && cpu < this.cpuCount) return;
    const text = `There is no CPU ${cpu}; the machine has CPUs 0 to ${this.cpuCount - 1}.`;
    throw new TargetFailure('no-such-cpu', text);
  }

  async readRegisters(cpu: CpuId, names?: readonly string[]): Promise<Registers> {
    this.requireCpu(cpu);
    const core = await this.gdb.readCoreRegisters(cpu + 1);
    const values: Record<string, bigint> = {};
    for (const name of names ?? this.byName.keys()) {
      const value = core.get(name) ?? (await this.readOther(cpu, name));
      if (value !== undefined) values[name] = value;
    }
    return values;
  }

  async writeRegisters(cpu: CpuId, values: Registers): Promise<void> {
    this.requireCpu(cpu);
    const writes = Object.entries(values).map(([name, value]) => {
      const register = this.describe(name);
      if (/sys\.regs/.test(register.feature)) {
        throw new TargetFailure('register-read-only', `QEMU does not write ${name}.`);
      }
      return { register, value };
    });
    for (const { register, value } of writes) {
      const written = await this.gdb.writeRegister(cpu + 1, register, value);
      if (!written) {
        throw new TargetFailure('register-read-only', `QEMU did not write ${register.name}.`);
      }
    }
  }

  /** The registers that exist of those named; for what must not fail. */
  async readExisting(cpu: CpuId, names: readonly string[]): Promise<Registers> {
    return this.readRegisters(
      cpu,
      names.filter((name) => this.hasRegister(name)),
    );
  }

  async readPhysical(address: bigint, length: number): Promise<Uint8Array | undefined> {
    const inRam = this.ram.holds(address, length);
    if (inRam === 'all') return this.ram.read(address, length);
    if (inRam === 'some') return undefined;
    await this.gdb.usePhysicalMemory(true);
    try {
      return await this.gdb.readMemory(address, length);
    } finally {
      await this.gdb.usePhysicalMemory(false);
    }
  }

  /** Through QEMU, RAM as well, so that it forgets what it translated there. */
  async writePhysical(address: bigint, bytes: Uint8Array): Promise<boolean> {
    await this.gdb.usePhysicalMemory(true);
    try {
      return await this.gdb.writeMemory(address, bytes);
    } finally {
      await this.gdb.usePhysicalMemory(false);
    }
  }

  async translate(space: MemorySpace, address: bigint): Promise<TranslationResult> {
    switch (space.kind) {
      case 'physical':
        return { kind: 'mapped', address, contiguous: (1n << 64n) - address, steps: [] };
      case 'stage2':
        return walkStage2(this.readDescriptor, space.vttbr, await this.findVtcr(), address);
      case 'guest':
        return this.translateOn(space.cpu, 1, address);
      case 'current': {
        const { cpsr = 0n } = await this.readRegisters(space.cpu, ['cpsr']);
        return this.translateOn(space.cpu, exceptionLevel(cpsr), address);
      }
    }
  }

  private async translateOn(
    cpu: CpuId,
    level: ExceptionLevel,
    address: bigint,
  ): Promise<TranslationResult> {
    const names = TRANSLATION_REGISTERS[level === 0 ? 1 : level] ?? [];
    const registers = await this.readExisting(cpu, names);
    return translateVirtual(this.readDescriptor, registers, level, address);
  }

  private readonly readDescriptor = async (address: bigint): Promise<bigint | undefined> => {
    const bytes = await this.readPhysical(address, 8);
    return bytes && new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  };

  /** The hypervisor gives all CPUs the same VTCR_EL2, one after the other. */
  private async findVtcr(): Promise<bigint> {
    for (let cpu = 0; cpu < this.cpuCount; cpu++) {
      const { VTCR_EL2 = 0n } = await this.readExisting(cpu, ['VTCR_EL2']);
      if (VTCR_EL2 !== 0n) return VTCR_EL2;
    }
    return 0n;
  }

  private readOther(cpu: CpuId, name: string): Promise<bigint | undefined> {
    return this.gdb.readRegister(cpu + 1, this.describe(name));
  }

  private describe(name: string): RegisterDescription {
    const register = this.byName.get(name);
    if (register) return register;
    throw new TargetFailure('no-such-register', `QEMU shows no register "${name}".`);
  }
}

/** PSTATE.EL in an AArch64 state; AArch32's user mode is EL0, all others EL1 here. */
export function exceptionLevel(cpsr: bigint): ExceptionLevel {
  if ((cpsr & 0x10n) !== 0n) return (cpsr & 0xfn) === 0n ? 0 : 1;
  return ([0, 1, 2, 3] as const)[Number((cpsr >> 2n) & 3n)] ?? 0;
}
