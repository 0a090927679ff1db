// SPDX-License-Identifier: MIT
// What a client has been shown of one stop, and may ask more about until the
// machine runs again: stacks, frames and containers of variables.
import type { CpuId } from '@cellblock/targets';
import { gone } from './failures.js';
import type { MachineView } from './run/machine-view.js';
import type { CodeFrame, StackFrame } from './stack/stack-trace.js';
import type { Container } from './variables/containers.js';
import { Handles } from './variables/handles.js';

export interface NumberedFrame {
  readonly id: number;
  readonly frame: StackFrame;
}

export class StoppedState {
  readonly containers = new Handles<Container>();
  private readonly frames = new Handles<StackFrame>();
  private readonly stacks = new Map<CpuId, Promise<readonly NumberedFrame[]>>();

  /** The same frames under the same numbers each time, until the machine runs. */
  stack(view: MachineView, cpu: CpuId): Promise<readonly NumberedFrame[]> {
    const before = this.stacks.get(cpu);
    if (before) return before;
    const stack = view
      .stack(cpu)
      .then((frames) => frames.map((frame) => ({ id: this.frames.add(frame), frame })));
    this.stacks.set(cpu, stack);
    return stack;
  }

  frame(id: number): StackFrame {
    const frame = this.frames.get(id);
    if (!frame) throw gone('stack frame');
    return frame;
  }

  /** A frame with code; a label has no variables of its own. */
  codeFrame(id: number): CodeFrame | undefined {
    const frame = this.frame(id);
    return frame.kind === 'code' ? frame : undefined;
  }

  container(reference: number): Container {
    const container = this.containers.get(reference);
    if (!container) throw gone('variable');
    return container;
  }

  /** After a write: what frames hold of registers and lines is read again. */
  forgetStacks(): void {
    this.stacks.clear();
  }

  clear(): void {
    this.containers.clear();
    this.frames.clear();
    this.stacks.clear();
  }
}
