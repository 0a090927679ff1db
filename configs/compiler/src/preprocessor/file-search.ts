// SPDX-License-Identifier: MIT
// Where #include looks for files.

/** Collapse `.` and `..` of a path with forward slashes. */
function normalizePath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !isAbsolute) parts.push(part);
  }
  return (isAbsolute ? '/' : '') + parts.join('/');
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash) || '/';
}

/** The folders that an include searches, in order; quotes add the file's own. */
export function searchFolders(
  includer: string,
  isQuoted: boolean,
  includePaths: readonly string[],
): string[] {
  return isQuoted ? [folderOf(includer), ...includePaths] : [...includePaths];
}

export function joinPath(folder: string, name: string): string {
  return normalizePath(name.startsWith('/') ? name : `${folder}/${name}`);
}
