// SPDX-License-Identifier: MIT
// A bundled script with what V8 made of it when it was bundled, so that a short
// run need not parse and compile it again.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** Where the compiled form of a script is kept. Another version of V8 does not take it, and compiles. */
export const cacheOf = (file) => `${file}.cache`;

/**
 * A process that ends soon has no time to win back what optimising its code
 * costs: V8 is to optimise only what is many times as hot as it usually asks
 * for. The budget is in bytes of executed bytecode. What V8 keeps of a script
 * is good only for the flags that it was made with.
 */
const shortLife = '--interrupt-budget=2000000';

/** The script of a CommonJS file, and what it exports. */
export function loadScript(file) {
  setFlagsFromString(shortLife);
  const cache = cacheOf(file);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`,
    { filename: file, ...(existsSync(cache) && { cachedData: readFileSync(cache) }) },
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { script, exports: module.exports };
}
