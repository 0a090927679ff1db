// SPDX-License-Identifier: MIT
// What a revision of the format, or a fork of it, looks like: its records, the
// order of its arrays, and what its numbers mean. Plain tables, nothing else.
import type { FieldType, StructField } from '../schema/field-types.js';

/** An array behind the cell descriptor. */
export interface ArrayLayout {
  /** Of the cell in the model; an array that the model lacks has a name of its own. */
  readonly property: string;
  /** The descriptor's property that counts the elements. */
  readonly count: string;
  readonly of: FieldType;
}

/** How the debug console of a system is told. */
export type ConsoleDialect =
  /** A memory region. */
  | 'memory'
  /** Flags of the first weeks: UART_X86 1, UART_ARM 2, VGA 3. */
  | 'uart-by-architecture'
  /** Flags until revision 3: UART_X86 1, VGA 2, 8250 3, PL011 4, XUARTPS 5. */
  | 'early-flags'
  /** JAILHOUSE_CON1_*: the type in the lowest four bits of the flags. */
  | 'combined'
  /** JAILHOUSE_CON_*: a type and flags. */
  | 'split';

/** What numbers mean where they changed without moving. */
export interface Dialect {
  readonly console: ConsoleDialect;
  /** Bit 1 of a cell's flags is DEBUG_CONSOLE; it became bit 30. */
  readonly hasDebugConsoleFlag: boolean;
  /** Bit 8 of a memory region's flags is IO_UNALIGNED; it became bit 15. */
  readonly hasLowUnalignedFlag: boolean;
  /** Protocols are class codes: VETH 0x0100, custom ones from 0x8000. */
  readonly hasProtocolClassCodes: boolean;
}

export interface Layout {
  /** The revision, and the number of the variant where it had several: `14`, `12.3`. */
  readonly id: string;
  /** 0: from before files had one. */
  readonly revision: number;
  /** What tells it from its neighbours. */
  readonly title: string;
  readonly signatures: { readonly system: string; readonly cell: string };
  /** Ends with the field root_cell. */
  readonly system: StructField;
  readonly cell: StructField;
  /** In the order of the file. */
  readonly arrays: readonly ArrayLayout[];
  readonly dialect: Dialect;
}
