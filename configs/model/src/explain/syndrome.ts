// SPDX-License-Identifier: MIT
// ESR_EL2 and HSR in words (Arm ARM, "ESR_ELx, Exception Syndrome Register").

export interface Syndrome {
  readonly exceptionClass: number;
  /** What the class is called. */
  readonly className: string;
  /** What the rest of the register says, one sentence each. */
  readonly notes: readonly string[];
}

const classes: Readonly<Record<number, string>> = {
  0x00: 'unknown reason: an instruction that does not exist here or is not allowed',
  0x01: 'WFI or WFE',
  0x03: 'MCR or MRC to CP15',
  0x04: 'MCRR or MRRC to CP15',
  0x05: 'MCR or MRC to CP14',
  0x06: 'LDC or STC',
  0x07: 'SVE, SIMD or floating point while it is switched off',
  0x08: 'VMRS',
  0x0c: 'MRRC to CP14',
  0x0e: 'illegal execution state',
  0x11: 'SVC of a 32-bit guest',
  0x12: 'HVC of a 32-bit guest',
  0x13: 'SMC of a 32-bit guest',
  0x15: 'SVC',
  0x16: 'HVC',
  0x17: 'SMC',
  0x18: 'MSR, MRS or a system instruction',
  0x19: 'SVE while it is switched off',
  0x20: 'instruction abort of the guest',
  0x21: 'instruction abort of the hypervisor',
  0x22: 'PC not aligned',
  0x24: 'data abort of the guest',
  0x25: 'data abort of the hypervisor',
  0x26: 'SP not aligned',
  0x2c: 'floating-point exception',
  0x2f: 'SError',
  0x30: 'breakpoint of the guest',
  0x32: 'software step of the guest',
  0x34: 'watchpoint of the guest',
  0x38: 'BKPT',
  0x3c: 'BRK',
};

export function exceptionClassName(exceptionClass: number): string {
  return classes[exceptionClass] ?? `exception class 0x${exceptionClass.toString(16)}`;
}

export function decodeSyndrome(syndrome: number): Syndrome {
  const exceptionClass = (syndrome >>> 26) & 0x3f;
  const iss = syndrome & 0x1ffffff;
  const notes: string[] = [];
  if (exceptionClass === 0x24 || exceptionClass === 0x25) notes.push(...dataAbort(iss));
  if (exceptionClass === 0x20 || exceptionClass === 0x21) notes.push(statusText(iss & 0x3f));
  if (exceptionClass === 0x18) notes.push(systemRegister(iss));
  if ([0x12, 0x13, 0x16, 0x17].includes(exceptionClass)) {
    notes.push(`Its immediate is 0x${(iss & 0xffff).toString(16)}.`);
  }
  return { exceptionClass, className: exceptionClassName(exceptionClass), notes };
}

function dataAbort(iss: number): string[] {
  const notes = [statusText(iss & 0x3f)];
  const isWrite = ((iss >>> 6) & 1) === 1;
  if ((iss >>> 24) & 1) {
    const bytes = 1 << ((iss >>> 22) & 3);
    const register = (iss >>> 16) & 0x1f;
    const name = register === 31 ? 'the zero register' : `register ${register}`;
    notes.push(
      `${isWrite ? 'Store' : 'Load'} of ${bytes} byte${bytes === 1 ? '' : 's'} ${isWrite ? 'from' : 'to'} ${name}.`,
    );
  } else {
    notes.push(
      'The hardware tells neither size nor register: a pair (LDP, STP), write-back, SIMD, DC ZVA or atomic access.',
    );
  }
  if ((iss >>> 7) & 1) notes.push("It happened while the guest's own page tables were walked.");
  if ((iss >>> 8) & 1) notes.push('It was cache maintenance.');
  return notes;
}

/** Arm ARM, "DFSC". */
function statusText(status: number): string {
  const level = status & 3;
  switch (status >>> 2) {
    case 0:
      return `Address size fault, level ${level}.`;
    case 1:
      return `Translation fault, level ${level}: nothing is mapped there.`;
    case 2:
      return `Access flag fault, level ${level}.`;
    case 3:
      return `Permission fault, level ${level}: it is mapped without this permission.`;
  }
  if (status === 0x10) return 'External abort: the bus answered with an error.';
  if (status >= 0x14 && status <= 0x17) return `External abort on a table walk, level ${level}.`;
  if (status === 0x21) return 'Alignment fault.';
  return `Fault status 0x${status.toString(16)}.`;
}

function systemRegister(iss: number): string {
  const [op0, op2, op1] = [(iss >>> 20) & 3, (iss >>> 17) & 7, (iss >>> 14) & 7];
  const [crn, crm] = [(iss >>> 10) & 0xf, (iss >>> 1) & 0xf];
  const verb = iss & 1 ? 'Read of' : 'Write to';
  return `${verb} system register S${op0}_${op1}_C${crn}_C${crm}_${op2}.`;
}
