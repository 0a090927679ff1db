// SPDX-License-Identifier: MIT
// What call frame information says about one function (DWARF 5, 6.4.1).

/** What all functions of one kind share. */
export interface CommonFrame {
  readonly version: number;
  readonly codeAlignment: bigint;
  readonly dataAlignment: bigint;
  readonly returnRegister: number;
  readonly addressSize: number;
  /** DW_EH_PE_* of the addresses in .eh_frame; 0 for absolute ones. */
  readonly pointerEncoding: number;
  readonly augmented: boolean;
  readonly signalFrame: boolean;
  readonly instructions: Uint8Array;
}

export interface FrameDescription {
  readonly start: bigint;
  readonly end: bigint;
  readonly common: CommonFrame;
  readonly instructions: Uint8Array;
}
