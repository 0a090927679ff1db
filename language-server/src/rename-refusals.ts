// SPDX-License-Identifier: MIT
// Why a name cannot be changed, and what to do instead.
import { basename } from 'node:path';
import type { SourceRange } from '@cellblock/config-compiler';

export function nothingToRename(): string {
  return 'There is no name here that can be changed. Put the cursor on a macro, a constant, a field or a type that this workspace defines.';
}

export function nameIsPartOfFormat(name: string, header?: string): string {
  const where = header === undefined ? '' : `, defined in ${basename(header)}`;
  return `'${name}' belongs to the configuration format${where}: tools and other configurations rely on it. Define a name of your own for it instead.`;
}

export function outsideOfWorkspace(name: string, file: string): string {
  return `'${name}' is defined in ${file}, which is not in this workspace. Open its folder to change it.`;
}

export function badName(name: string): string {
  return `'${name}' cannot be a name in C. Use letters, digits and underscores, do not begin with a digit, and do not take a keyword.`;
}

export function nameIsTaken(name: string, file: string, definition: SourceRange): string {
  const place = `${basename(definition.file)}:${definition.start.line + 1}`;
  return `'${name}' is already defined in ${place}, which ${basename(file)} reads. Choose another name.`;
}
