// SPDX-License-Identifier: MIT
// A terminal for every console of a live system: one per cell, one for the
// hypervisor, one for the wire. They appear with their first output.
import * as vscode from 'vscode';
import { TerminalText } from './terminal-text.js';

/** The part of a live system that consoles need. */
export interface ConsoleSource {
  onConsole(listener: (output: { readonly console: string; readonly bytes: Uint8Array }) => void): {
    dispose(): void;
  };
  onEnded(listener: (detail: string) => void): { dispose(): void };
  /** Sends what was typed to a console of the machine. */
  type(console: string, bytes: Uint8Array): Promise<void>;
}

export class ConsoleTerminals implements vscode.Disposable {
  private readonly consoles = new Map<string, Console>();
  private readonly subscriptions: { dispose(): void }[];

  /** @param suffix what follows a console's name in the title of its terminal */
  constructor(
    private readonly source: ConsoleSource,
    private readonly suffix: string,
  ) {
    this.subscriptions = [
      source.onConsole(({ console, bytes }) => this.console(console).write(bytes)),
      source.onEnded((detail) => {
        for (const console of this.consoles.values()) console.note(`[the system ended: ${detail}]`);
      }),
    ];
  }

  /** Brings a console to the front, without taking the keyboard. */
  show(name: string): void {
    this.console(name).show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const console of this.consoles.values()) console.dispose();
    this.consoles.clear();
  }

  private console(name: string): Console {
    let console = this.consoles.get(name);
    if (console === undefined) {
      console = new Console(name, name + this.suffix, this.source);
      this.consoles.set(name, console);
    }
    return console;
  }
}

/** One console's text, and the terminal that shows it unless it was closed. */
class Console implements vscode.Disposable {
  private readonly text = new TerminalText();
  private readonly written = new vscode.EventEmitter<string>();
  private terminal: vscode.Terminal | undefined;
  private open = false;

  constructor(
    private readonly name: string,
    private readonly title: string,
    private readonly source: ConsoleSource,
  ) {
    this.terminal = this.createTerminal();
  }

  write(bytes: Uint8Array): void {
    const piece = this.text.add(bytes);
    if (this.open) this.written.fire(piece);
  }

  note(text: string): void {
    this.write(new TextEncoder().encode(`\n\u001b[2m${text}\u001b[0m\n`));
  }

  show(): void {
    this.terminal ??= this.createTerminal();
    this.terminal.show(true);
  }

  dispose(): void {
    this.terminal?.dispose();
    this.written.dispose();
  }

  private createTerminal(): vscode.Terminal {
    return vscode.window.createTerminal({
      name: this.title,
      iconPath: new vscode.ThemeIcon(this.name === 'hypervisor' ? 'server' : 'chip'),
      isTransient: true,
      pty: {
        onDidWrite: this.written.event,
        open: () => {
          this.open = true;
          this.written.fire(this.text.backlog);
        },
        close: () => {
          this.open = false;
          this.terminal = undefined;
        },
        handleInput: (typed: string) => {
          this.source.type(this.name, new TextEncoder().encode(typed)).catch(() => undefined);
        },
      },
    });
  }
}
