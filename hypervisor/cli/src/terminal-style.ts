// SPDX-License-Identifier: MIT
// Colours: on a terminal that has them, and nowhere else.

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** What --color takes. */
export const colorChoices = ['auto', 'always', 'never'] as const;

/** Select Graphic Rendition: the number that begins each, and the one that ends it. */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** `auto`, also if nothing is chosen: a terminal gets colours unless NO_COLOR or TERM=dumb forbids. */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  chosen?: string,
  environment: NodeJS.ProcessEnv = process.env,
): Style {
  const isWanted = !environment.NO_COLOR && environment.TERM !== 'dumb';
  const isOn = chosen === 'always' || (chosen !== 'never' && isWanted && stream.isTTY === true);
  const paint =
    ([start, end]: readonly [number, number]) =>
    (text: string): string =>
      isOn && text !== '' ? `\u001b[${start}m${text}\u001b[${end}m` : text;
  return {
    bold: paint(codes.bold),
    dim: paint(codes.dim),
    red: paint(codes.red),
    green: paint(codes.green),
    yellow: paint(codes.yellow),
    cyan: paint(codes.cyan),
  };
}
