// SPDX-License-Identifier: MIT
// One end of a typed JSON-RPC connection over a byte stream. Failures that a
// person should read cross with their type and code; anything else that is
// thrown is a bug, logged here once and answered as an internal error.
import type { Readable, Writable } from 'node:stream';
import {
  createMessageConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { decode, encode } from './codec.js';
import type { Disposable } from '../target.js';

/** A kind of failure that keeps its identity across the connection. */
export interface FailureKind {
  readonly type: string;
  /** The code if the error is of this kind. */
  codeOf(error: unknown): string | undefined;
  /** Plain data beside the message, if the failure carries any. */
  detailsOf?(error: unknown): unknown;
  create(code: string, message: string, details: unknown): Error;
}

export interface RpcPeerOptions {
  readonly failures: readonly FailureKind[];
  /** Rejections of requests that are pending when the connection ends. */
  readonly connectionLost: () => Error;
  /** Hears of bugs and of messages that are none. */
  readonly log: (text: string) => void;
}

interface FailureData {
  readonly failure: {
    readonly type: string;
    readonly code: string;
    /** As encode() makes it. */
    readonly details?: unknown;
  };
}

export class RpcPeer {
  private readonly connection: MessageConnection;
  /** What rejects each request that is under way. */
  private readonly pending = new Set<(failure: Error) => void>();
  private readonly closeListeners = new Set<() => void>();
  private closed = false;
  private readonly listeners = new Map<string, Set<(value: unknown) => void>>();

  constructor(
    input: Readable,
    output: Writable,
    private readonly options: RpcPeerOptions,
  ) {
    this.connection = createMessageConnection(
      new StreamMessageReader(input),
      new StreamMessageWriter(output),
    );
    input.on('error', () => this.close());
    output.on('error', () => this.close());
    this.connection.onError(([error]) => options.log(`A message cannot be read: ${error.message}`));
    this.connection.onClose(() => this.close());
  }

  /** Starts to hear the other side; handlers have been set before. */
  listen(): void {
    this.connection.listen();
  }

  /** Hears of the end, also when it has been already. */
  onClose(listener: () => void): void {
    if (this.closed) queueMicrotask(listener);
    else this.closeListeners.add(listener);
  }

  /** Rejects with the failure of the other side, as its own type. */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    if (this.closed) throw this.options.connectionLost();
    try {
      return decode(await this.answerTo(method, { data: encode(params) }));
    } catch (error) {
      throw this.fromError(error);
    }
  }

  private answerTo(method: string, params: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.pending.add(reject);
      const answer = this.connection.sendRequest<unknown>(method, params);
      void answer.then(resolve, reject).finally(() => this.pending.delete(reject));
    });
  }

  handle(method: string, act: (params: unknown) => Promise<unknown>): void {
    this.connection.onRequest(method, async (params: unknown) => {
      try {
        return encode((await act(dataOf(params))) ?? null);
      } catch (error) {
        return this.toError(method, error);
      }
    });
  }

  notify(method: string, value: unknown): void {
    if (this.closed) return;
    this.connection.sendNotification(method, { data: encode(value) }).catch(() => this.close());
  }

  /** Any number may listen to one method; the connection itself knows one handler each. */
  onNotify(method: string, act: (value: unknown) => void): Disposable {
    const known = this.listeners.get(method);
    const listeners = known ?? new Set<(value: unknown) => void>();
    // An object of its own, so that one function may listen twice.
    const listener = (value: unknown): void => act(value);
    listeners.add(listener);
    if (!known) {
      this.listeners.set(method, listeners);
      this.connection.onNotification(method, (params: unknown) => {
        const value = dataOf(params);
        for (const each of [...listeners]) each(value);
      });
    }
    return { dispose: () => void listeners.delete(listener) };
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const reject of this.pending) reject(this.options.connectionLost());
    this.connection.dispose();
    for (const listener of this.closeListeners) listener();
  }

  private toError(method: string, error: unknown): ResponseError<unknown> {
    const text = error instanceof Error ? error.message : String(error);
    for (const kind of this.options.failures) {
      const code = kind.codeOf(error);
      if (code === undefined) continue;
      const details = encode(kind.detailsOf?.(error));
      const data: FailureData = { failure: { type: kind.type, code, details } };
      return new ResponseError(ErrorCodes.UnknownErrorCode, text, data);
    }
    if (error instanceof InvalidParameters) {
      return new ResponseError(ErrorCodes.InvalidParams, text);
    }
    this.options.log(`${method} failed: ${error instanceof Error ? (error.stack ?? text) : text}`);
    return new ResponseError(ErrorCodes.InternalError, text);
  }

  private fromError(error: unknown): Error {
    if (!(error instanceof Error)) return this.options.connectionLost();
    if (!(error instanceof ResponseError))
      return this.closed ? this.options.connectionLost() : error;
    const { failure } = (error.data ?? {}) as Partial<FailureData>;
    const kind = this.options.failures.find(({ type }) => type === failure?.type);
    return kind && failure
      ? kind.create(failure.code, error.message, decode(failure.details))
      : error;
  }
}

/** What encode() made of the parameters; undefined if there is nothing like it. */
function dataOf(params: unknown): unknown {
  const data: unknown =
    typeof params === 'object' && params !== null && 'data' in params ? params.data : undefined;
  try {
    return decode(data);
  } catch (error) {
    throw new InvalidParameters(error instanceof Error ? error.message : String(error));
  }
}

/** A request whose parameters are not what its method takes. */
export class InvalidParameters extends Error {
  override readonly name = 'InvalidParameters';
}
