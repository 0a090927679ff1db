// SPDX-License-Identifier: MIT
// A debug client with the questions that transcripts ask.
import { createServer, type Server } from 'node:net';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { LaunchServices } from '../launch/services.js';
import { CellblockSession } from '../session.js';

/** Generous, because a machine may share its processors with a whole build. */
const PATIENCE = 120_000;

export class DebugBench {
  private readonly outputs: Dap.OutputEvent['body'][] = [];
  private readonly stops: Dap.StoppedEvent['body'][] = [];
  private waiters: (() => void)[] = [];
  private terminated = false;

  private constructor(
    readonly client: DebugClient,
    private readonly server?: Server,
  ) {
    client.defaultTimeout = PATIENCE;
    const note = (act: () => void) => () => {
      act();
      for (const wake of this.waiters.splice(0)) wake();
    };
    client.on('output', (event: Dap.OutputEvent) => note(() => this.outputs.push(event.body))());
    client.on('stopped', (event: Dap.StoppedEvent) => note(() => this.stops.push(event.body))());
    client.on(
      'terminated',
      note(() => (this.terminated = true)),
    );
  }

  /** The session in this very process, over services of the test's choice. */
  static async inProcess(services: LaunchServices): Promise<DebugBench> {
    const server = createServer((socket) => {
      const session = new CellblockSession(services);
      session.setRunAsServer(true);
      session.start(socket, socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const client = new DebugClient('', '', 'cellblock');
    await client.start(typeof address === 'object' ? address?.port : undefined);
    return new DebugBench(client, server);
  }

  /** The adapter as clients start it. */
  static async process(program: string): Promise<DebugBench> {
    const client = new DebugClient(process.execPath, program, 'cellblock');
    await client.start();
    return new DebugBench(client);
  }

  /** Launches, sets what there is to set and lets the cell start. */
  async launch(
    given: object,
    breakpoints: Readonly<Record<string, readonly Dap.SourceBreakpoint[]>> = {},
    exits: readonly string[] = [],
  ): Promise<Dap.Breakpoint[]> {
    const initialized = this.client.waitForEvent('initialized', PATIENCE);
    initialized.catch(() => undefined);
    await this.client.launch(given);
    await initialized;
    const states: Dap.Breakpoint[] = [];
    for (const [path, wanted] of Object.entries(breakpoints))
      states.push(...(await this.setLines(path, wanted)));
    await this.client.setExceptionBreakpointsRequest({ filters: [...exits] });
    await this.client.configurationDoneRequest();
    return states;
  }

  async setLines(
    path: string,
    breakpoints: readonly Dap.SourceBreakpoint[],
  ): Promise<Dap.Breakpoint[]> {
    const { body } = await this.client.setBreakpointsRequest({
      source: { path },
      breakpoints: [...breakpoints],
    });
    return body.breakpoints;
  }

  /** The message with which a request is refused; fails if it is not. */
  async refusal(request: Promise<unknown>): Promise<string> {
    try {
      await request;
    } catch (failure) {
      return failure instanceof Error ? failure.message : String(failure);
    }
    throw new Error('The request was answered, not refused.');
  }

  nextStop(): Promise<Dap.StoppedEvent['body']> {
    return this.until('a stop', () => this.stops.shift());
  }

  async heard(text: string): Promise<Dap.OutputEvent['body']> {
    return await this.until(`"${text}"`, () => {
      const all = this.outputs.map(({ output }) => output).join('');
      return all.includes(text) ? this.outputs.findLast(({ output }) => output !== '') : undefined;
    });
  }

  /** Text of one category so far. */
  said(category: string): string {
    return this.outputs
      .filter((body) => body.category === category)
      .map(({ output }) => output)
      .join('');
  }

  async stack(threadId: number): Promise<Dap.StackFrame[]> {
    return (await this.client.stackTraceRequest({ threadId })).body.stackFrames;
  }

  /** "name:line" of each frame, labels by their text. */
  async shownStack(threadId: number): Promise<string[]> {
    const frames = await this.stack(threadId);
    return frames.map(({ name, line, presentationHint }) =>
      presentationHint === 'label' ? `[${name}]` : `${name}:${line}`,
    );
  }

  async variables(frameId: number, scope: string): Promise<Map<string, Dap.Variable>> {
    const { body } = await this.client.scopesRequest({ frameId });
    const found = body.scopes.find(({ name }) => name === scope);
    if (!found) throw new Error(`The frame has no scope "${scope}".`);
    return await this.children(found.variablesReference);
  }

  async children(variablesReference: number): Promise<Map<string, Dap.Variable>> {
    const { body } = await this.client.variablesRequest({ variablesReference });
    return new Map(body.variables.map((variable) => [variable.name, variable]));
  }

  async evaluate(expression: string, frameId: number): Promise<string> {
    return (await this.client.evaluateRequest({ expression, frameId, context: 'watch' })).body
      .result;
  }

  async end(): Promise<void> {
    await this.client.disconnectRequest({}).catch(() => undefined);
    await this.client.stop().catch(() => undefined);
    this.server?.close();
  }

  private async until<T>(what: string, look: () => T | undefined): Promise<T> {
    const deadline = setTimeout(() => {
      for (const wake of this.waiters.splice(0)) wake();
    }, PATIENCE);
    const end = Date.now() + PATIENCE;
    try {
      for (;;) {
        const found = look();
        if (found !== undefined) return found;
        const heard = this.outputs
          .map(({ output }) => output)
          .join('')
          .slice(-2000);
        if (this.terminated) throw new Error(`No ${what}: the session has ended. Heard: ${heard}`);
        if (Date.now() >= end) throw new Error(`No ${what} in time. Heard: ${heard}`);
        await new Promise<void>((resolve) => this.waiters.push(resolve));
      }
    } finally {
      clearTimeout(deadline);
    }
  }
}
