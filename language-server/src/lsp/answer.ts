// SPDX-License-Identifier: MIT
// The edge of the protocol: a request can be cancelled, and never throws.
import {
  type CancellationToken,
  LSPErrorCodes,
  type RemoteConsole,
  ResponseError,
} from 'vscode-languageserver/node';

export type Handler<Parameters, Result> = (
  parameters: Parameters,
  token: CancellationToken,
) => Promise<Result | ResponseError<never>>;

/** Answers with `fallback`, and logs the request, where `answer` has a bug. */
export function answering<Parameters, Result>(
  log: RemoteConsole,
  fallback: Result,
  answer: (parameters: Parameters) => Result,
): Handler<Parameters, Result> {
  return async (parameters, token) => {
    // Messages that are already here come first; one may cancel this request.
    await nextTurn();
    if (token.isCancellationRequested) {
      return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
    }
    return safely(log, JSON.stringify(parameters), fallback, () => answer(parameters));
  };
}

/** What `action` gives, or `fallback`; a bug costs one answer, not the server. */
export function safely<Result>(
  log: RemoteConsole,
  what: string,
  fallback: Result,
  action: () => Result,
): Result {
  try {
    return action();
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error(`${what}: ${trace}`);
    return fallback;
  }
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
