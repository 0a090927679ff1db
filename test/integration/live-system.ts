// SPDX-License-Identifier: MIT
// One live system for a test: the demo board under QEMU, commanded through the
// host process like any client would.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findInstallation,
  inmateImage,
  spawnHost,
  type CellInformation,
  type EngineClient,
} from '@cellblock/engine/client';

/** Long enough for a machine that is busy with other things. */
const PATIENCE_MS = 90_000;

export interface LiveSystem {
  readonly engine: EngineClient;
  /** All text of a console so far. */
  textOf(console: string): string;
  /** Resolves once the text of a console holds this. */
  waitForText(console: string, text: string): Promise<void>;
  waitForCells(what: string, holds: (cells: readonly CellInformation[]) => boolean): Promise<void>;
  dispose(): Promise<void>;
}

/** Boots the board and enables the hypervisor for the system of this image. */
export async function startSystem(system: Uint8Array): Promise<LiveSystem> {
  const { images } = installation();
  const engine = await spawnHost();
  const decoder = new TextDecoder();
  const texts = new Map<string, string>();
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const check of [...waiting]) check();
  };
  engine.onConsole(({ console: name, bytes }) => {
    texts.set(name, (texts.get(name) ?? '') + decoder.decode(bytes));
    wake();
  });
  let cells: readonly CellInformation[] = [];
  engine.onCellsChanged((list) => {
    cells = list;
    wake();
  });

  const waitFor = (what: string, holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(check);
        const consoles = [...texts].map(([name, text]) => `--- ${name}\n${text}`).join('\n');
        reject(new Error(`waited in vain for ${what}; the consoles said:\n${consoles}`));
      }, PATIENCE_MS);
      const check = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });

  try {
    await engine.boot({ system, images });
    await engine.enable();
  } catch (error) {
    await engine.dispose();
    throw error;
  }
  return {
    engine,
    textOf: (name) => texts.get(name) ?? '',
    waitForText: (name, text) =>
      waitFor(`'${text}' on console ${name}`, () => (texts.get(name) ?? '').includes(text)),
    waitForCells: (what, holds) => waitFor(what, () => holds(cells)),
    dispose: () => engine.dispose(),
  };
}

/** Creates and loads a cell; it is ready to start. Gives its id. */
export async function loadCell(
  { engine }: LiveSystem,
  cell: Uint8Array,
  image: Uint8Array,
): Promise<number> {
  const id = await engine.createCell(cell);
  await engine.loadCell(id, inmateImage(image).images);
  return id;
}

export function installation() {
  const found = findInstallation(process.cwd());
  if ('failure' in found) throw found.failure;
  return found;
}

/** The built image of one of the demo inmates. */
export function demoImage(name: string): Uint8Array {
  return readFileSync(join(installation().root, 'hypervisor/out/arm64/inmates', `${name}.bin`));
}
