// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { compile } from '@cellblock/config-compiler';
import { BoardEngine } from './testing/board-engine.test-support.js';
import { BoardFixture } from './testing/board-fixture.test-support.js';
import { DebugBench } from './testing/debug-bench.test-support.js';

const THREAD = 1; // CPU 0

describe('a session on a small board', () => {
  let board: BoardFixture;
  let bench: DebugBench;
  let engine: BoardEngine;

  before(() => (board = new BoardFixture()));
  after(() => board.remove());

  beforeEach(async () => {
    engine = new BoardEngine(board.hypervisorElf, board.inmateElf);
    bench = await DebugBench.inProcess({
      compile,
      connect: () => Promise.resolve(engine),
      spawn: () => Promise.resolve(engine),
    });
  });
  afterEach(() => bench.end());

  function launchArguments(): object {
    const { system, cell, inmateElf: image, installation, includePaths } = board;
    return { system, cell, image, installation, includePaths };
  }

  const inmateLine = (text: string): number => board.lineOf(board.inmateSource, text);
  const hypervisorLine = (text: string): number => board.lineOf(board.hypervisorSource, text);

  /** Stops at a line of the inmate. */
  async function stopAt(text: string): Promise<void> {
    await bench.launch(launchArguments(), { [board.inmateSource]: [{ line: inmateLine(text) }] });
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'breakpoint');
    assert.equal(stop.threadId, THREAD);
    // The breakpoint has served: steps shall not run into it.
    await bench.setLines(board.inmateSource, []);
  }

  async function step(way: 'next' | 'stepIn' | 'stepOut', instruction = false): Promise<string> {
    const granularity = instruction ? 'instruction' : 'statement';
    const given = { threadId: THREAD, granularity } as const;
    if (way === 'next') await bench.client.nextRequest(given);
    else if (way === 'stepIn') await bench.client.stepInRequest(given);
    else await bench.client.stepOutRequest(given);
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'step');
    return (await bench.shownStack(THREAD))[0] ?? '';
  }

  it('stops at a breakpoint with the stack, the locals and the registers', async () => {
    const line = inmateLine('state->sum += squared');
    await stopAt('state->sum += squared');
    assert.deepEqual(engine.calls, ['boot', 'enable', 'create', 'load', 'start']);
    const [frame, caller] = await bench.stack(THREAD);
    assert.equal(frame?.name, 'work');
    assert.equal(frame.line, line);
    assert.equal(frame.source?.path, board.inmateSource);
    assert.equal(caller?.name, 'inmate_main');
    const locals = await bench.variables(frame.id, 'Locals');
    assert.equal(locals.get('squared')?.value, '0');
    const state = await bench.children(locals.get('state')?.variablesReference ?? 0);
    assert.equal(state.get('letter')?.value, "97 'a'");
    const registers = await bench.variables(frame.id, 'Registers');
    assert.match(registers.get('pc')?.value ?? '', /^0x00000000402/);
    const system = await bench.children(registers.get('System registers')?.variablesReference ?? 0);
    assert.equal(system.get('VTTBR_EL2')?.value, '0x0003000000000000');
  });

  it('evaluates expressions over variables, pointers and registers', async () => {
    await stopAt('state->sum += squared');
    const [frame] = await bench.stack(THREAD);
    const id = frame?.id ?? 0;
    assert.equal(await bench.evaluate('state->letter', id), "97 'a'");
    assert.equal(await bench.evaluate('(*state).rounds + 2 * 3', id), '6');
    assert.equal(await bench.evaluate('progress.letter == 97', id), '1');
    assert.equal(await bench.evaluate('$pc == $pc && $x29 != 0', id), '1');
    assert.match(await bench.refusal(bench.evaluate('nothing', id)), /no variable "nothing"/);
    assert.match(await bench.refusal(bench.evaluate('1 +', id)), /ends too early/);
  });

  it('names threads by who owns the CPU', async () => {
    await stopAt('state->rounds++');
    const { body } = await bench.client.threadsRequest();
    assert.deepEqual(
      body.threads.map(({ name }) => name),
      ['CPU 0 · inmate-demo', ...[1, 2, 3].map((cpu) => `CPU ${cpu} · qemu-arm64 (root)`)],
    );
  });

  it('steps over lines, calls and hypercalls', async () => {
    await stopAt('int squared = square');
    assert.equal(await step('next'), `work:${inmateLine('state->sum += squared')}`);
    assert.equal(await step('next'), `work:${inmateLine('state->rounds++')}`);
    assert.equal(await step('next'), `work:${inmateLine('hypercall(8, state->letter)')}`);
    assert.equal(await step('next'), `work:${inmateLine("state->letter == 'z'")}`);
    await bench.heard('a');
  });

  it('steps into functions and out of them', async () => {
    await stopAt('int squared = square');
    assert.equal(await step('stepIn'), `square:${inmateLine('int product')}`);
    assert.match(await step('stepOut'), /^work:/);
    assert.equal(await step('next'), `work:${inmateLine('state->sum += squared')}`);
  });

  it('steps over an instruction that exits', async () => {
    await stopAt('__asm__ volatile("hvc');
    const hypercallLine = `hypercall:${inmateLine('__asm__ volatile("hvc')}`;
    let place = hypercallLine;
    for (let count = 0; place === hypercallLine && count < 10; count++)
      place = await step('next', true);
    assert.match(place, /^hypercall:/);
    await bench.heard('a');
  });

  it('steps into the handling of an exit and back to the inmate', async () => {
    await stopAt('__asm__ volatile("hvc');
    assert.match(await step('stepIn'), /^debug_exit_hook:/);
    const stack = await bench.shownStack(THREAD);
    const label = stack.indexOf('[hypercall 8 DEBUG_CONSOLE_PUTC from inmate-demo]');
    assert.ok(label > 1, stack.join(' '));
    assert.match(stack[label + 1] ?? '', /^hypercall:/);
    assert.match(stack[label + 2] ?? '', /^work:/);
    const call = `handle_exit:${hypervisorLine('saved->x[0] = handle_hypercall')}`;
    let place = await step('stepOut');
    assert.match(place, /^handle_exit:/);
    if (place !== call) place = await step('next');
    assert.equal(place, call);
    assert.match(await step('stepIn'), /^handle_hypercall:/);
    assert.match(await step('stepOut'), /^handle_exit:/);
    assert.match(await step('stepOut'), /^hypervisor_vector:/);
    assert.match(await step('stepOut'), /^hypercall:/);
  });

  it('stops at exits, with the hypervisor, the exit and the inmate on one stack', async () => {
    await bench.launch(launchArguments(), {}, ['hypercall']);
    const stop = await bench.nextStop();
    assert.equal(stop.reason, 'exit');
    assert.equal(stop.text, 'hypercall 8 DEBUG_CONSOLE_PUTC from inmate-demo');
    assert.equal(stop.description, 'Exit: hypercall');
    // Clients show the handler of the exit, not the hook in front of it.
    const hints = (await bench.stack(THREAD)).map(({ source }) => source?.presentationHint);
    assert.deepEqual(hints.slice(0, 2), ['deemphasize', undefined]);
    const stack = await bench.shownStack(THREAD);
    assert.deepEqual(
      stack.map((line) => line.replace(/:\d+$/, '')),
      [
        'debug_exit_hook',
        'handle_exit',
        'hypervisor_vector',
        '[hypercall 8 DEBUG_CONSOLE_PUTC from inmate-demo]',
        'hypercall',
        'work',
        'inmate_main',
      ],
    );
    const work = (await bench.stack(THREAD)).find(({ name }) => name === 'work');
    assert.equal(await bench.evaluate('progress.rounds', work?.id ?? 0), '1');
    await bench.client.setExceptionBreakpointsRequest({ filters: [] });
    await bench.client.continueRequest({ threadId: THREAD });
    await bench.heard('abc');
  });

  it('stops at breakpoints in the hypervisor and at functions by name', async () => {
    const line = hypervisorLine('result = put_character');
    const [state] = await bench.launch(launchArguments(), { [board.hypervisorSource]: [{ line }] });
    assert.equal(state?.verified, true);
    assert.equal((await bench.nextStop()).reason, 'breakpoint');
    assert.equal((await bench.shownStack(THREAD))[0], `handle_hypercall:${line}`);
    await bench.setLines(board.hypervisorSource, []);
    await bench.client.setFunctionBreakpointsRequest({ breakpoints: [{ name: 'square' }] });
    await bench.client.continueRequest({ threadId: THREAD });
    await bench.nextStop();
    assert.equal((await bench.shownStack(THREAD))[0], `square:${inmateLine('int product')}`);
  });

  it('keeps conditions, counts and messages of breakpoints', async () => {
    const line = inmateLine('state->rounds++');
    await bench.launch(launchArguments(), {
      [board.inmateSource]: [{ line, condition: 'state->rounds == 3' }],
    });
    await bench.nextStop();
    const [frame] = await bench.stack(THREAD);
    assert.equal(await bench.evaluate('state->rounds', frame?.id ?? 0), '3');
    await bench.setLines(board.inmateSource, [{ line, hitCondition: '2' }]);
    await bench.client.continueRequest({ threadId: THREAD });
    await bench.nextStop();
    const [later] = await bench.stack(THREAD);
    assert.equal(await bench.evaluate('state->rounds', later?.id ?? 0), '5');
    await bench.setLines(board.inmateSource, [{ line, logMessage: 'round {state->rounds}!' }]);
    await bench.client.continueRequest({ threadId: THREAD });
    await bench.heard('round 7!');
  });

  it('says where breakpoints landed, and why some cannot', async () => {
    const line = inmateLine('struct progress progress');
    const states = await bench.launch(launchArguments(), {
      [board.inmateSource]: [{ line }, { line: 4000 }, { line, condition: '1 +' }],
      '/elsewhere/other.c': [{ line: 1 }],
    });
    assert.equal(states[0]?.verified, true);
    assert.ok((states[0].line ?? 0) > line);
    assert.match(states[1]?.message ?? '', /No code stands for line 4000/);
    assert.match(states[2]?.message ?? '', /condition cannot be read/);
    assert.match(states[3]?.message ?? '', /compiled from this file/);
  });

  it('stops at the first instruction when asked, and reads memory', async () => {
    await bench.launch({ ...launchArguments(), stopOnEntry: true });
    assert.equal((await bench.nextStop()).reason, 'entry');
    const [frame] = await bench.stack(THREAD);
    assert.equal(frame?.name, 'inmate_start');
    const memoryReference = frame.instructionPointerReference ?? '';
    const read = await bench.client.customRequest('readMemory', { memoryReference, count: 4 });
    const { data } = read.body as { data: string };
    assert.equal(Buffer.from(data, 'base64').length, 4);
  });

  it('sets variables and registers', async () => {
    await stopAt('state->sum += squared');
    const [frame] = await bench.stack(THREAD);
    const id = frame?.id ?? 0;
    const { body } = await bench.client.scopesRequest({ frameId: id });
    const [locals = 0, registers = 0] = body.scopes.map((one) => one.variablesReference);
    const set = async (variablesReference: number, name: string, value: string) =>
      (await bench.client.setVariableRequest({ variablesReference, name, value })).body.value;
    assert.equal(await set(locals, 'squared', 'squared + 40 + 2'), '42');
    assert.equal(await bench.evaluate('squared', id), '42');
    const state = (await bench.variables(id, 'Locals')).get('state')?.variablesReference ?? 0;
    assert.equal(await set(state, 'letter', '113'), "113 'q'");
    assert.match(await bench.refusal(set(locals, 'squared', '1 +')), /ends too early/);
    assert.equal(await set(registers, 'x20', '0x1234'), '0x0000000000001234');
    const [again] = await bench.stack(THREAD);
    assert.equal(await bench.evaluate('$x20', again?.id ?? 0), String(0x1234));
    await bench.client.continueRequest({ threadId: THREAD });
    await bench.heard('qrs');
  });

  it('disassembles around an address, and stops at instructions', async () => {
    await stopAt('int squared = square');
    const [frame] = await bench.stack(THREAD);
    const memoryReference = frame?.instructionPointerReference ?? '';
    const { body } = await bench.client.disassembleRequest({
      ...{ memoryReference, instructionOffset: -2, instructionCount: 6 },
    });
    const lines = body?.instructions ?? [];
    assert.equal(lines.length, 6);
    assert.equal(lines[2]?.line, inmateLine('int squared = square'));
    assert.equal(lines[2].symbol, 'work');
    const call = lines.findIndex(({ instruction }) => instruction.startsWith('bl '));
    assert.ok(call >= 2, JSON.stringify(lines));
    const wanted = [{ instructionReference: memoryReference, offset: (call - 1) * 4 }];
    const set = await bench.client.customRequest('setInstructionBreakpoints', {
      breakpoints: wanted,
    });
    const { breakpoints } = set.body as { breakpoints: { verified: boolean }[] };
    assert.equal(breakpoints[0]?.verified, true);
    await bench.client.continueRequest({ threadId: THREAD });
    await bench.nextStop();
    const [behind] = await bench.stack(THREAD);
    assert.equal(
      behind?.instructionPointerReference,
      memoryReference.replace(/0x.*/, `0x${BigInt(lines[call + 1]?.address ?? 0).toString(16)}`),
    );
  });

  it('disassembles across words that are no instructions', async () => {
    await stopAt('int squared = square');
    const [frame] = await bench.stack(THREAD);
    const at = await bench.evaluate('&progress.sum', frame?.id ?? 0);
    const nonsense = Uint8Array.of(0xff, 0xff, 0xff, 0xff);
    await engine.target.writeMemory({ kind: 'guest', cpu: 0 }, BigInt(at), nonsense);
    const { body } = await bench.client.disassembleRequest({
      ...{ memoryReference: `guest:0/0x${BigInt(at).toString(16)}`, instructionOffset: -1 },
      instructionCount: 3,
    });
    const texts = body?.instructions.map(({ instruction }) => instruction) ?? [];
    assert.equal(texts.length, 3);
    assert.equal(texts[1], '.inst 0xffffffff');
  });

  it('pauses, and goes on', async () => {
    await bench.launch(launchArguments());
    await bench.heard('abc');
    await bench.client.pauseRequest({ threadId: THREAD });
    assert.equal((await bench.nextStop()).reason, 'pause');
    assert.ok((await bench.stack(THREAD)).length > 0);
    await bench.client.continueRequest({ threadId: THREAD });
  });

  it('shows the console as output and ends with its client', async () => {
    await bench.launch(launchArguments());
    await bench.heard('xyz');
    assert.match(bench.said('stdout'), /xyz/);
    await bench.client.disconnectRequest({});
    assert.equal(engine.calls.at(-1), 'dispose');
  });
});
