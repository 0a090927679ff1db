// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  type RemoteConsole,
  ResponseError,
} from 'vscode-languageserver/node';
import { answering } from './answer.js';

function log(): { console: RemoteConsole; errors: string[] } {
  const errors: string[] = [];
  return {
    console: { error: (text: string) => errors.push(text) } as unknown as RemoteConsole,
    errors,
  };
}

describe('An answer', () => {
  it('is what the feature gives', async () => {
    const { token } = new CancellationTokenSource();
    const answer = answering(log().console, '', (name: string) => `hello ${name}`);
    assert.equal(await answer('cell', token), 'hello cell');
  });

  it('is not worked out once its request is cancelled', async () => {
    const source = new CancellationTokenSource();
    let asked = false;
    const ask = answering(log().console, 0, () => {
      asked = true;
      return 1;
    });
    const answer = ask(null, source.token);
    source.cancel();
    const given = await answer;
    assert.ok(given instanceof ResponseError);
    assert.equal(given.code, LSPErrorCodes.RequestCancelled);
    assert.equal(asked, false);
  });

  it('is the fallback where the feature has a bug, and the log tells the request', async () => {
    const { console, errors } = log();
    const { token } = new CancellationTokenSource();
    const answer = answering(console, 'nothing', (): string => {
      throw new Error('a bug');
    });
    assert.equal(await answer({ line: 3 }, token), 'nothing');
    assert.match(errors.join(), /\{"line":3\}: Error: a bug/);
  });
});
