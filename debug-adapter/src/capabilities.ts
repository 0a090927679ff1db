// SPDX-License-Identifier: MIT
// What the adapter tells clients that it can do.
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { exitFilters } from './exits/exit-filters.js';

export const capabilities: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsInstructionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSteppingGranularity: true,
  supportsDisassembleRequest: true,
  supportsReadMemoryRequest: true,
  supportsSetVariable: true,
  supportsExceptionInfoRequest: true,
  supportsTerminateRequest: true,
  supportsValueFormattingOptions: true,
  exceptionBreakpointFilters: exitFilters.map(({ id, label, description, onByDefault }) => ({
    filter: id,
    label,
    description,
    default: onByDefault,
  })),
};
