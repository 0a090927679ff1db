// SPDX-License-Identifier: MIT
// The inmate's program: what is loaded, and the ELF file that explains it.
import { inmateImage, type LoadImage } from '@cellblock/engine/client';
import { fileMissing, imageUnusable, noDebugInformation } from '../failures.js';
import { readDebugInfo, type DebugInfo } from '../symbols/debug-info.js';
import type { LaunchArguments } from './launch-arguments.js';
import { readBytes } from './read-bytes.js';

export interface Program {
  readonly images: readonly LoadImage[];
  readonly info: DebugInfo;
}

/** Where an inmate finds its command line, above its image. */
const COMMAND_LINE_OFFSET = 0x1000n;

export function loadProgram({
  image,
  imageAddress,
  commandLine,
}: Pick<LaunchArguments, 'image' | 'imageAddress' | 'commandLine'>): Program {
  const elfPath = image.replace(/\.bin$/, '.elf');
  const bytes = readBytes(image);
  if (!bytes) {
    throw fileMissing('image', image, 'Build it, or correct "image" in launch.json.');
  }
  const { images, problems } = inmateImage(bytes, imageAddress);
  if (images.length === 0) throw imageUnusable(image, problems);
  const info = loadDebugInfo(elfPath);
  const line = commandLine === undefined ? [] : [commandLineImage(commandLine, imageAddress)];
  return { images: [...images, ...line], info };
}

/** Debug information of an ELF file; a failure when it has none. */
export function loadDebugInfo(path: string): DebugInfo {
  const bytes = readBytes(path);
  if (!bytes) {
    throw fileMissing(
      'ELF file',
      path,
      'It holds the debug information: build it, or put it beside the binary.',
    );
  }
  const { info, problems } = readDebugInfo(bytes);
  if (!info) throw imageUnusable(path, problems);
  if (info.lines.spans.length === 0) throw noDebugInformation(path);
  return info;
}

function commandLineImage(text: string, imageAddress: bigint): LoadImage {
  const bytes = new TextEncoder().encode(`${text}\0`);
  return { bytes, address: imageAddress + COMMAND_LINE_OFFSET };
}
