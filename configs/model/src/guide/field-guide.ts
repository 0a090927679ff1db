// SPDX-License-Identifier: MIT
// What the guide says about a field of the format.

export interface FieldGuide {
  /** What the number means, in one or two sentences. */
  readonly meaning: string;
  /** bytes, kHz, ... */
  readonly unit?: string;
  /** What must hold, and what refuses a configuration where it doesn't. */
  readonly rules?: readonly string[];
  /** Macros that are meant for it, by their names. */
  readonly constants?: RegExp;
}

export interface RecordGuide {
  /** What one of these records is, and what an array of them does. */
  readonly meaning: string;
  /** By the names of the C header. */
  readonly fields: Readonly<Record<string, FieldGuide>>;
}
