// SPDX-License-Identifier: MIT
export * from './elf.js';
export { readElf, type ElfReading } from './read-elf.js';
