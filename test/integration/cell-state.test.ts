// SPDX-License-Identifier: MIT
// What a cell says of itself in its communication region is what clients see.
import { changed, PASSIVE, saying } from './made-cells.js';
import { loadCell, startSystem, type LiveSystem } from './live-system.js';

describe('The state of a cell', () => {
  let system: LiveSystem;
  beforeEach(async () => {
    system = await startSystem(changed('configs/arm64/qemu-arm64.c'));
  });
  afterEach(() => system.dispose());

  for (const [word, state] of [
    [1, 'running/locked'],
    [2, 'shut down'],
  ] as const) {
    it(`is '${state}' once the cell itself has said so`, async () => {
      const config = changed('configs/arm64/qemu-arm64-inmate-demo.c', PASSIVE);
      const id = await loadCell(system, config, saying(word));
      await system.engine.startCell(id);
      await system.waitForCells(`the cell to be ${state}`, (cells) =>
        cells.some((cell) => cell.id === id && cell.state === state),
      );
    });
  }
});
