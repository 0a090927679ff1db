// SPDX-License-Identifier: MIT
// Watches an enabled hypervisor through its debug block: console text as it is
// written, and the cells as they change.
import type { CellInformation, ConsoleOutput } from '../client/engine-client.js';
import type { ConsolePiece, DebugBlock, DebugSnapshot } from './debug-block.js';
import { CONSOLE_HYPERVISOR } from './layout.js';

export interface WatchListener {
  console(output: ConsoleOutput): void;
  cells(cells: readonly CellInformation[]): void;
  failed(error: unknown): void;
}

const POLL_MS = 20;
const HYPERVISOR = 'hypervisor';

export class HypervisorWatch {
  private next = 0n;
  private lastCells = '';
  private polls: Promise<unknown> = Promise.resolve();
  private readonly names = new Map<number, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly block: DebugBlock,
    private readonly cpuCount: number,
    private readonly listener: WatchListener,
  ) {}

  start(): void {
    this.timer ??= setTimeout(() => void this.pollForEver(), POLL_MS).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** A name for text of a cell that the block does not list (yet, or any more). */
  nameCell(id: number, name: string): void {
    this.names.set(id, name);
  }

  /** Brings what has happened until now to the listener, and gives the state. */
  flush(): Promise<DebugSnapshot> {
    const poll = this.polls.then(() => this.poll());
    this.polls = poll.catch(() => undefined);
    return poll;
  }

  private async pollForEver(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      this.stop();
      this.listener.failed(error);
    }
    if (this.timer) this.timer = setTimeout(() => void this.pollForEver(), POLL_MS).unref();
  }

  private async poll(): Promise<DebugSnapshot> {
    const snapshot = await this.block.snapshot(this.cpuCount);
    for (const { id, name } of snapshot.cells) this.names.set(id, name);
    await this.takeConsole(snapshot.consoleHead);
    const cells = describe(snapshot.cells);
    if (cells !== this.lastCells) {
      this.lastCells = cells;
      this.listener.cells(snapshot.cells);
    }
    return snapshot;
  }

  private async takeConsole(head: bigint): Promise<void> {
    if (head <= this.next) return;
    const { pieces, lost } = await this.block.readConsole(this.next, head);
    this.next = head;
    if (lost > 0n) {
      const text = `\n[${lost} characters of all consoles were overwritten before they could be read]\n`;
      this.listener.console({ console: HYPERVISOR, bytes: new TextEncoder().encode(text) });
    }
    for (const piece of pieces) this.listener.console(this.outputOf(piece));
  }

  private outputOf({ source, bytes }: ConsolePiece): ConsoleOutput {
    if (source === CONSOLE_HYPERVISOR) return { console: HYPERVISOR, bytes };
    return { console: this.names.get(source) ?? `cell ${source}`, cellId: source, bytes };
  }
}

/** Equal for equal cells. */
function describe(cells: readonly CellInformation[]): string {
  return JSON.stringify(cells, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}
