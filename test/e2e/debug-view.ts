// SPDX-License-Identifier: MIT
// The Run and Debug view, and the traces of a session in the editor.
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.js';

const limit = 60_000;

export class DebugView {
  constructor(private readonly page: Page) {}

  /** The line at which the session stands, in the active editor. */
  stoppedLine(): Locator {
    return this.page.locator('.debug-top-stack-frame-line').first();
  }

  /** What the editor shows below the line at which an exception was met. */
  exceptionWidget(): Locator {
    return this.page.locator('.exception-widget');
  }

  breakpointGlyph(): Locator {
    return this.page.locator('.glyph-margin-widgets .codicon-debug-breakpoint').first();
  }

  /** Names of the frames of the stopped thread, once one of them holds this text. */
  callStack(frame: string): Promise<readonly string[]> {
    return eventually(`a frame "${frame}" in the call stack`, limit, async () => {
      const frames = await this.frames();
      return frames.some((name) => name.includes(frame)) ? frames : undefined;
    });
  }

  /** Place of the topmost frame, as the call stack writes it. */
  async top(): Promise<string> {
    const [place = ''] = await this.page.locator('.debug-call-stack .stack-frame').allInnerTexts();
    return place;
  }

  /** Waits until the session stands somewhere else. */
  async stopsElsewhere(than: string): Promise<string> {
    return eventually(`a stop other than at ${than}`, limit, async () => {
      const place = await this.top();
      return place !== '' && place !== than ? place : undefined;
    });
  }

  variable(name: string): Locator {
    return this.page
      .locator('.debug-variables .monaco-list-row')
      .filter({ has: this.page.locator('.name', { hasText: name }) })
      .first();
  }

  /** Ticks a breakpoint or an exception filter in the Breakpoints view, or takes the tick away. */
  async tick(label: string, on: boolean): Promise<void> {
    const row = this.page.locator('.debug-breakpoints .monaco-list-row', { hasText: label });
    await row.locator('.monaco-checkbox').setChecked(on);
  }

  /** Folds one of the view's sections, so that the others have more room. */
  async fold(section: string): Promise<void> {
    await this.page.locator('.pane-header', { hasText: section }).click();
  }

  private frames(): Promise<readonly string[]> {
    return this.page.locator('.debug-call-stack .stack-frame > .label').allInnerTexts();
  }
}
