// SPDX-License-Identifier: MIT
// Whether a local socket can have a path.

/** Bytes of sun_path, unix(7), without its end; macOS has four fewer. */
const LONGEST = process.platform === 'darwin' ? 103 : 107;

/** Why the path is none for a socket; Node would silently cut it off. */
export function socketPathProblem(path: string): string | undefined {
  const length = Buffer.byteLength(path);
  if (length <= LONGEST) return undefined;
  return (
    `the socket's path ${path} has ${length} bytes, and ${LONGEST} are possible. ` +
    'Choose a shorter one, or set TMPDIR to a folder with a shorter path.'
  );
}
