// SPDX-License-Identifier: MIT
// Files as the editor sees them: the buffers that are open, over the disk.

/** Gives a file's text, or undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

export class Documents {
  private readonly buffers = new Map<string, string>();

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

  readonly read: ReadFile = (path) => this.buffers.get(path) ?? this.readDisk(path);
}
