// SPDX-License-Identifier: MIT
// The debug sections of one ELF file, an absent one as no bytes.
import { sectionBytes, type Elf } from '@cellblock/engine/elf';

export interface DwarfSections {
  readonly abbrev: Uint8Array;
  readonly addr: Uint8Array;
  readonly info: Uint8Array;
  readonly line: Uint8Array;
  readonly lineStr: Uint8Array;
  readonly loc: Uint8Array;
  readonly loclists: Uint8Array;
  readonly ranges: Uint8Array;
  readonly rnglists: Uint8Array;
  readonly str: Uint8Array;
  readonly strOffsets: Uint8Array;
}

export function dwarfSections(elf: Elf): DwarfSections {
  const bytes = (name: string): Uint8Array => sectionBytes(elf, name) ?? new Uint8Array();
  return {
    abbrev: bytes('.debug_abbrev'),
    addr: bytes('.debug_addr'),
    info: bytes('.debug_info'),
    line: bytes('.debug_line'),
    lineStr: bytes('.debug_line_str'),
    loc: bytes('.debug_loc'),
    loclists: bytes('.debug_loclists'),
    ranges: bytes('.debug_ranges'),
    rnglists: bytes('.debug_rnglists'),
    str: bytes('.debug_str'),
    strOffsets: bytes('.debug_str_offsets'),
  };
}
