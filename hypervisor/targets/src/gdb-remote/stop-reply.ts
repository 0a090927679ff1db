// SPDX-License-Identifier: MIT
// What a stub says when its target has stopped ("Stop Reply Packets").

export type StopReply =
  | {
      readonly kind: 'stopped';
      /** 5: breakpoint, watchpoint or step; 2: interrupted. */
      readonly signal: number;
      /** Number of the thread, from 1; absent if the stub does not tell. */
      readonly thread?: number;
      /** The watched data address that was about to be accessed. */
      readonly watch?: bigint;
    }
  | { readonly kind: 'ended'; readonly detail: string };

/** Undefined for anything that is not the end of a run, console output among it. */
export function parseStopReply(payload: string): StopReply | undefined {
  const kind = payload[0];
  if (kind === 'W' || kind === 'X') {
    const verb = kind === 'W' ? 'exited with status' : 'was killed by signal';
    return { kind: 'ended', detail: `The target ${verb} ${number(payload.slice(1, 3)) ?? 0}.` };
  }
  const signal = number(payload.slice(1, 3));
  if ((kind !== 'S' && kind !== 'T') || signal === undefined) return undefined;
  const facts = new Map(
    payload
      .slice(3)
      .split(';')
      .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
  );
  const thread = parseThread(facts.get('thread') ?? '');
  const watch = facts.get('watch') ?? facts.get('rwatch') ?? facts.get('awatch') ?? '';
  return {
    kind: 'stopped',
    signal,
    ...(thread === undefined ? {} : { thread }),
    ...(/^[0-9a-f]{1,16}$/i.test(watch) ? { watch: BigInt(`0x${watch}`) } : {}),
  };
}

/** The thread's number in "pPROCESS.THREAD" or "THREAD", hexadecimal. */
function parseThread(text: string): number | undefined {
  const match = /^(?:p[0-9a-f]{1,8}\.)?([0-9a-f]{1,8})$/i.exec(text);
  return match ? parseInt(match[1] ?? '', 16) : undefined;
}

function number(hex: string): number | undefined {
  return /^[0-9a-f]{1,2}$/i.test(hex) ? parseInt(hex, 16) : undefined;
}
