// SPDX-License-Identifier: MIT
// Paths into the model in the words of C.
import type { Step } from './problem.js';

/** A path as C spells it, from the cell on: `memory_regions[2].phys_start`. */
export function pathName(steps: readonly Step[]): string {
  const [first, ...rest] = steps;
  const isInCell = first === 'cell' || (first === 'rootCell' && rest.length > 0);
  return (isInCell ? rest : steps)
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${fieldName(step)}`))
    .join('')
    .replace(/^\./, '');
}

function fieldName(property: string): string {
  return property
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/^msi64bits$/, 'msi_64bits');
}
