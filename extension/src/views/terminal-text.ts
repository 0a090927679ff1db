// SPDX-License-Identifier: MIT
// Turns the bytes of a console into what a terminal shows.

/** How many characters a terminal that is opened late can still show. */
const backlogLimit = 200_000;

/** A console's text, in pieces as they come. */
export class TerminalText {
  private readonly decoder = new TextDecoder('utf-8');
  private lastWasReturn = false;
  private pieces: string[] = [];
  private length = 0;

  /** Text so far, cut to the latest of it. */
  get backlog(): string {
    return this.pieces.join('').slice(-backlogLimit);
  }

  /** What to write for these bytes: a bare line feed also returns to column one. */
  add(bytes: Uint8Array): string {
    let piece = '';
    for (const character of this.decoder.decode(bytes, { stream: true })) {
      if (character === '\n' && !this.lastWasReturn) piece += '\r';
      piece += character;
      this.lastWasReturn = character === '\r';
    }
    this.keep(piece);
    return piece;
  }

  /** Forgets the oldest text from time to time, not at every piece. */
  private keep(piece: string): void {
    this.pieces.push(piece);
    this.length += piece.length;
    if (this.length < 2 * backlogLimit) return;
    this.pieces = [this.backlog];
    this.length = backlogLimit;
  }
}
