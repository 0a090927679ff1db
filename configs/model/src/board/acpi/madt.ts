// SPDX-License-Identifier: MIT
// APIC: CPUs and interrupt controllers (ACPI Specification 6.4, section 5.2.12).
import { readLong, readNumber } from '../byte-reader.js';
import type { BoardFacts, CpuFact, GicFact, IoapicFact } from '../board-facts.js';
import { entriesOf } from './entries.js';

const types = {
  localApic: 0,
  ioapic: 1,
  localX2apic: 9,
  gicCpu: 11,
  gicDistributor: 12,
  gicRedistributor: 14,
} as const;

export function factsOfMadt(table: Uint8Array, from: string): Partial<BoardFacts> {
  const cpus: CpuFact[] = [];
  const ioapics: IoapicFact[] = [];
  for (const { type, bytes } of entriesOf(table, 44, 1)) {
    const at = (offset: number, size: 1 | 2 | 4): number => readNumber(bytes, offset, size) ?? 0;
    const flags =
      type === types.localApic ? at(4, 4) : type === types.gicCpu ? at(12, 4) : at(8, 4);
    const isCpu = { isEnabled: (flags & 1) !== 0, from };
    if (type === types.localApic) cpus.push({ hardwareId: at(3, 1), ...isCpu });
    if (type === types.localX2apic) cpus.push({ hardwareId: at(4, 4), ...isCpu });
    if (type === types.gicCpu) cpus.push({ hardwareId: at(68, 4), ...isCpu });
    if (type === types.ioapic) ioapics.push({ id: at(2, 1), address: BigInt(at(4, 4)), from });
  }
  const gic = gicOf(table, from);
  return { cpus, ioapics, ...(gic && { gic }) };
}

function gicOf(table: Uint8Array, from: string): GicFact | undefined {
  const entries = entriesOf(table, 44, 1);
  const bytesOf = (type: number): Uint8Array =>
    entries.find((entry) => entry.type === type)?.bytes ?? new Uint8Array();
  const base = readLong(bytesOf(types.gicDistributor), 8);
  if (base === undefined) return undefined;
  const cpu = bytesOf(types.gicCpu);
  const range = (
    start: bigint | undefined,
    size: bigint,
  ): { start: bigint; end: bigint } | undefined =>
    start === undefined || start === 0n ? undefined : { start, end: start + size };
  const cpuInterface = range(readLong(cpu, 32), 0x2000n);
  const virtualCpuInterface = range(readLong(cpu, 40), 0x2000n);
  const hypervisorInterface = range(readLong(cpu, 48), 0x2000n);
  const maintenance = readNumber(cpu, 56, 4) ?? 0;
  const told = readNumber(bytesOf(types.gicDistributor), 20, 1) ?? 0;
  const redistributors = entries
    .filter(({ type }) => type === types.gicRedistributor)
    .flatMap(({ bytes }) => range(readLong(bytes, 4), BigInt(readNumber(bytes, 12, 4) ?? 0)) ?? []);
  return {
    version: told >= 3 || redistributors.length > 0 ? 3 : 2,
    distributor: { start: base, end: base + 0x10000n },
    ...(cpuInterface && { cpuInterface }),
    ...(virtualCpuInterface && { virtualCpuInterface }),
    ...(hypervisorInterface && { hypervisorInterface }),
    redistributors,
    ...(maintenance > 0 && { maintenanceInterrupt: maintenance }),
    from,
  };
}
