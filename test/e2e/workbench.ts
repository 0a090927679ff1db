// SPDX-License-Identifier: MIT
// VS Code's window, driven as a person does: with keys, clicks and eyes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Locator, type Page, chromium } from 'playwright-core';
import { DebugView } from './debug-view.js';
import { eventually } from './eventually.js';

/** Generous: two slow cores that other work shares. */
const limit = 60_000;

export class Workbench {
  readonly debug: DebugView;

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly screenshots: string,
  ) {
    this.debug = new DebugView(page);
  }

  static async open(url: string, screenshots: string): Promise<Workbench> {
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      handleSIGINT: false,
      handleSIGTERM: false,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(limit);
    mkdirSync(screenshots, { recursive: true });
    const workbench = new Workbench(browser, page, screenshots);
    await page.goto(url);
    await page.locator('.monaco-workbench .part.editor').waitFor();
    return workbench;
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /** @param keepMouse where the mouse makes what the picture shows */
  async screenshot(name: string, keepMouse = false): Promise<void> {
    if (!keepMouse) {
      await this.page.mouse.move(900, 4);
      await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
    }
    await this.page
      .locator('.terminal-resize-overlay.visible')
      .first()
      .waitFor({ state: 'hidden' });
    await this.page.screenshot({ path: join(this.screenshots, `${name}.png`) });
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.pick(`>${title}`, title);
  }

  /** Opens a file by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.quickInput().fill(name);
    // Rows move while the search goes on; the best match keeps the focus.
    await this.page.locator('.quick-input-list .focused', { hasText: name }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /** Types into the quick input and takes the row with this text. */
  async pick(typed: string, row: string): Promise<void> {
    const input = this.quickInput();
    await input.waitFor();
    await input.fill(typed);
    await this.quickRow(row).first().waitFor();
    await this.quickRow(row).first().click();
  }

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input');
  }

  /** A row of the quick input, by its text. */
  quickRow(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  /** Drags the edge of the side bar. */
  async widenSideBar(by: number): Promise<void> {
    const bar = await this.page.locator('.part.sidebar').boundingBox();
    if (bar === null) throw new Error('the side bar is not on screen');
    const edge = bar.x + bar.width;
    await this.page.mouse.move(edge, 300);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + by, 300, { steps: 4 });
    await this.page.mouse.up();
  }

  editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** Puts the cursor of the editor at the start of a line, from 1, and shows it. */
  async goToLine(line: number): Promise<void> {
    await this.page.keyboard.press('Control+1');
    await this.page.keyboard.press('Control+g');
    const input = this.quickInput();
    await input.waitFor();
    await input.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** The piece of code in the editor that reads exactly so. */
  code(text: string): Locator {
    return this.editor().getByText(text, { exact: true });
  }

  /**
   * Points at a piece of code until its hover is there: the editor gives one up
   * while hints and colours of the line are still coming in.
   */
  async hoverOver(code: string): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible', { hasText: code });
    return eventually(`a hover over ${code}`, limit, async () => {
      await this.page.mouse.move(0, 0);
      await this.code(code).hover();
      const isThere = hover.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      return (await isThere) ? hover : undefined;
    });
  }

  notification(text: string): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  squiggle(): Locator {
    return this.editor().locator('.squiggly-error').first();
  }

  /** A row of the Problems view. */
  problem(text: RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  }

  /** Takes back what was typed until the file is as it was opened. */
  async undoAll(): Promise<void> {
    await this.page.keyboard.press('Control+1');
    const dirty = this.page.locator('.tab.active.dirty');
    while ((await dirty.count()) > 0) await this.page.keyboard.press('Control+z');
  }

  activeTab(name: string): Locator {
    return this.page.locator('.tab.active', { hasText: name });
  }

  terminalTab(name: string): Locator {
    return this.page.locator('.tabs-list .terminal-tabs-entry', { hasText: name }).first();
  }

  /** The text that the visible terminal shows. */
  terminalText(): Locator {
    return this.page.locator('.terminal-wrapper.active .xterm-rows');
  }

  /** Writes a setting of the folder; the window follows when its theme has changed. */
  async setTheme(folder: string, theme: string, kind: 'vs' | 'vs-dark'): Promise<void> {
    const file = join(folder, '.vscode/settings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }
}
