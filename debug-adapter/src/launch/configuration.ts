// SPDX-License-Identifier: MIT
// A configuration from its C source or its compiled form.
import { extname } from 'node:path';
import { cellOf, decode, type Configuration } from '@cellblock/cell-config';
import type { Compilation } from '@cellblock/config-compiler';
import { configurationOfWrongKind, configurationWrong, fileMissing } from '../failures.js';
import { readBytes } from './read-bytes.js';
import type { LaunchServices } from './services.js';

export interface LoadedConfiguration {
  readonly path: string;
  /** The bytes of the .cell file. */
  readonly image: Uint8Array;
  /** Of the cell, or of the system's root cell. */
  readonly name: string;
  readonly model: Configuration;
  /** Lines of the source, when it was one. */
  readonly compilation?: Compilation;
}

export function loadConfiguration(
  path: string,
  kind: 'system' | 'cell',
  includePaths: readonly string[],
  compile: LaunchServices['compile'],
): LoadedConfiguration {
  const bytes = readBytes(path);
  if (!bytes) {
    const advice = `Correct "${kind}" in launch.json.`;
    throw fileMissing(`${kind} configuration`, path, advice);
  }
  const loaded =
    extname(path) === '.c' ? fromSource(path, includePaths, compile) : fromImage(path, bytes);
  if (loaded.model.kind !== kind) throw configurationOfWrongKind(path, kind);
  return loaded;
}

function fromSource(
  path: string,
  includePaths: readonly string[],
  compile: LaunchServices['compile'],
): LoadedConfiguration {
  const readFile = (file: string): string | undefined => {
    const bytes = readBytes(file);
    return bytes && Buffer.from(bytes).toString('utf8');
  };
  const compilation = compile({ file: path, readFile, includePaths });
  const { image, model, problems } = compilation;
  if (!image || !model) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    throw configurationWrong(
      path,
      errors.map(({ range, message }) => `${range.file}:${range.start.line + 1}: ${message}`),
    );
  }
  return { path, image, model, name: cellOf(model).name, compilation };
}

function fromImage(path: string, image: Uint8Array): LoadedConfiguration {
  const { config, problems } = decode(image);
  if (!config || config.isCutOff) {
    throw configurationWrong(
      path,
      problems.map(({ message }) => message),
    );
  }
  return { path, image, model: config, name: cellOf(config).name };
}
