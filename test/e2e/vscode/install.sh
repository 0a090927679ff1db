#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs VS Code's server (out of the npm package code-server) and the
# Node.js 24 it needs into a cache folder, once per lockfile, and prints it.
# Install scripts stay off, so no compiler is needed: what they would build is
# logging, which the server does without.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=${CELLBLOCK_VSCODE_HOST:-${XDG_CACHE_HOME:-$HOME/.cache}/cellblock-vscode}
mark=$cache/.installed

if [ -f "$mark" ] && cmp -s "$mark" "$here/package-lock.json"; then
  echo "$cache"
  exit 0
fi

mkdir -p "$cache"
rm -f "$mark"
cp "$here/package.json" "$here/package-lock.json" "$cache/"
cd "$cache"
{
  npm ci --ignore-scripts
  # code-server's shrinkwrap is out of step with its packages, so `npm ci` refuses here.
  cd node_modules/code-server/lib/vscode
  npm install --omit=dev --ignore-scripts --no-save
  cd extensions
  npm install --omit=dev --ignore-scripts --no-save
} >&2
cp "$here/package-lock.json" "$mark"
echo "$cache"
