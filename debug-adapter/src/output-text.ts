// SPDX-License-Identifier: MIT
// Consoles as text for the debug console: the debugged cell's and the
// hypervisor's. A character may arrive in several pieces.
import { StringDecoder } from 'node:string_decoder';
import type { ConsoleOutput } from '@cellblock/engine/client';

export type OutputCategory = 'stdout' | 'console';

export class OutputText {
  /** The console that is the program's own output. */
  cell: string | undefined;
  private readonly decoders = new Map<string, StringDecoder>();

  constructor(private readonly emit: (category: OutputCategory, text: string) => void) {}

  /** A word of the debugger itself. */
  say(text: string): void {
    this.emit('console', text);
  }

  show({ console, bytes }: ConsoleOutput): void {
    const category = this.categoryOf(console);
    if (!category) return;
    let decoder = this.decoders.get(console);
    if (!decoder) {
      decoder = new StringDecoder('utf8');
      this.decoders.set(console, decoder);
    }
    const text = decoder.write(Buffer.from(bytes));
    if (text !== '') this.emit(category, text);
  }

  private categoryOf(console: string): OutputCategory | undefined {
    if (console === this.cell) return 'stdout';
    return console === 'hypervisor' ? 'console' : undefined;
  }
}
