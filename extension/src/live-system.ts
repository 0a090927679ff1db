// SPDX-License-Identifier: MIT
// One system that runs: what its host was booted with, and which cells this
// window launched in it. Knows nothing of the editor.
import type {
  ConsoleOutput,
  EngineClient,
  LoadImage,
  SystemImages,
} from '@cellblock/engine/client';
import { cellRefused, systemNotStarted } from './failures.js';
import { Turns } from './turns.js';

/** A configuration as it was launched. */
export interface LaunchedConfiguration {
  readonly uri: string;
  readonly name: string;
  readonly image: Uint8Array;
}

type Subscription = ReturnType<EngineClient['onConsole']>;

export class LiveSystem {
  /** The configuration of each cell, by the cell's name. */
  private readonly launched = new Map<string, LaunchedConfiguration>();
  /** Each launch sees the cells as the one before it left them. */
  private readonly launches = new Turns();

  private constructor(
    readonly configuration: LaunchedConfiguration,
    /** Where a debugger connects to the same host. */
    readonly socket: string,
    private readonly client: EngineClient,
  ) {}

  /** Boots the machine of a host that just started, and enables the hypervisor. */
  static async boot(
    configuration: LaunchedConfiguration,
    host: { readonly socket: string; readonly client: EngineClient },
    images: SystemImages,
    report: (step: string) => void,
  ): Promise<LiveSystem> {
    try {
      report(`Booting ${configuration.name}`);
      await host.client.boot({ system: configuration.image, images });
      report('Enabling the hypervisor');
      await host.client.enable();
    } catch (cause) {
      await host.client.dispose();
      throw systemNotStarted(configuration.name, cause);
    }
    return new LiveSystem(configuration, host.socket, host.client);
  }

  get name(): string {
    return this.configuration.name;
  }

  /** Whether it was booted from exactly these bytes. */
  isBootedFrom(image: Uint8Array): boolean {
    return equalBytes(this.configuration.image, image);
  }

  /**
   * Loads images into the cell and starts it. A cell that is there already is
   * shut down first, and made anew only if its configuration has changed.
   */
  launch(
    cell: LaunchedConfiguration,
    images: readonly LoadImage[],
    report: (step: string) => void,
  ): Promise<void> {
    return this.launches.take(async () => {
      const step = stepsOf(cell.name, report);
      const existing = await this.shutDown(cell, step);
      const id =
        existing ?? (await step('Creating', 'created', () => this.client.createCell(cell.image)));
      this.launched.set(cell.name, cell);
      await step('Loading', 'loaded', () => this.client.loadCell(id, images));
      await step('Starting', 'started', () => this.client.startCell(id));
    });
  }

  /**
   * Makes way for a debugger, which loads and starts the cell itself: removes
   * the cell if it was made from another configuration.
   */
  makeWay(cell: LaunchedConfiguration, report: (step: string) => void): Promise<void> {
    return this.launches.take(async () => {
      const same = equalBytes(this.launched.get(cell.name)?.image, cell.image);
      if (!same) await this.shutDown(cell, stepsOf(cell.name, report));
      this.launched.set(cell.name, cell);
    });
  }

  /** The id of the cell, shut down; undefined if there is none of this configuration. */
  private async shutDown(cell: LaunchedConfiguration, step: Step): Promise<number | undefined> {
    const cells = await this.client.listCells();
    const id = cells.find(({ name }) => name === cell.name)?.id;
    if (id === undefined) return undefined;
    await step('Shutting down', 'shut down', () => this.client.shutdownCell(id));
    if (equalBytes(this.launched.get(cell.name)?.image, cell.image)) return id;
    await step('Destroying', 'destroyed', () => this.client.destroyCell(id));
    return undefined;
  }

  /** What a cell was last launched from; undefined if this window did not. */
  configurationOf(cell: string): LaunchedConfiguration | undefined {
    return this.launched.get(cell);
  }

  onConsole(listener: (output: ConsoleOutput) => void): Subscription {
    return this.client.onConsole(listener);
  }

  onEnded(listener: (detail: string) => void): Subscription {
    return this.client.onEnded(listener);
  }

  /** Told once for each cell of which the hypervisor had to stop a CPU. */
  onCellFailed(listener: (name: string) => void): Subscription {
    const known = new Set<string>();
    return this.client.onCellsChanged((cells) => {
      for (const { name, state, failedCpus } of cells) {
        const hasFailed = state === 'failed' || failedCpus.length > 0;
        if (hasFailed && !known.has(name)) listener(name);
        if (hasFailed) known.add(name);
        else known.delete(name);
      }
    });
  }

  type(console: string, bytes: Uint8Array): Promise<void> {
    return this.client.target.consoles.write(console, bytes);
  }

  dispose(): Promise<void> {
    return this.client.dispose();
  }
}

type Step = <T>(doing: string, done: string, action: () => Promise<T>) => Promise<T>;

/** Runs the steps of a launch; a failure names the one that was refused. */
function stepsOf(cell: string, report: (step: string) => void): Step {
  return async (doing, done, action) => {
    report(`${doing} ${cell}`);
    try {
      return await action();
    } catch (cause) {
      throw cellRefused(cell, done, cause);
    }
  };
}

function equalBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
