// SPDX-License-Identifier: MIT
// Files as the editor sees them: the buffers that are open, over the disk.

/** Gives a file's text, or undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

export class Documents {
  private readonly buffers = new Map<string, string>();

  /** What the turn that is going on has read. */
  private turn?: Map<string, string | undefined>;

  constructor(private readonly readDisk: ReadFile) {}

  /** Opens a buffer, or replaces its text. */
  set(path: string, text: string): void {
    this.buffers.set(path, text);
  }

  close(path: string): void {
    this.buffers.delete(path);
  }

  open(): readonly string[] {
    return [...this.buffers.keys()];
  }

  isOpen(path: string): boolean {
    return this.buffers.has(path);
  }

  readonly read: ReadFile = (path) => this.buffers.get(path) ?? this.readOnce(path);

  /** In one turn every file of the disk is read at most once, however often it is asked for. */
  inOneTurn<Result>(action: () => Result): Result {
    if (this.turn !== undefined) return action();
    this.turn = new Map();
    try {
      return action();
    } finally {
      this.turn = undefined;
    }
  }

  private readOnce(path: string): string | undefined {
    if (this.turn === undefined) return this.readDisk(path);
    if (!this.turn.has(path)) this.turn.set(path, this.readDisk(path));
    return this.turn.get(path);
  }
}
