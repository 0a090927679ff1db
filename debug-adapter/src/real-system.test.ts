// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@cellblock/config-compiler';
import { inmateImage, spawnHost } from '@cellblock/engine/client';
import { loadConfiguration } from './launch/configuration.js';
import { DebugBench } from './testing/debug-bench.test-support.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ADAPTER = join(ROOT, 'debug-adapter/out/main.js');
const UART_DEMO = join(ROOT, 'hypervisor/inmates/demos/uart-demo.c');
const VIRTUAL_CONSOLE = join(ROOT, 'hypervisor/inmates/lib/console.c');
const INMATE_THREAD = 2; // CPU 1

function launchArguments(cell: string, inmate: string): object {
  return {
    system: join(ROOT, 'configs/arm64/qemu-arm64.c'),
    cell: join(ROOT, `configs/arm64/qemu-arm64-${cell}.c`),
    image: join(ROOT, `hypervisor/out/arm64/inmates/${inmate}.elf`),
  };
}

function cellImage(cell: string): Uint8Array {
  const path = join(ROOT, `configs/arm64/qemu-arm64-${cell}.c`);
  return loadConfiguration(path, 'cell', [join(ROOT, 'configs/include')], compile).image;
}

function lineOf(path: string, text: string): number {
  const line = readFileSync(path, 'utf8')
    .split('\n')
    .findIndex((one) => one.includes(text));
  assert.notEqual(line, -1, `${path} has no line with "${text}"`);
  return line + 1;
}

describe('a session on the hypervisor in QEMU', () => {
  let bench: DebugBench;

  beforeEach(async () => (bench = await DebugBench.process(ADAPTER)));
  afterEach(() => bench.end());

  async function step(
    way: 'next' | 'stepIn' | 'stepOut',
    thread = INMATE_THREAD,
  ): Promise<string[]> {
    const given = { threadId: thread };
    if (way === 'next') await bench.client.nextRequest(given);
    else if (way === 'stepIn') await bench.client.stepInRequest(given);
    else await bench.client.stepOutRequest(given);
    assert.equal((await bench.nextStop()).reason, 'step');
    return await bench.shownStack(thread);
  }

  it('stops an inmate at a line, shows its locals and steps', async () => {
    const line = lineOf(UART_DEMO, 'greeting->number++');
    const [state] = await bench.launch(launchArguments('inmate-demo', 'uart-demo'), {
      [UART_DEMO]: [{ line }],
    });
    assert.equal(state?.verified, true);
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'breakpoint');
    assert.equal(stop.threadId, INMATE_THREAD);
    const frames = await bench.stack(INMATE_THREAD);
    assert.deepEqual(
      frames.slice(0, 2).map(({ name }) => name),
      ['greet', 'inmate_main'],
    );
    assert.equal(frames[0]?.source?.path, UART_DEMO);
    const locals = await bench.variables(frames[0].id, 'Locals');
    const greeting = await bench.children(locals.get('greeting')?.variablesReference ?? 0);
    assert.equal(greeting.get('number')?.value, '0');
    assert.equal(greeting.get('checksum')?.value, String(0x811c9dc5));

    const { body } = await bench.client.threadsRequest();
    assert.deepEqual(
      body.threads.map(({ name }) => name),
      [
        'CPU 0 · qemu-arm64 (root)',
        'CPU 1 · inmate-demo',
        'CPU 2 · qemu-arm64 (root)',
        'CPU 3 · qemu-arm64 (root)',
      ],
    );

    await bench.setLines(UART_DEMO, []);
    assert.equal((await step('next'))[0], `greet:${lineOf(UART_DEMO, 'greeting->checksum = mix')}`);
    assert.match((await step('stepIn'))[0] ?? '', /^mix:/);
    assert.match((await step('stepOut'))[0] ?? '', /^greet:/);
    // say() makes a hypercall for every character.
    let place = '';
    for (let count = 0; count < 10 && !place.startsWith('inmate_main'); count++)
      place = (await step('next'))[0] ?? '';
    assert.match(place, /^inmate_main:/);
    await bench.heard('Hello 1 from cell!');
    await bench.client.continueRequest({ threadId: INMATE_THREAD });
    await bench.heard('Hello 3 from cell!');
  });

  it('stops at an exit: hypervisor, exit and inmate on one stack, and back again', async () => {
    await bench.launch(launchArguments('inmate-demo', 'uart-demo'), {}, ['hypercall']);
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'exit');
    assert.equal(stop.text, 'hypercall 8 DEBUG_CONSOLE_PUTC from inmate-demo');
    const stack = await bench.shownStack(INMATE_THREAD);
    const labelAt = stack.indexOf(`[${stop.text}]`);
    assert.ok(labelAt >= 2, stack.join(' '));
    assert.match(stack[0] ?? '', /^debug_exit_hook:/);
    assert.match(stack.slice(labelAt + 1).join(' '), /printk:\d+ .*inmate_main:\d+/);
    const frames = await bench.stack(INMATE_THREAD);
    assert.match(frames[0]?.source?.path ?? '', /hypervisor\/.*\.c$/);
    const main = frames.find(({ name }) => name === 'inmate_main');
    assert.ok(main?.source?.path?.endsWith('.c'));

    await bench.client.setExceptionBreakpointsRequest({ filters: [] });
    assert.ok((await step('next')).includes(`[${stop.text}]`));
    // Out of the handlers and the vector, frame by frame.
    const label = `[${stop.text}]`;
    const inHypervisor = (lines: readonly string[]): boolean =>
      lines.includes(label) || !lines.some((line) => line.startsWith('inmate_main:'));
    let back = await step('stepOut');
    for (let count = 0; count < 10 && inHypervisor(back); count++) back = await step('stepOut');
    assert.match(back.join(' '), /printk:\d+ .*inmate_main:\d+/);
  });

  it('stops at a line of the hypervisor', async () => {
    const source = join(ROOT, 'hypervisor/core/hypercall.c');
    await bench.launch(launchArguments('inmate-demo', 'uart-demo'));
    await bench.heard('Hello 1 from cell!');
    const set = await bench.client.setFunctionBreakpointsRequest({
      breakpoints: [{ name: 'hypercall' }],
    });
    assert.equal(set.body.breakpoints[0]?.verified, true);
    assert.equal(set.body.breakpoints[0].source?.path, source);
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'breakpoint');
    assert.equal(stop.threadId, INMATE_THREAD);
    const [frame] = await bench.stack(INMATE_THREAD);
    assert.equal(frame?.source?.path, source);
  });

  it('shows the exit and the guest from the vector to the exception return', async () => {
    const vectors = join(ROOT, 'hypervisor/arch/arm64/vectors.S');
    const given = launchArguments('inmate-demo', 'uart-demo');
    await bench.launch(given, {}, ['hypercall']);
    const { text } = await bench.nextStop();
    await bench.client.setExceptionBreakpointsRequest({ filters: [] });
    await bench.setLines(vectors, [{ line: lineOf(vectors, '\teret') }]);
    await bench.client.continueRequest({ threadId: INMATE_THREAD });
    let stop = await bench.nextStop();
    // Other CPUs return to their guests here, too, and are named.
    while (stop.threadId !== INMATE_THREAD) {
      assert.match(stop.description ?? '', /^Breakpoint, on CPU [023] · qemu-arm64 \(root\)$/);
      const other = (await bench.shownStack(stop.threadId ?? 0)).join(' ');
      assert.match(other, /^return_to_guest:\d+ \[.* qemu-arm64\] .*:\d+/);
      await bench.client.continueRequest({ threadId: INMATE_THREAD });
      stop = await bench.nextStop();
    }
    assert.equal(stop.description, undefined);
    const returning = (await bench.shownStack(INMATE_THREAD)).join(' ');
    assert.match(
      returning,
      /^return_to_guest:\d+ \[hypercall 8.*\] .*printk:\d+ .*inmate_main:\d+/,
    );
    assert.ok(returning.includes(`[${text}]`));
    await bench.setLines(vectors, []);

    // Behind the vector the record is still the previous exit's.
    const hypercall = lineOf(VIRTUAL_CONSOLE, 'jailhouse_call_arg1(');
    await bench.setLines(VIRTUAL_CONSOLE, [{ line: hypercall }]);
    await bench.client.continueRequest({ threadId: INMATE_THREAD });
    await bench.nextStop();
    await bench.setLines(VIRTUAL_CONSOLE, []);
    const set = await bench.client.setFunctionBreakpointsRequest({
      breakpoints: [{ name: 'arch_handle_sync' }],
    });
    assert.equal(set.body.breakpoints[0]?.verified, true);
    await bench.client.continueRequest({ threadId: INMATE_THREAD });
    while ((await bench.nextStop()).threadId !== INMATE_THREAD)
      await bench.client.continueRequest({ threadId: INMATE_THREAD });
    assert.match(
      (await bench.shownStack(INMATE_THREAD)).join(' '),
      /^arch_handle_sync:\d+ hypervisor_vectors:\d+ \[.*inmate-demo\] .*printk:\d+ .*inmate_main:\d+/,
    );
  });

  it('knows a line for every frame, whatever the compiler merged', async () => {
    await bench.launch(launchArguments('inmate-demo', 'uart-demo'), {}, ['hypercall']);
    for (let count = 0; count < 12; count++) {
      await bench.nextStop();
      for (const { name, line, presentationHint } of await bench.stack(INMATE_THREAD))
        assert.ok(presentationHint === 'label' || line > 0, `${name}:${line}`);
      await bench.client.continueRequest({ threadId: INMATE_THREAD });
    }
  });

  it('refuses a second launch and threads that are none', async () => {
    const given = launchArguments('inmate-demo', 'uart-demo');
    await bench.launch(given, {}, ['hypercall']);
    await bench.nextStop();
    assert.match(await bench.refusal(bench.client.launch(given)), /launched already/);
    for (const threadId of [0, 5, -1, 1.5]) {
      const stack = bench.client.stackTraceRequest({ threadId });
      assert.match(await bench.refusal(stack), /machine has no such CPU/);
      const step = bench.client.nextRequest({ threadId });
      assert.match(await bench.refusal(step), /machine has no such CPU/);
    }
    await step('next');
  });

  it('stops at a violation and says what was touched', async () => {
    await bench.launch(launchArguments('bounds-demo', 'bounds-demo'), {}, ['violation']);
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'exception');
    assert.equal(stop.text, 'violation: read 0x0000000050000000, 4 bytes, by bounds-demo');
    assert.match(
      (await bench.shownStack(stop.threadId ?? 0)).join(' '),
      /\[violation.*inmate_main/,
    );
    const { threadId } = stop;
    const info = await bench.client.customRequest('exceptionInfo', { threadId });
    const { description } = info.body as { description: string };
    assert.match(description, /in no memory region of "bounds-demo"/);
    assert.match(description, /belongs to memory region \d+ of "qemu-arm64" .*qemu-arm64\.c:\d+/);
  });

  it('stops at the first instruction of a cell, with its command line loaded', async () => {
    const given = launchArguments('inmate-demo', 'uart-demo');
    await bench.launch({ ...given, stopOnEntry: true, commandLine: 'period-ms=10' });
    assert.equal((await bench.nextStop()).reason, 'entry');
    const [frame] = await bench.stack(INMATE_THREAD);
    assert.match(frame?.source?.path ?? '', /inmates\/lib\/.*\.S$/);
    const read = await bench.client.customRequest('readMemory', {
      memoryReference: 'guest:1/0x1000',
      count: 12,
    });
    const { data } = read.body as { data: string };
    assert.equal(Buffer.from(data, 'base64').toString('latin1'), 'period-ms=10');
  });

  it('stops at MMIO of an emulated device', async () => {
    await bench.launch(launchArguments('gic-demo', 'gic-demo'), {}, ['mmio']);
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'exit');
    assert.match(
      stop.text ?? '',
      /^MMIO (read|write) 0x00000000080[0-9a-f]{5}, [48] bytes, from gic-demo$/,
    );
  });
});

describe('sessions on a host that goes on', () => {
  it('stop in their own cell only, when another runs the same code at the same addresses', async () => {
    const host = await spawnHost();
    const other: string[] = [];
    host.onConsole(({ console, bytes }) => {
      if (console === 'gic-demo') other.push(Buffer.from(bytes).toString('latin1'));
    });
    const bench = await DebugBench.process(ADAPTER);
    try {
      const given = { ...launchArguments('inmate-demo', 'uart-demo'), host: host.socket };
      await bench.launch(given);
      const image = readFileSync(join(ROOT, 'hypervisor/out/arm64/inmates/uart-demo.bin'));
      const id = await host.createCell(cellImage('gic-demo'));
      await host.loadCell(id, inmateImage(image).images);
      await host.startCell(id);
      const set = await bench.client.setFunctionBreakpointsRequest({
        breakpoints: [{ name: 'greet' }],
      });
      assert.equal(set.body.breakpoints[0]?.verified, true);
      // The other cell greets meanwhile, as often as it likes.
      while (!/Hello 3/.test(other.join(''))) {
        assert.equal((await bench.nextStop()).threadId, INMATE_THREAD);
        await bench.client.continueRequest({ threadId: INMATE_THREAD });
      }
    } finally {
      await bench.end();
      await host.dispose();
    }
  });

  it('debug the same cell one after the other, and leave it running', async () => {
    const host = await spawnHost();
    const heard: string[] = [];
    let wake: () => void = () => undefined;
    host.onConsole(({ console, bytes }) => {
      if (console === 'inmate-demo') heard.push(Buffer.from(bytes).toString('latin1'));
      wake();
    });
    const given = { ...launchArguments('inmate-demo', 'uart-demo'), host: host.socket };
    const line = lineOf(UART_DEMO, 'greeting->number++');
    try {
      for (const round of [1, 2]) {
        const bench = await DebugBench.process(ADAPTER);
        try {
          await bench.launch(given, { [UART_DEMO]: [{ line }] });
          assert.equal((await bench.nextStop()).reason, 'breakpoint', `round ${round}`);
          const [frame] = await bench.stack(INMATE_THREAD);
          assert.equal(await bench.evaluate('greeting->number', frame?.id ?? 0), '0');
        } finally {
          await bench.end();
        }
        heard.length = 0;
        while (!heard.join('').includes('Hello 4')) await new Promise<void>((go) => (wake = go));
      }
      const cells = await host.listCells();
      assert.equal(cells.find(({ name }) => name === 'inmate-demo')?.state, 'running');
    } finally {
      await host.dispose();
    }
  });
});
