// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { Target, TargetEvent } from '@cellblock/targets';
import { Engine } from './engine.js';
import { EngineFailure } from './failures.js';
import { builtImages, configurationImage } from './real-system.test-support.js';

/** A machine whose steward never gets ready; what it does instead is the test's. */
function deafMachine(whenResumed: (emit: (event: TargetEvent) => void) => void): Target {
  const listeners: ((event: TargetEvent) => void)[] = [];
  const emit = (event: TargetEvent): void => listeners.forEach((listener) => listener(event));
  const target: Partial<Target> = {
    start: () => Promise.resolve(),
    resume: () => {
      emit({ kind: 'resumed' });
      whenResumed(emit);
      return Promise.resolve();
    },
    readMemory: (_space, _address, length) => Promise.resolve(new Uint8Array(length)),
    onEvent: (listener) => {
      listeners.push(listener);
      return { dispose: () => undefined };
    },
    dispose: () => Promise.resolve(),
  };
  return target as Target;
}

const says = (text: string): TargetEvent => ({
  kind: 'console',
  console: 'uart0',
  bytes: Buffer.from(text),
});

async function boot(engine: Engine): Promise<EngineFailure> {
  const request = { system: configurationImage('qemu-arm64'), images: builtImages() };
  try {
    await engine.boot(request);
  } catch (failure) {
    assert.ok(failure instanceof EngineFailure);
    return failure;
  }
  throw new Error('It has booted.');
}

describe('a boot that does not come to its end', () => {
  it('is given up, with what came over the UART last', async () => {
    const engine = new Engine(
      deafMachine((emit) => emit(says('one\r\nsynchronous exception\r\n'))),
      0.1,
    );
    const failure = await boot(engine);
    assert.equal(failure.code, 'boot-timeout');
    assert.match(failure.message, /not taken commands for 0.1 s.*\none\nsynchronous exception$/s);
    assert.equal((await boot(engine)).code, 'already-booted');
  });

  it('is over at once when the machine ends', async () => {
    const engine = new Engine(
      deafMachine((emit) => emit({ kind: 'ended', detail: 'QEMU has ended.' })),
    );
    const failure = await boot(engine);
    assert.equal(failure.code, 'boot-failed');
    assert.match(failure.message, /QEMU has ended\. Nothing came over its UART/);
  });

  it('does not count the time in which somebody has paused the machine', async () => {
    let paused = 0;
    const engine = new Engine(
      deafMachine((emit) => {
        emit({ kind: 'stopped', cpu: 0, reason: { kind: 'pause' } });
        setTimeout(() => {
          paused = 1;
          emit({ kind: 'resumed' });
        }, 100);
      }),
      0.02,
    );
    assert.equal((await boot(engine)).code, 'boot-timeout');
    assert.equal(paused, 1);
  });
});
