// SPDX-License-Identifier: MIT
// CPUs, frames and breakpoints in the client's terms.
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { BreakpointState } from './breakpoints/set-breakpoints.js';
import type { Debuggee } from './debuggee.js';
import type { CodeFrame } from './stack/stack-trace.js';
import type { NumberedFrame } from './stopped-state.js';
import { memoryReference, type Container } from './variables/containers.js';
import { describeSpace } from './variables/frame-scope.js';
import type { Handles } from './variables/handles.js';

/** Threads are CPUs; the protocol's numbers start at 1 where CPUs start at 0. */
export const threadOf = (cpu: number): number => cpu + 1;

export function shownFrame({ parts }: Debuggee, { id, frame }: NumberedFrame): Dap.StackFrame {
  if (frame.kind === 'label')
    return { id, name: frame.name, line: 0, column: 0, presentationHint: 'label' };
  const source = shownSource(parts, frame);
  return {
    id,
    name: frame.name,
    line: frame.line ?? 0,
    column: frame.column ?? 0,
    instructionPointerReference: memoryReference(describeSpace(frame.space), frame.physical.pc),
    ...(source ? { source } : { presentationHint: 'subtle' }),
  };
}

/** Functions of the hypervisor that are there for its debuggers alone. */
const EXIT_HOOKS: ReadonlySet<string> = new Set(['debug_exit_hook', 'debug_exit_decoded']);

/** A client steps back from the hook to whoever handles the exit. */
function shownSource({ sources }: Debuggee['parts'], frame: CodeFrame): Dap.Source | undefined {
  if (frame.path === undefined) return undefined;
  const source = sources.toLocal(frame.path);
  const isHook = frame.context?.owner.kind === 'hypervisor' && EXIT_HOOKS.has(frame.name);
  return isHook ? { ...source, presentationHint: 'deemphasize', origin: 'exit hook' } : source;
}

/** What there is to see of a frame; `expensive` ones are asked for when they are opened. */
export function shownScopes(containers: Handles<Container>, frame: CodeFrame): Dap.Scope[] {
  const reference = (kind: 'locals' | 'registers'): number => containers.add({ kind, frame });
  return [
    {
      name: 'Locals',
      presentationHint: 'locals',
      variablesReference: reference('locals'),
      expensive: false,
    },
    {
      name: 'Registers',
      presentationHint: 'registers',
      variablesReference: reference('registers'),
      expensive: true,
    },
  ];
}

export function shownBreakpoint({ path, ...state }: BreakpointState): Dap.Breakpoint {
  return path === undefined ? state : { ...state, source: { path } };
}
