// SPDX-License-Identifier: MIT
// The Debug Adapter Protocol's side of a session: every request is answered
// here in a few lines by the parts that know how. No logic of its own.
import {
  ContinuedEvent,
  DebugSession,
  Event,
  InitializedEvent,
  OutputEvent,
  TerminatedEvent,
} from '@vscode/debugadapter';
import type { CpuId } from '@cellblock/targets';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import {
  setFunctionBreakpoints,
  setInstructionBreakpoints,
  setLineBreakpoints,
  type BreakpointState,
} from './breakpoints/set-breakpoints.js';
import { capabilities } from './capabilities.js';
import { disassemble } from './disassembly/disassemble.js';
import { Debuggee, messageOf, type StopNews } from './debuggee.js';
import { evaluateText } from './evaluate/evaluate-text.js';
import { defaultExits } from './exits/exit-filters.js';
import {
  DebugFailure,
  expressionWrong,
  launchedAlready,
  noSuchThread,
  notStopped,
} from './failures.js';
import { HostConnection } from './host-connection.js';
import { launch, type Launched } from './launch/launch.js';
import type { LaunchServices } from './launch/services.js';
import { shownBreakpoint, shownFrame, shownScopes, threadOf } from './client-terms.js';
import { OutputText } from './output-text.js';
import type { RunControl } from './run/run-control.js';
import type { StepKind } from './run/stepper.js';
import { cpuName } from './stack/cpu-names.js';
import { StoppedState } from './stopped-state.js';
import { show, variablesIn, type VariableSource } from './variables/containers.js';
import { evaluationScope } from './variables/frame-scope.js';
import { pageOf } from './symbols/values.js';
import { setVariable } from './variables/set-variable.js';
import { readReferencedMemory } from './variables/read-memory.js';

export class CellblockSession extends DebugSession {
  private launchBegan = false;
  private launched: Launched | undefined;
  private debuggee: Debuggee | undefined;
  private stopShown = false;
  private readonly state = new StoppedState();
  private readonly text = new OutputText((category, output) =>
    this.sendEvent(new OutputEvent(output, category)),
  );

  private readonly host = new HostConnection(this.text, () =>
    this.sendEvent(new TerminatedEvent()),
  );

  constructor(private readonly services: LaunchServices) {
    super();
    this.setDebuggerLinesStartAt1(true);
    this.setDebuggerColumnsStartAt1(true);
  }

  protected override initializeRequest(response: Dap.InitializeResponse): void {
    response.body = capabilities;
    this.sendResponse(response);
  }

  protected override launchRequest(response: Dap.LaunchResponse, args: unknown): void {
    this.answer(response, async () => {
      if (this.launchBegan) throw launchedAlready();
      this.launchBegan = true;
      const launched = await launch(args, this.services, {
        report: (text) => this.text.say(`${text}\n`),
        connected: (engine, { consoles }) => this.host.open(engine, consoles),
      });
      this.launched = launched;
      this.text.cell = launched.cell.name;
      const debuggee = new Debuggee(launched, {
        stopped: (news) => this.announce(news),
        resumed: () => this.announceResumed(),
        output: (text) => this.text.say(text),
      });
      this.debuggee = debuggee;
      await debuggee.setExits(launched.launchArguments.exits ?? defaultExits);
      // Breakpoints can be resolved from here on.
      this.sendEvent(new InitializedEvent());
    });
  }

  protected override configurationDoneRequest(response: Dap.ConfigurationDoneResponse): void {
    this.answer(response, async () => {
      const { launchArguments, entries, cell } = this.mustBeLaunched();
      const debuggee = this.mustHaveDebuggee();
      const { answer } = await debuggee.start(launchArguments.stopOnEntry ? entries : []);
      answer.catch((failure: unknown) => {
        if (this.host.isEnded) return;
        this.text.say(`Starting ${cell.name} failed: ${messageOf(failure)}\n`);
        this.sendEvent(new TerminatedEvent());
      });
    });
  }

  protected override setBreakPointsRequest(
    response: Dap.SetBreakpointsResponse,
    { source, breakpoints = [] }: Dap.SetBreakpointsArguments,
  ): void {
    this.setBreakpoints(response, (debuggee) =>
      setLineBreakpoints(debuggee, source.path ?? '', breakpoints),
    );
  }

  protected override setFunctionBreakPointsRequest(
    response: Dap.SetFunctionBreakpointsResponse,
    { breakpoints }: Dap.SetFunctionBreakpointsArguments,
  ): void {
    this.setBreakpoints(response, (debuggee) => setFunctionBreakpoints(debuggee, breakpoints));
  }

  protected override setInstructionBreakpointsRequest(
    response: Dap.SetInstructionBreakpointsResponse,
    { breakpoints }: Dap.SetInstructionBreakpointsArguments,
  ): void {
    this.setBreakpoints(response, (debuggee) => setInstructionBreakpoints(debuggee, breakpoints));
  }

  protected override setExceptionBreakPointsRequest(
    response: Dap.SetExceptionBreakpointsResponse,
    { filters }: Dap.SetExceptionBreakpointsArguments,
  ): void {
    this.answer(response, () => this.mustHaveDebuggee().setExits(filters));
  }

  protected override exceptionInfoRequest(
    response: Dap.ExceptionInfoResponse,
    { threadId }: Dap.ExceptionInfoArguments,
  ): void {
    this.answer(response, async () => {
      const cpu = await this.cpuOfThread(threadId);
      const lines = await this.mustBeStopped('An exit').explainExit(cpu);
      return { exceptionId: 'Violation', description: lines.join('\n'), breakMode: 'always' };
    });
  }

  protected override threadsRequest(response: Dap.ThreadsResponse): void {
    this.answer(response, async () => {
      if (!this.debuggee) return { threads: [] };
      const cells = await this.debuggee.view.cells();
      const cpus = await this.debuggee.run.target.cpus();
      const threads = cpus.map((cpu) => ({ id: threadOf(cpu), name: cpuName(cpu, cells) }));
      return { threads };
    });
  }

  protected override stackTraceRequest(
    response: Dap.StackTraceResponse,
    { threadId, startFrame = 0, levels }: Dap.StackTraceArguments,
  ): void {
    this.answer(response, async () => {
      const debuggee = this.mustBeStopped('A stack trace');
      const cpu = await this.cpuOfThread(threadId);
      const frames = await this.state.stack(debuggee.view, cpu);
      const page = frames.slice(startFrame, levels ? startFrame + levels : undefined);
      const stackFrames = page.map((one) => shownFrame(debuggee, one));
      return { stackFrames, totalFrames: frames.length };
    });
  }

  protected override scopesRequest(
    response: Dap.ScopesResponse,
    { frameId }: Dap.ScopesArguments,
  ): void {
    this.answer(response, () => {
      const frame = this.state.codeFrame(frameId);
      if (!frame) return Promise.resolve({ scopes: [] });
      const scopes = shownScopes(this.state.containers, frame);
      return Promise.resolve({ scopes });
    });
  }

  protected override variablesRequest(
    response: Dap.VariablesResponse,
    { variablesReference, format, start = 0, count }: Dap.VariablesArguments,
  ): void {
    this.answer(response, async () => {
      const { run } = this.mustBeStopped('A look at variables');
      const container = this.state.container(variablesReference);
      const source = this.source(run, format);
      // Only arrays have more than fits into one page.
      const page = count ? { start, count } : { start };
      return { variables: await variablesIn(source, container, page) };
    });
  }

  protected override setVariableRequest(
    response: Dap.SetVariableResponse,
    { variablesReference, name, value, format }: Dap.SetVariableArguments,
  ): void {
    this.answer(response, async () => {
      const { run } = this.mustBeStopped('Setting a variable');
      const container = this.state.container(variablesReference);
      const shown = await setVariable(run.target, container, name, value);
      this.state.forgetStacks();
      if (shown !== undefined) return { value: shown };
      const source = this.source(run, format);
      const siblings = await variablesIn(source, container, pageOf(name));
      const now = siblings.find((one) => one.name === name);
      return { ...now, value: now?.value ?? value };
    });
  }

  protected override evaluateRequest(
    response: Dap.EvaluateResponse,
    { expression, frameId, format }: Dap.EvaluateArguments,
  ): void {
    this.answer(response, async () => {
      const { run } = this.mustBeStopped('An expression');
      const frame = frameId === undefined ? undefined : this.state.codeFrame(frameId);
      if (!frame) throw expressionWrong(expression, 'select a stack frame with code first');
      const source = this.source(run, format);
      const scope = evaluationScope(run.target, frame, source.hexadecimal);
      const found = await evaluateText(expression, scope);
      const named = { name: expression, value: found };
      const { value, ...rest } = await show(source, frame, named, expression);
      return { ...rest, result: value };
    });
  }

  protected override readMemoryRequest(
    response: Dap.ReadMemoryResponse,
    { memoryReference, offset = 0, count }: Dap.ReadMemoryArguments,
  ): void {
    this.answer(response, async () => {
      const { run } = this.mustBeStopped('Reading memory');
      const piece = await readReferencedMemory(run.target, memoryReference, offset, count);
      return {
        address: `0x${piece.address.toString(16)}`,
        data: Buffer.from(piece.bytes).toString('base64'),
        unreadableBytes: piece.unreadable,
      };
    });
  }

  protected override disassembleRequest(
    response: Dap.DisassembleResponse,
    {
      memoryReference,
      offset = 0,
      instructionOffset = 0,
      instructionCount,
    }: Dap.DisassembleArguments,
  ): void {
    this.answer(response, async () => {
      const debuggee = this.mustBeStopped('A disassembly');
      const place = { memoryReference, offset, instructionOffset, instructionCount };
      return { instructions: await disassemble(debuggee, place) };
    });
  }

  protected override continueRequest(response: Dap.ContinueResponse): void {
    this.answer(response, async () => {
      await this.mustBeStopped('Continuing').resume();
      return { allThreadsContinued: true };
    });
  }

  protected override pauseRequest(response: Dap.PauseResponse): void {
    this.answer(response, () => this.mustHaveDebuggee().pause());
  }

  protected override nextRequest(response: Dap.NextResponse, args: Dap.NextArguments): void {
    this.step(response, args, 'over');
  }

  protected override stepInRequest(response: Dap.StepInResponse, args: Dap.StepInArguments): void {
    this.step(response, args, 'into');
  }

  protected override stepOutRequest(
    response: Dap.StepOutResponse,
    args: Dap.StepOutArguments,
  ): void {
    this.step(response, args, 'out');
  }

  protected override terminateRequest(response: Dap.TerminateResponse): void {
    this.answer(response, async () => {
      await this.end();
      this.sendEvent(new TerminatedEvent());
    });
  }

  protected override disconnectRequest(response: Dap.DisconnectResponse): void {
    this.answer(response, async () => {
      await this.end();
      // The base class ends this process once the answer is out.
      setTimeout(() => this.shutdown(), 0);
    });
  }

  private setBreakpoints(
    response: Dap.Response,
    set: (debuggee: Debuggee) => Promise<readonly BreakpointState[]>,
  ): void {
    this.answer(response, async () => {
      const states = await set(this.mustHaveDebuggee());
      return { breakpoints: states.map(shownBreakpoint) };
    });
  }

  private step(
    response: Dap.Response,
    { threadId, granularity }: { threadId: number; granularity?: Dap.SteppingGranularity },
    kind: StepKind,
  ): void {
    this.answer(response, async () => {
      const way = granularity === 'instruction' && kind !== 'out' ? 'instruction' : kind;
      const cpu = await this.cpuOfThread(threadId);
      this.mustBeStopped('A step').step(cpu, way);
    });
  }

  /** A host of our own ends with its client; another's keeps its cell, running. */
  private end(): Promise<void> {
    const isShared = this.launched?.launchArguments.host !== undefined;
    return this.host.close(async () => {
      if (isShared) await this.debuggee?.leave();
    });
  }

  private announceResumed(): void {
    this.state.clear();
    if (this.stopShown) this.sendEvent(new ContinuedEvent(threadOf(0), true));
    this.stopShown = false;
  }

  private announce({ cpu, reason, description, text, breakpointIds }: StopNews): void {
    this.state.clear();
    const body: Dap.StoppedEvent['body'] = {
      reason,
      threadId: threadOf(cpu),
      allThreadsStopped: true,
    };
    if (description !== undefined) body.description = description;
    if (text !== undefined) body.text = text;
    if (breakpointIds) body.hitBreakpointIds = [...breakpointIds];
    this.stopShown = true;
    this.sendEvent(new Event('stopped', body));
  }

  private source({ target }: RunControl, format: Dap.ValueFormat | undefined): VariableSource {
    return { target, containers: this.state.containers, hexadecimal: format?.hex === true };
  }

  private mustBeLaunched(): Launched {
    if (!this.launched) throw notStopped('This');
    return this.launched;
  }

  private mustHaveDebuggee(): Debuggee {
    if (!this.debuggee) throw notStopped('This');
    return this.debuggee;
  }

  private async cpuOfThread(threadId: number): Promise<CpuId> {
    const cpus = await this.mustHaveDebuggee().run.target.cpus();
    const cpu = cpus.find((one) => threadOf(one) === threadId);
    if (cpu === undefined) throw noSuchThread(threadId);
    return cpu;
  }

  private mustBeStopped(what: string): Debuggee {
    const debuggee = this.mustHaveDebuggee();
    debuggee.requireStopped(what);
    return debuggee;
  }

  /** The one place where failures become answers. */
  private answer(response: Dap.Response, act: () => Promise<unknown>): void {
    act().then(
      (body) => {
        if (body !== undefined) response.body = body;
        this.sendResponse(response);
      },
      (failure: unknown) => {
        const id = failure instanceof DebugFailure ? failure.code : 1000;
        // A failed launch has a dialog of its own; a word under the mouse needs none.
        const { command } = response;
        const showUser = command === 'launch' ? undefined : command !== 'evaluate';
        this.sendErrorResponse(response, { id, format: messageOf(failure), showUser });
      },
    );
  }
}
