// SPDX-License-Identifier: MIT
// Call frame information (DWARF 5, 6.4; .eh_frame as the LSB describes it):
// which rules recover the caller's registers at an address.
import { ByteReader } from './byte-reader.js';
import type { CommonFrame, FrameDescription } from './frame-description.js';
import { runFrameInstructions, type FrameRow } from './frame-instructions.js';

/** One section with where it lies, as pc-relative pointers need it. */
export interface FrameSection {
  readonly kind: 'debug_frame' | 'eh_frame';
  readonly bytes: Uint8Array;
  readonly address: bigint;
}

export function readCallFrames(section: FrameSection): readonly FrameDescription[] {
  const frames: FrameDescription[] = [];
  const commons = new Map<number, CommonFrame | undefined>();
  const reader = new ByteReader(section.bytes);
  while (reader.more) {
    const record = readRecord(reader, section);
    if (!record || record.body.end === record.body.position) continue;
    if (record.commonOffset === undefined) continue;
    if (!commons.has(record.commonOffset))
      commons.set(record.commonOffset, readCommon(section, record.commonOffset));
    const common = commons.get(record.commonOffset);
    const frame = common && readDescription(section, record.body, common);
    if (frame) frames.push(frame);
  }
  return frames;
}

/** The rules that hold at an address; absent where no function is described. */
export function frameRowAt(
  frames: readonly FrameDescription[],
  address: bigint,
): { readonly row: FrameRow; readonly common: CommonFrame } | undefined {
  const frame = frames.find(({ start, end }) => address >= start && address < end);
  if (!frame) return undefined;
  const row = frameRows(frame).findLast(({ start }) => start <= address);
  return row && { row, common: frame.common };
}

/** All rows of one function, in order of their addresses. */
export function frameRows(frame: FrameDescription): readonly FrameRow[] {
  return runFrameInstructions(frame);
}

interface FrameRecord {
  readonly body: ByteReader;
  /** Offset of the common information; absent for that itself. */
  readonly commonOffset?: number;
}

function readRecord(reader: ByteReader, { kind }: FrameSection): FrameRecord | undefined {
  let length = BigInt(reader.u32());
  const wide = length === 0xffffffffn;
  if (wide) length = reader.u64();
  if (length === 0n) return undefined; // .eh_frame's terminator
  const body = reader.sub(length > BigInt(reader.end) ? reader.end + 1 : Number(length));
  if (body.failed) {
    reader.fail();
    return undefined;
  }
  const idPosition = body.position;
  if (kind === 'eh_frame') {
    const distance = body.u32();
    return distance === 0 ? { body } : { body, commonOffset: idPosition - distance };
  }
  const id = wide ? body.u64() : BigInt(body.u32());
  const isCommon = id === (wide ? 0xffffffffffffffffn : 0xffffffffn);
  return isCommon ? { body } : { body, commonOffset: Number(id) };
}

function readCommon(section: FrameSection, offset: number): CommonFrame | undefined {
  const outer = new ByteReader(section.bytes, offset);
  const record = readRecord(outer, section);
  if (!record || record.commonOffset !== undefined) return undefined;
  const { body } = record;
  const version = body.u8();
  const augmentation = body.string();
  const addressSize = version >= 4 ? body.u8() : 8;
  if (version >= 4) body.skip(1); // size of a segment selector
  const codeAlignment = body.uleb();
  const dataAlignment = body.sleb();
  const returnRegister = version === 1 ? body.u8() : body.count();
  const { pointerEncoding, signalFrame } = readAugmentation(body, augmentation);
  if (body.failed) return undefined;
  const augmented = augmentation.startsWith('z');
  const instructions = body.block(body.end - body.position);
  const alignment = { codeAlignment, dataAlignment };
  const pointers = { addressSize, pointerEncoding, augmented };
  return { version, ...alignment, returnRegister, ...pointers, signalFrame, instructions };
}

function readAugmentation(
  body: ByteReader,
  augmentation: string,
): { pointerEncoding: number; signalFrame: boolean } {
  let pointerEncoding = 0;
  let signalFrame = false;
  if (!augmentation.startsWith('z')) return { pointerEncoding, signalFrame };
  const data = body.sub(body.count());
  for (const letter of augmentation.slice(1)) {
    if (letter === 'R') pointerEncoding = data.u8();
    else if (letter === 'S') signalFrame = true;
    else if (letter === 'L') data.u8();
    else if (letter === 'P') skipPointer(data, data.u8());
  }
  return { pointerEncoding, signalFrame };
}

function skipPointer(data: ByteReader, encoding: number): void {
  readEncoded(data, encoding, 8);
}

function readDescription(
  section: FrameSection,
  body: ByteReader,
  common: CommonFrame,
): FrameDescription | undefined {
  const encoding = section.kind === 'eh_frame' ? common.pointerEncoding : 0;
  const at = section.address + BigInt(body.position);
  let start = readEncoded(body, encoding, common.addressSize);
  if ((encoding & 0x70) === 0x10) start = BigInt.asUintN(64, start + at); // DW_EH_PE_pcrel
  const size = readEncoded(body, encoding & 0x0f, common.addressSize);
  if (common.augmented) body.skip(body.count());
  if (body.failed) return undefined;
  const instructions = body.block(body.end - body.position);
  return { start, end: start + size, common, instructions };
}

/** A pointer by the low four bits of its DW_EH_PE_* encoding. */
function readEncoded(reader: ByteReader, encoding: number, addressSize: number): bigint {
  switch (encoding & 0x0f) {
    case 0x01:
      return reader.uleb();
    case 0x02:
      return reader.unsigned(2);
    case 0x03:
      return reader.unsigned(4);
    case 0x04:
      return reader.unsigned(8);
    case 0x09:
      return reader.sleb();
    case 0x0a:
      return reader.signed(2);
    case 0x0b:
      return reader.signed(4);
    case 0x0c:
      return reader.signed(8);
    default:
      return reader.unsigned(addressSize);
  }
}
