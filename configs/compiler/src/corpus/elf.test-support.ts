// SPDX-License-Identifier: MIT
// The bytes of one symbol in a relocatable little-endian ELF64 file.

interface Section {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

const symbolTable = 2;
const withoutBytes = 8;
const commonIndex = 0xfff2;

/** Undefined if the file defines no such symbol. */
export function symbolBytes(file: Uint8Array, name: string): Uint8Array | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const sections = sectionsOf(view);
  const symbols = sections.find(({ type }) => type === symbolTable);
  const strings = symbols && sections[symbols.link];
  if (symbols === undefined || strings === undefined) return undefined;
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += 24) {
    if (stringAt(file, strings.offset + view.getUint32(at, true)) !== name) continue;
    const index = view.getUint16(at + 6, true);
    const value = Number(view.getBigUint64(at + 8, true));
    const size = Number(view.getBigUint64(at + 16, true));
    const section = sections[index];
    if (index === commonIndex || section?.type === withoutBytes) return new Uint8Array(size);
    if (index === 0 || section === undefined) return undefined;
    return file.slice(section.offset + value, section.offset + value + size);
  }
  return undefined;
}

function sectionsOf(view: DataView): Section[] {
  const start = Number(view.getBigUint64(0x28, true));
  const count = view.getUint16(0x3c, true);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * 64;
    return {
      type: view.getUint32(at + 4, true),
      offset: Number(view.getBigUint64(at + 24, true)),
      size: Number(view.getBigUint64(at + 32, true)),
      link: view.getUint32(at + 40, true),
    };
  });
}

function stringAt(file: Uint8Array, start: number): string {
  const end = file.indexOf(0, start);
  return new TextDecoder().decode(file.subarray(start, end));
}
