// SPDX-License-Identifier: MIT
// The licences of the libraries inside the bundles, in their own words: each
// of them asks to go with every copy. notices/ holds those of software that a
// package contains but does not name.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const contained = fileURLToPath(new URL('notices', import.meta.url));

/** The package a file belongs to, as a path from the root; undefined for our own. */
const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * @param root folder from which the files are named
 * @param files every file of which something is in a bundle
 */
export function thirdPartyNotices(root, files) {
  const folders = new Set(files.flatMap((file) => packageFolder.exec(file) ?? []));
  const notices = [
    ...[...folders].map((folder) => noticeOf(join(root, folder))),
    ...readdirSync(contained).map((file) => readFileSync(join(contained, file), 'utf8').trim()),
  ];
  return [
    'Cellblock contains the following software of others.',
    // Two copies of one version have one notice.
    ...[...new Set(notices)].sort(),
  ].join(`\n\n${'-'.repeat(79)}\n\n`);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(license|licence)(\.(md|txt))?$/i.test(entry));
  if (file === undefined) throw new Error(`${folder} is bundled, but has no licence file`);
  const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${name} ${version} (${license})\n\n${text}`;
}
