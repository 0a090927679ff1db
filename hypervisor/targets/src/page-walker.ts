// SPDX-License-Identifier: MIT
// Walks AArch64 translation tables in software, for every back end: stage 1 of
// EL1&0, EL2 and EL3, and stage 2. Arm ARM (DDI 0487), D8 "The AArch64 Virtual
// Memory System Architecture". Addresses of at most 48 bits (no FEAT_LPA).
// Tables are a guest's to write: no content of theirs makes the walk throw.

/** Reads 8 bytes of physical memory, little-endian; undefined if nothing is there. */
export type ReadDescriptor = (physical: bigint) => Promise<bigint | undefined>;

export interface TranslationStep {
  readonly stage: 1 | 2;
  readonly level: 0 | 1 | 2 | 3;
  /** Physical address of the descriptor. */
  readonly at: bigint;
  readonly descriptor: bigint;
  readonly kind: 'table' | 'block' | 'page' | 'invalid';
}

export interface Translation {
  readonly kind: 'mapped';
  readonly address: bigint;
  /** Bytes from here on that are mapped contiguously, at least 1. */
  readonly contiguous: bigint;
  readonly steps: readonly TranslationStep[];
}

export interface TranslationFault {
  readonly kind: 'fault';
  readonly stage: 1 | 2;
  /** Why, for a person. */
  readonly reason: string;
  readonly steps: readonly TranslationStep[];
}

export type TranslationResult = Translation | TranslationFault;

/** The registers of a translation, by name; a missing one counts as 0. */
export type TranslationRegisters = Readonly<Record<string, bigint | undefined>>;

/** Translates an address of stage 1's output on to a physical one. */
type NextStage = (address: bigint) => Promise<TranslationResult>;

interface Tables {
  readonly stage: 1 | 2;
  readonly root: bigint;
  /** Bits of an address in one page: 12, 14 or 16. */
  readonly granule: number;
  readonly startLevel: number;
  /** Bits of an input address. */
  readonly inputSize: number;
}

const WHOLE_SPACE = 1n << 64n;
const OUTPUT_MASK = (1n << 48n) - 1n;
const BLOCK_LEVELS: Readonly<Record<number, readonly number[]>> = {
  12: [1, 2],
  14: [2],
  16: [2],
};

/**
 * A virtual address of an exception level, through its stage 1 and, below
 * EL2, through stage 2 where HCR_EL2 turns it on.
 */
export async function translateVirtual(
  read: ReadDescriptor,
  registers: TranslationRegisters,
  level: 0 | 1 | 2 | 3,
  address: bigint,
): Promise<TranslationResult> {
  const regime = level === 0 ? 1 : level;
  const next: NextStage =
    regime === 1 && stage2Enabled(registers)
      ? (ipa) => walkStage2(read, registers.VTTBR_EL2 ?? 0n, registers.VTCR_EL2 ?? 0n, ipa)
      : (physical) => Promise.resolve(identity(physical));
  if (((registers[`SCTLR_EL${regime}`] ?? 0n) & 1n) === 0n) return next(address & OUTPUT_MASK);
  const tables = stage1Tables(registers, regime, address);
  if (typeof tables === 'string') return fault(1, tables, []);
  return walk(read, tables, address, next);
}

/** An intermediate physical address, through the tables of VTTBR_EL2 and VTCR_EL2. */
export async function walkStage2(
  read: ReadDescriptor,
  vttbr: bigint,
  vtcr: bigint,
  address: bigint,
): Promise<TranslationResult> {
  const tables = stage2Tables(vttbr, vtcr);
  if (typeof tables === 'string') return fault(2, tables, []);
  if (address >> BigInt(tables.inputSize) !== 0n) {
    return fault(2, `${hex(address)} is beyond the ${tables.inputSize} bits of the tables`, []);
  }
  return walk(read, tables, address, (physical) => Promise.resolve(identity(physical)));
}

function identity(address: bigint): Translation {
  return { kind: 'mapped', address, contiguous: WHOLE_SPACE - address, steps: [] };
}

/** HCR_EL2.VM, or HCR_EL2.DC which implies it (D19.2.48). */
function stage2Enabled(registers: TranslationRegisters): boolean {
  return ((registers.HCR_EL2 ?? 0n) & ((1n << 12n) | 1n)) !== 0n;
}

/** TTBR and TCR_ELx (D8.2); EL1 and EL2 with E2H have two halves, chosen by bit 55. */
function stage1Tables(
  registers: TranslationRegisters,
  regime: 1 | 2 | 3,
  address: bigint,
): Tables | string {
  const tcr = registers[`TCR_EL${regime}`] ?? 0n;
  const twoHalves = regime === 1 || (regime === 2 && bits(registers.HCR_EL2 ?? 0n, 34, 1) === 1);
  const high = twoHalves && ((address >> 55n) & 1n) === 1n;
  const size = clamp(64 - bits(tcr, high ? 16 : 0, 6), 16, 48);
  const ignoreTop = bits(tcr, twoHalves ? (high ? 38 : 37) : 20, 1) === 1;
  if (twoHalves && bits(tcr, high ? 23 : 7, 1) === 1) {
    return `TCR_EL${regime}.EPD${high ? 1 : 0} turns these walks off`;
  }
  // The bits above the input size all equal bit 55, but for an ignored top byte.
  const top = BigInt.asUintN(ignoreTop ? 56 : 64, address) >> BigInt(size);
  const all = (1n << BigInt((ignoreTop ? 56 : 64) - size)) - 1n;
  if (top !== (high ? all : 0n)) {
    return `${hex(address)} is beyond the ${size} bits of the tables`;
  }
  const granule = high ? [0, 14, 12, 16][bits(tcr, 30, 2)] : granuleOfTg0(bits(tcr, 14, 2));
  if (!granule) return `TCR_EL${regime} names a reserved granule`;
  const root = (registers[`TTBR${high ? 1 : 0}_EL${regime}`] ?? 0n) & OUTPUT_MASK & ~1n;
  const startLevel = 4 - Math.ceil((size - granule) / (granule - 3));
  return { stage: 1, root, granule, startLevel, inputSize: size };
}

/** VTCR_EL2 (D19.2.176): SL0 gives the first level, whose tables may be concatenated. */
function stage2Tables(vttbr: bigint, vtcr: bigint): Tables | string {
  if (vtcr === 0n) return 'VTCR_EL2 is 0: no hypervisor has set up stage 2';
  const granule = granuleOfTg0(bits(vtcr, 14, 2));
  if (!granule) return 'VTCR_EL2 names a reserved granule';
  const inputSize = clamp(64 - bits(vtcr, 0, 6), 16, 48);
  const startLevel = (granule === 12 ? 2 : 3) - bits(vtcr, 6, 2);
  // At most 16 tables are concatenated, at the first level only.
  const firstIndexBits = inputSize - levelShift(granule, startLevel);
  if (startLevel < 0 || firstIndexBits < 1 || firstIndexBits > granule - 3 + 4) {
    return `VTCR_EL2 ${hex(vtcr)} combines a first level and an input size that do not fit`;
  }
  return { stage: 2, root: vttbr & OUTPUT_MASK & ~1n, granule, startLevel, inputSize };
}

async function walk(
  read: ReadDescriptor,
  tables: Tables,
  address: bigint,
  next: NextStage,
): Promise<TranslationResult> {
  const { stage, granule, inputSize } = tables;
  const input = address & ((1n << BigInt(inputSize)) - 1n);
  const steps: TranslationStep[] = [];
  let table = tables.root;
  for (let level = tables.startLevel; level <= 3; level++) {
    const shift = levelShift(granule, level);
    const width = level === tables.startLevel ? inputSize - shift : granule - 3;
    const index = (input >> BigInt(shift)) & ((1n << BigInt(width)) - 1n);
    // Tables of stage 1 lie at intermediate addresses.
    const place = await next(table + index * 8n);
    if (place.kind === 'fault') return { ...place, steps: [...steps, ...place.steps] };
    const descriptor = await read(place.address);
    if (descriptor === undefined) {
      return fault(
        stage,
        `the level ${level} table lies at ${hex(place.address)}, outside memory`,
        steps,
      );
    }
    const kind = descriptorKind(descriptor, granule, level);
    steps.push({ stage, level: asLevel(level), at: place.address, descriptor, kind });
    if (kind === 'invalid') {
      return fault(stage, `the level ${level} descriptor of ${hex(address)} is invalid`, steps);
    }
    const output = descriptor & OUTPUT_MASK;
    if (kind !== 'table') return finish(output, shift, input, steps, next);
    table = output & ~((1n << BigInt(granule)) - 1n);
  }
  return fault(stage, 'the walk ended without a page', steps);
}

async function finish(
  output: bigint,
  shift: number,
  input: bigint,
  steps: readonly TranslationStep[],
  next: NextStage,
): Promise<TranslationResult> {
  const inside = (1n << BigInt(shift)) - 1n;
  const result = await next((output & ~inside) | (input & inside));
  const all = [...steps, ...result.steps];
  if (result.kind === 'fault') return { ...result, steps: all };
  const room = inside + 1n - (input & inside);
  const contiguous = room < result.contiguous ? room : result.contiguous;
  return { ...result, contiguous, steps: all };
}

/** D8.3: bit 0 valid; bit 1 table above level 3, page at level 3. */
function descriptorKind(
  descriptor: bigint,
  granule: number,
  level: number,
): TranslationStep['kind'] {
  if ((descriptor & 1n) === 0n) return 'invalid';
  const second = (descriptor & 2n) !== 0n;
  if (level === 3) return second ? 'page' : 'invalid';
  if (second) return 'table';
  return BLOCK_LEVELS[granule]?.includes(level) ? 'block' : 'invalid';
}

/** Lowest bit of an address that a level's index takes. */
function levelShift(granule: number, level: number): number {
  return granule + (granule - 3) * (3 - level);
}

function granuleOfTg0(field: number): number | undefined {
  return [12, 16, 14][field];
}

function asLevel(level: number): 0 | 1 | 2 | 3 {
  return level <= 0 ? 0 : level === 1 ? 1 : level === 2 ? 2 : 3;
}

function bits(value: bigint, low: number, count: number): number {
  return Number((value >> BigInt(low)) & ((1n << BigInt(count)) - 1n));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function fault(stage: 1 | 2, reason: string, steps: readonly TranslationStep[]): TranslationFault {
  return { kind: 'fault', stage, reason, steps };
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
