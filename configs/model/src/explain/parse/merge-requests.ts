// SPDX-License-Identifier: MIT
// One failed request is told by several: the hypervisor's tracing at every
// level, its refusal, the driver, and the tool. What says most is kept.
import type { DriverFault, ErrnoFault, FaultReport, Operation, RefusalFault } from '../fault.js';

type RequestFault = RefusalFault | ErrnoFault | DriverFault;
type RequestReport = FaultReport & { readonly fault: RequestFault };

/** Reports in their order; those that only repeat another are gone. */
export function mergeRequests(reports: readonly FaultReport[]): FaultReport[] {
  const kept: FaultReport[] = [];
  for (const report of reports) {
    const last = kept.at(-1);
    if (isRequest(report) && last && isRequest(last) && areOne(last.fault, report.fault)) {
      kept[kept.length - 1] = merged(last, report);
    } else {
      kept.push(report);
    }
  }
  return kept;
}

function isRequest(report: FaultReport): report is RequestReport {
  const { kind } = report.fault;
  return kind === 'refusal' || kind === 'errno' || kind === 'driver';
}

function areOne(a: RequestFault, b: RequestFault): boolean {
  if (a.kind === 'refusal' && b.kind === 'refusal') return false;
  if (a.kind === 'driver' && b.kind === 'driver') return a.about === b.about;
  return agree(operationOf(a), operationOf(b)) && agree(errnoOfFault(a), errnoOfFault(b));
}

function agree<Value>(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** Some words of the driver are the same for two operations. */
function operationOf(fault: RequestFault): Operation | undefined {
  if (fault.kind !== 'driver') return fault.operation;
  const isOfBoth = fault.about === 'revision-mismatch' || fault.about === 'architecture-mismatch';
  return isOfBoth ? undefined : fault.operation;
}

function errnoOfFault(fault: RequestFault): string | undefined {
  return fault.kind === 'driver' ? undefined : fault.errno;
}

/** The first of equals is nearest to where it went wrong. */
function merged(a: RequestReport, b: RequestReport): FaultReport {
  const best = weightOf(b.fault) > weightOf(a.fault) ? b : a;
  const operation = operationOf(a.fault) ?? operationOf(b.fault);
  return operation === undefined ? best : { ...best, fault: { ...best.fault, operation } };
}

function weightOf(fault: RequestFault): number {
  if (fault.kind === 'refusal') return 3;
  if (fault.kind === 'driver') return 2;
  return fault.file === undefined ? 0 : 1;
}
