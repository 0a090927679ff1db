// SPDX-License-Identifier: MIT
// The machine of a system between the layouts: where IOMMUs stand, and what
// the file does not say in earlier revisions.
import { architectures } from '../constants.js';
import type { Layout } from '../layouts/layout.js';
import { systemRecord } from '../schema/records.js';
import type { StructField } from '../schema/field-types.js';
import { sizeOf } from '../schema/layout.js';
import { readRecord } from '../schema/read-record.js';
import { writeRecord } from '../schema/write-record.js';
import { adopt, asRaw, toBigint, toNumber, without } from './adopt.js';
import type { Raw } from './adopt.js';
import { consoleFromView, consoleToView } from './console.js';
import { iommu, memory } from './devices.js';

const virtualDebugConsole = 0x1;
const automaticDomain = 0xffff;

/** The head of a system file, its root cell apart, in the terms of revision 14. */
export function systemToView(raw: Raw, layout: Layout, architecture: number): Raw {
  const view = without(adopt(systemRecord, raw), 'rootCell');
  const { console, isVirtual } = consoleToView(asRaw(raw.debugConsole), layout.dialect.console);
  return {
    ...view,
    architecture,
    flags: toNumber(raw.flags) | (isVirtual ? virtualDebugConsole : 0),
    hypervisorMemory: memory.toView(asRaw(raw.hypervisorMemory), layout),
    debugConsole: console,
    platformInfo: platformToView(asRaw(raw.platformInfo), layout, architecture),
  };
}

/** The fields of a layout that say what the head of a system says in the model. */
export function systemFromView(view: Raw, layout: Layout): Raw {
  const isVirtual = (toNumber(view.flags) & virtualDebugConsole) !== 0;
  const console = { console: asRaw(view.debugConsole), isVirtual };
  const platform = asRaw(view.platformInfo);
  const units = {
    iommuUnits: listOf(platform.iommuUnits).map((unit) => iommu.fromView(unit, layout)),
  };
  return {
    ...view,
    hypervisorMemory: memory.fromView(asRaw(view.hypervisorMemory), layout),
    debugConsole: consoleFromView(console, layout.dialect.console),
    platformInfo: {
      ...platform,
      ...units,
      x86: { ...asRaw(platform.x86), ...units },
      arm: { ...asRaw(platform.arm), ...units },
    },
  };
}

function platformToView(raw: Raw, layout: Layout, architecture: number): Raw {
  const record = fieldsOf(systemRecord, 'platform_info');
  const isX86 = architecture === architectures.X86;
  const ours = asRaw(isX86 ? raw.x86 : raw.arm);
  const view = adopt(record, raw, {
    iommuUnits: ours.iommuUnits,
    pciDomain: toNumber(raw.pciIsVirtual) === 0 ? 0 : automaticDomain,
  });
  const units = listOf(raw.iommuUnits ?? ours.iommuUnits);
  const unit = (index: number): Raw => iommu.toView(units[index] ?? {}, layout);
  const platform = {
    ...view,
    iommuUnits: listOf(view.iommuUnits).map((_, index) => unit(index)),
    arm: isX86 ? armOfX86(record, raw) : armToView(asRaw(view.arm), asRaw(raw.arm)),
  };
  return withUnions(record, platform, architecture);
}

/**
 * Members of a union are the same bytes. Those of revision 14 do not lie where
 * earlier ones did: all of them become what the one that holds the truth says.
 */
function withUnions(record: StructField, values: Raw, architecture: number): Raw {
  const bytes = new DataView(new ArrayBuffer(sizeOf(record)));
  writeRecord(record, values, bytes, 0, architecture);
  return readRecord(record, bytes, 0);
}

/** On x86, what lies behind its fields; where IOMMUs stood there, it is nothing of ARM's. */
function armOfX86(record: StructField, raw: Raw): Raw {
  const hadUnits = asRaw(raw.x86).iommuUnits !== undefined;
  return asRaw(adopt(record, hadUnits ? {} : raw).arm);
}

/** Until revision 5, the redistributors told GICv3 from GICv2. */
function armToView(view: Raw, raw: Raw): Raw {
  if (raw.gicVersion !== undefined) return view;
  const isVersion3 = toBigint(raw.gicrBase) !== 0n;
  return { ...view, gicVersion: toBigint(raw.gicdBase) === 0n ? 0 : isVersion3 ? 3 : 2 };
}

function fieldsOf(record: StructField, name: string): StructField {
  return record.fields[name] as StructField;
}

function listOf(value: unknown): Raw[] {
  return Array.isArray(value) ? value.map(asRaw) : [];
}
