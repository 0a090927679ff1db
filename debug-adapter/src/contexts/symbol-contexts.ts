// SPDX-License-Identifier: MIT
// Which debug information speaks at a stop: cells and the hypervisor use the
// same addresses for different code, so the exception level and the cell choose.
import type { Context } from '@cellblock/targets';
import type { DebugInfo } from '../symbols/debug-info.js';

export interface SymbolContext {
  /** For people: the cell's name, or "hypervisor". */
  readonly name: string;
  readonly owner: ContextOwner;
  readonly info: DebugInfo;
}

type ContextOwner =
  | { readonly kind: 'hypervisor' }
  | { readonly kind: 'cell'; readonly id: number; readonly vmid: number };

/** For a stop at one of the context's addresses. */
export function stopContext({ owner }: SymbolContext): Context {
  return owner.kind === 'hypervisor' ? owner : { kind: 'guest', vmid: owner.vmid };
}

export class SymbolContexts {
  constructor(readonly all: readonly SymbolContext[]) {}

  get hypervisor(): SymbolContext | undefined {
    return this.all.find(({ owner }) => owner.kind === 'hypervisor');
  }

  ofCell(id: number | undefined): SymbolContext | undefined {
    return this.all.find(({ owner }) => owner.kind === 'cell' && owner.id === id);
  }
}
