// SPDX-License-Identifier: MIT
// Runs call frame instructions (DWARF 5, 6.4.2) into rows of register rules.
import { ByteReader } from './byte-reader.js';
import type { FrameDescription } from './frame-description.js';

/** How a register of the caller is found. "CFA": canonical frame address. */
export type RegisterRule =
  | { readonly kind: 'same' }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'offset'; readonly offset: bigint } // saved at CFA + offset
  | { readonly kind: 'value-offset'; readonly offset: bigint } // is CFA + offset
  | { readonly kind: 'register'; readonly register: number }
  | { readonly kind: 'expression'; readonly bytes: Uint8Array } // saved at that address
  | { readonly kind: 'value-expression'; readonly bytes: Uint8Array };

type CfaRule =
  | { readonly kind: 'register'; readonly register: number; readonly offset: bigint }
  | { readonly kind: 'expression'; readonly bytes: Uint8Array };

export interface FrameRow {
  /** First address at which the row holds. */
  readonly start: bigint;
  readonly cfa: CfaRule | undefined;
  readonly registers: ReadonlyMap<number, RegisterRule>;
}

interface State {
  cfa: CfaRule | undefined;
  registers: Map<number, RegisterRule>;
}

/** More rows than a function has instructions, or states than it remembers, are damage. */
const MOST_ROWS = 100_000;
const MOST_REMEMBERED = 1_000;

export function runFrameInstructions(frame: FrameDescription): readonly FrameRow[] {
  const runner = new Runner(frame);
  runner.run(frame.common.instructions);
  runner.keepInitial();
  runner.run(frame.instructions);
  return runner.finish();
}

class Runner {
  private state: State = { cfa: undefined, registers: new Map() };
  private initial = new Map<number, RegisterRule>();
  private readonly remembered: State[] = [];
  private readonly rows: FrameRow[] = [];
  private address: bigint;

  constructor(private readonly frame: FrameDescription) {
    this.address = frame.start;
  }

  run(instructions: Uint8Array): void {
    const reader = new ByteReader(instructions);
    while (reader.more && this.rows.length < MOST_ROWS) {
      const opcode = reader.u8();
      const operand = opcode & 0x3f;
      if (opcode >> 6 === 1) this.advance(BigInt(operand));
      else if (opcode >> 6 === 2) this.set(operand, this.saved(reader.uleb()));
      else if (opcode >> 6 === 3) this.restore(operand);
      else if (!this.runMove(opcode, reader) && !this.runRule(opcode, reader)) return;
    }
  }

  keepInitial(): void {
    this.initial = new Map(this.state.registers);
  }

  finish(): readonly FrameRow[] {
    this.addRow();
    return this.rows;
  }

  /** Locations and the canonical frame address; false for an instruction of another sort. */
  private runMove(opcode: number, reader: ByteReader): boolean {
    const { state } = this;
    switch (opcode) {
      case 0x00: // nop
        return true;
      case 0x01: // set_loc
        this.moveTo(reader.unsigned(this.frame.common.addressSize));
        return true;
      case 0x02: // advance_loc1, 2, 4
        this.advance(BigInt(reader.u8()));
        return true;
      case 0x03:
        this.advance(BigInt(reader.u16()));
        return true;
      case 0x04:
        this.advance(BigInt(reader.u32()));
        return true;
      case 0x0c: // def_cfa
        state.cfa = { kind: 'register', register: reader.count(), offset: reader.uleb() };
        return true;
      case 0x12: // def_cfa_sf
        state.cfa = {
          kind: 'register',
          register: reader.count(),
          offset: this.factored(reader.sleb()),
        };
        return true;
      case 0x0d: // def_cfa_register
        this.changeCfa({ register: reader.count() });
        return true;
      case 0x0e: // def_cfa_offset
        this.changeCfa({ offset: reader.uleb() });
        return true;
      case 0x13: // def_cfa_offset_sf
        this.changeCfa({ offset: this.factored(reader.sleb()) });
        return true;
      case 0x0f: // def_cfa_expression
        state.cfa = { kind: 'expression', bytes: reader.block(reader.count()) };
        return true;
      default:
        return false;
    }
  }

  /** Register rules; false for an instruction that is unknown. */
  private runRule(opcode: number, reader: ByteReader): boolean {
    switch (opcode) {
      case 0x05: // offset_extended
        this.set(reader.count(), this.saved(reader.uleb()));
        return true;
      case 0x11: // offset_extended_sf
        this.set(reader.count(), this.saved(reader.sleb()));
        return true;
      case 0x2f: // GNU_negative_offset_extended
        this.set(reader.count(), this.saved(-reader.uleb()));
        return true;
      case 0x06: // restore_extended
        this.restore(reader.count());
        return true;
      case 0x07: // undefined
        this.set(reader.count(), { kind: 'undefined' });
        return true;
      case 0x08: // same_value
        this.set(reader.count(), { kind: 'same' });
        return true;
      case 0x09: // register
        this.set(reader.count(), { kind: 'register', register: reader.count() });
        return true;
      case 0x0a: // remember_state
        if (this.remembered.length < MOST_REMEMBERED) this.remembered.push(copy(this.state));
        return true;
      case 0x0b: // restore_state
        this.state = this.remembered.pop() ?? this.state;
        return true;
      case 0x10: // expression
        this.set(reader.count(), { kind: 'expression', bytes: reader.block(reader.count()) });
        return true;
      case 0x16: // val_expression
        this.set(reader.count(), { kind: 'value-expression', bytes: reader.block(reader.count()) });
        return true;
      case 0x14: // val_offset
        this.set(reader.count(), { kind: 'value-offset', offset: this.factored(reader.uleb()) });
        return true;
      case 0x15: // val_offset_sf
        this.set(reader.count(), { kind: 'value-offset', offset: this.factored(reader.sleb()) });
        return true;
      case 0x2d: // AARCH64_negate_ra_state: the return address is signed from here on
        return true;
      case 0x2e: // GNU_args_size
        reader.uleb();
        return true;
      default:
        return false;
    }
  }

  private advance(distance: bigint): void {
    if (distance > 0n) this.moveTo(this.address + distance * this.frame.common.codeAlignment);
  }

  private moveTo(address: bigint): void {
    this.addRow();
    this.address = address;
  }

  private addRow(): void {
    this.rows.push({ start: this.address, ...copy(this.state) });
  }

  private set(register: number, rule: RegisterRule): void {
    this.state.registers.set(register, rule);
  }

  private restore(register: number): void {
    const rule = this.initial.get(register);
    if (rule) this.set(register, rule);
    else this.state.registers.delete(register);
  }

  private changeCfa(change: { register: number } | { offset: bigint }): void {
    const { cfa } = this.state;
    if (cfa?.kind === 'register') this.state.cfa = { ...cfa, ...change };
  }

  private saved(offset: bigint): RegisterRule {
    return { kind: 'offset', offset: this.factored(offset) };
  }

  private factored(offset: bigint): bigint {
    return offset * this.frame.common.dataAlignment;
  }
}

function copy({ cfa, registers }: State): State {
  return { cfa, registers: new Map(registers) };
}
