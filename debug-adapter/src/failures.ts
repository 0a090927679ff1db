// SPDX-License-Identifier: MIT
// Every failure that a person at the debugger may read: what happened, where,
// and what to do. The code is the number of the protocol's error message.

export class DebugFailure extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'DebugFailure';
  }
}

export function launchArgumentsWrong(problems: readonly string[]): DebugFailure {
  return new DebugFailure(
    1001,
    `The launch configuration cannot be used: ${problems.join('; ')}. Correct it in launch.json.`,
  );
}

export function installationNotFound(reason: string): DebugFailure {
  return new DebugFailure(1002, `${reason} Or name the folder as "installation" in launch.json.`);
}

export function fileMissing(role: string, path: string, advice: string): DebugFailure {
  return new DebugFailure(1003, `The ${role} ${path} cannot be read. ${advice}`);
}

export function configurationWrong(path: string, problems: readonly string[]): DebugFailure {
  const list = problems.join('\n');
  return new DebugFailure(1004, `${path} has errors:\n${list}\nCorrect them, then start again.`);
}

export function configurationOfWrongKind(path: string, wanted: 'system' | 'cell'): DebugFailure {
  const found = wanted === 'system' ? 'cell' : 'system';
  return new DebugFailure(
    1005,
    `${path} is a ${found} configuration where "${wanted}" in launch.json wants a ${wanted}'s. ` +
      `Name a ${wanted} configuration there.`,
  );
}

export function imageUnusable(path: string, problems: readonly string[]): DebugFailure {
  return new DebugFailure(
    1006,
    `The image ${path} cannot be loaded: ${problems.join('; ')}. Build it again, or name another.`,
  );
}

export function noDebugInformation(path: string): DebugFailure {
  return new DebugFailure(
    1007,
    `${path} has no debug information. Compile and link it with -g; lines and variables come from there.`,
  );
}

/** A step of the way to a running cell, refused by the host or the hypervisor. */
export function systemRefused(step: string, reason: string): DebugFailure {
  return new DebugFailure(1008, `${step} failed: ${reason}`);
}

export function notStopped(what: string): DebugFailure {
  return new DebugFailure(1009, `${what} needs a stopped system. Pause it first.`);
}

export function expressionWrong(text: string, why: string): DebugFailure {
  return new DebugFailure(1010, `"${text}" has no value: ${why}.`);
}

export function gone(what: string): DebugFailure {
  return new DebugFailure(1011, `This ${what} belongs to an earlier stop. Select it again.`);
}

export function memoryUnreadable(address: bigint, why: string): DebugFailure {
  return new DebugFailure(1012, `Memory at 0x${address.toString(16)} cannot be read: ${why}`);
}

export function variableNotSet(name: string, why: string): DebugFailure {
  return new DebugFailure(1013, `"${name}" cannot be set: ${why}.`);
}

export function launchedAlready(): DebugFailure {
  return new DebugFailure(
    1014,
    'This session has been launched already. Start another session for another cell.',
  );
}

export function noSuchThread(thread: number): DebugFailure {
  return new DebugFailure(
    1015,
    `Thread ${thread} is none: the machine has no such CPU. Ask for threads.`,
  );
}
