// SPDX-License-Identifier: MIT
// One person's afternoon with the installed extension: write a configuration,
// launch its cell, debug inmate and hypervisor. Each step goes on where the
// one before it ended.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type VsCodeServer, startVsCodeServer, workbenchUrl } from './vscode-server.js';
import { Workbench } from './workbench.js';
import { type WorkspaceCopy, copyWorkspace } from './workspace.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const vsix = join(root, 'extension/cellblock.vsix');
const systemFile = 'configs/arm64/qemu-arm64.c';
const cellFile = 'configs/arm64/qemu-arm64-inmate-demo.c';
const inmateFile = 'hypervisor/inmates/demos/uart-demo.c';

/** The number, from 1, of the first line of a file that holds this text. */
function lineOf(file: string, text: string): number {
  const index = readFileSync(join(root, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text));
  assert.ok(index >= 0, `${file} has no "${text}"`);
  return index + 1;
}

describe('In VS Code, with the extension installed, one', function () {
  this.timeout(240_000);
  this.bail(true);
  let workspace: WorkspaceCopy;
  let server: VsCodeServer;
  let workbench: Workbench;
  /** What to undo, in the order in which it was done. */
  const undo: (() => void | Promise<void>)[] = [];

  before(async () => {
    assert.ok(existsSync(vsix), 'extension/cellblock.vsix is missing; run "npm run package" first');
    workspace = copyWorkspace(root);
    undo.push(() => workspace.remove());
    server = await startVsCodeServer({
      root,
      vsix,
      settings: {
        'workbench.colorTheme': 'Default Dark Modern',
        // Text in the DOM can be read; text on a canvas cannot.
        'terminal.integrated.gpuAcceleration': 'off',
        'terminal.integrated.tabs.hideCondition': 'never',
        'debug.toolBarLocation': 'docked',
        'editor.minimap.enabled': false,
      },
    });
    undo.push(() => server.stop());
    workbench = await Workbench.open(
      workbenchUrl(server, workspace.folder),
      join(root, 'test/e2e/screenshots'),
    );
    undo.push(() => workbench.close());
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed');
  });

  after(async () => {
    for (const action of undo.reverse()) await action();
  });

  it('sees a mistake while typing it', async () => {
    await workbench.openFile('qemu-arm64-inmate-demo.c');
    await workbench.goToLine(lineOf(cellFile, '.virt_start = 0,'));
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('ArrowLeft');
    // The RAM now lies on the communication region.
    await workbench.page.keyboard.type('x80000000');
    await workbench.squiggle().waitFor();
    await workbench.command('Problems: Focus on Problems View');
    await workbench.problem(/overlap/).waitFor();
    await workbench.goToLine(lineOf(cellFile, 'JAILHOUSE_MEM_COMM_REGION'));
    await workbench.screenshot('mistake-dark');
  });

  it('cannot launch it, and is led to the reason', async () => {
    await workbench.command('View: Toggle Panel Visibility');
    await workbench.command('Cellblock: Launch Cell');
    const message = workbench.notification('qemu-arm64-inmate-demo.c has errors');
    await message.waitFor();
    assert.match(await message.innerText(), /overlap/);
    await workbench.screenshot('refused-dark');
    await message.getByRole('button', { name: 'Show Problems' }).click();
    await workbench.problem(/overlap/).waitFor();
    await message.waitFor({ state: 'detached' });
  });

  it('sees it go when it is undone', async () => {
    await workbench.undoAll();
    await workbench.squiggle().waitFor({ state: 'hidden' });
    await workbench.problem(/overlap/).waitFor({ state: 'hidden' });
  });

  it('is led to a mistake in the system, whose file is not open', async () => {
    const file = join(workspace.folder, systemFile);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('0b1111', '0b11 11'));
    await workbench.command('Cellblock: Launch Cell');
    const message = workbench.notification('qemu-arm64.c has errors');
    await message.getByRole('button', { name: 'Show Problems' }).click();
    await workbench.activeTab('qemu-arm64.c').waitFor();
    const problem = workbench.problem(/Missing ',' after '0b11'/);
    await problem.waitFor();
    // The file is mended by another program; its editor and the problems follow.
    writeFileSync(file, text);
    await problem.waitFor({ state: 'hidden' });
    await workbench.openFile('qemu-arm64-inmate-demo.c');
  });

  it('reads what a memory region means by pointing at it', async () => {
    await workbench.goToLine(lineOf(cellFile, '.phys_start = 0x7fa00000'));
    const hover = await workbench.hoverOver('0x7fa00000');
    const text = await hover.innerText();
    assert.match(text, /Memory region 1 of "inmate-demo": RAM/);
    assert.match(text, /64 KiB/);
    assert.match(text, /LOADABLE/);
    await workbench.screenshot('hover-dark', true);
    await workbench.page.keyboard.press('Escape');
  });

  it('launches the cell from the palette and reads what it says', async () => {
    await workbench.command('Cellblock: Launch Cell');
    await workbench.pick('uart-demo', 'uart-demo.bin');
    await workbench.terminalText().getByText('from cell!').first().waitFor();
    assert.match(await workbench.terminalText().innerText(), /Hello\s\d+\sfrom\scell!/);
    await workbench.terminalTab('inmate-demo').waitFor();
    await workbench.screenshot('launched-dark');
  });

  it('is told when a cell leaves its bounds', async () => {
    await workbench.openFile('qemu-arm64-bounds-demo.c');
    await workbench.command('Cellblock: Launch Cell');
    await workbench.pick('bounds-demo', 'bounds-demo.bin');
    const message = workbench.notification('stopped the cell bounds-demo');
    await message.waitFor();
    await message.getByRole('button', { name: 'Show Hypervisor Console' }).click();
    await workbench.terminalText().getByText('bounds-demo').first().waitFor();
    await message.waitFor({ state: 'detached' });
    await workbench.screenshot('violation-dark');
  });

  it('stops the inmate at a breakpoint and sees its variables', async () => {
    const { debug, page } = workbench;
    await workbench.openFile('uart-demo.c');
    await workbench.goToLine(lineOf(inmateFile, 'greeting->checksum = mix('));
    await page.keyboard.press('F9');
    await debug.breakpointGlyph().waitFor();
    await workbench.openFile('qemu-arm64-inmate-demo.c');
    await workbench.command('Cellblock: Debug Inmate');
    await workbench.pick('uart-demo', 'uart-demo.bin');
    await debug.stoppedLine().waitFor();
    await workbench.activeTab('uart-demo.c').waitFor();
    const frames = await debug.callStack('inmate_main');
    assert.match(frames[0] ?? '', /greet/);
    await debug.variable('greeting').waitFor();
    await debug.variable('elapsed').waitFor();
    await workbench.screenshot('breakpoint-dark');
  });

  it('stops at a hypercall and sees hypervisor, exit and inmate in one call stack', async () => {
    const { debug } = workbench;
    await workbench.widenSideBar(140);
    await debug.fold('Watch');
    await debug.tick('uart-demo.c', false);
    await debug.tick('Exits: hypercall', true);
    await workbench.command('Debug: Continue');
    const exit = 'hypercall 8 DEBUG_CONSOLE_PUTC from inmate-demo';
    const frames = await debug.callStack(exit);
    const label = frames.indexOf(exit);
    assert.ok(frames.slice(0, label).includes('handle_hvc'), frames.join('\n'));
    assert.ok(frames.slice(label).includes('printk'), frames.join('\n'));
    await debug.variable('exit').waitFor();
    await workbench.command('Terminal: Focus on Terminal View');
    await workbench.screenshot('hypercall-dark');
  });

  it('steps through the hypervisor, in dark and in light', async () => {
    const { debug } = workbench;
    const before = await debug.top();
    await workbench.command('Debug: Step Over');
    await debug.stopsElsewhere(before);
    await debug.variable('cpu').waitFor();
    await workbench.command('Terminal: Focus on Terminal View');
    await workbench.screenshot('stepped-dark');
    await workbench.setTheme(workspace.folder, 'Default Light Modern', 'vs');
    await workbench.screenshot('stepped-light');
  });

  it('has a violation explained by the lines of the configurations', async () => {
    const { debug } = workbench;
    await debug.tick('Exits: hypercall', false);
    await workbench.command('Debug: Stop');
    await debug.stoppedLine().waitFor({ state: 'detached' });
    await workbench.openFile('qemu-arm64-bounds-demo.c');
    await workbench.command('Cellblock: Debug Inmate');
    await workbench.pick('bounds-demo', 'bounds-demo.bin');
    await debug.exceptionWidget().waitFor();
    const text = await debug.exceptionWidget().innerText();
    assert.match(text, /read 0x0*50000000, 4 bytes, by bounds-demo/);
    assert.match(text, /in no memory region of "bounds-demo"/);
    assert.match(text, /belongs to memory region \d+ of "qemu-arm64" .*qemu-arm64\.c:\d+/);
    await workbench.screenshot('violation-light');
  });

  it('ends the system, and the session with it', async () => {
    await workbench.command('Cellblock: Stop System');
    await workbench.debug.stoppedLine().waitFor({ state: 'detached' });
    await workbench.terminalTab('inmate-demo').waitFor({ state: 'detached' });
    await workbench.openFile('qemu-arm64-inmate-demo.c');
    await workbench.screenshot('ended-light');
  });
});
