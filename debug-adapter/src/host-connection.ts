// SPDX-License-Identifier: MIT
// A session's client of a host: listened to from the moment it exists, and
// ended once.
import type { EngineClient } from '@cellblock/engine/client';
import type { OutputText } from './output-text.js';

export class HostConnection {
  private engine: EngineClient | undefined;
  private end: Promise<void> | undefined;

  constructor(
    private readonly text: OutputText,
    /** The host's system has ended by itself. */
    private readonly lost: () => void,
  ) {}

  get isEnded(): boolean {
    return this.end !== undefined;
  }

  open(engine: EngineClient, consoles: boolean): void {
    this.engine = engine;
    // The session may have ended while the host was coming.
    if (this.isEnded) void engine.dispose();
    if (consoles) engine.onConsole((output) => this.text.show(output));
    engine.onEnded((detail) => {
      if (this.isEnded) return;
      this.text.say(`The system has ended: ${detail}\n`);
      this.lost();
    });
  }

  /** Runs `before`, then gives up the client; a host of our own ends with it. */
  close(before: () => Promise<void>): Promise<void> {
    this.end ??= before().then(() => this.engine?.dispose().catch(() => undefined));
    return this.end;
  }
}
