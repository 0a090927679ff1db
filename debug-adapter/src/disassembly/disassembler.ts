// SPDX-License-Identifier: MIT
// Capstone, loaded when it is first needed: three megabytes of WebAssembly.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What we use of Capstone's JavaScript interface, which has no types. */
interface CapstoneLibrary {
  readonly ARCH_ARM64: number;
  readonly MODE_LITTLE_ENDIAN: number;
  readonly Capstone: new (
    architecture: number,
    mode: number,
  ) => {
    disasm(bytes: Uint8Array, address: bigint): readonly CapstoneInstruction[];
  };
}

interface CapstoneInstruction {
  readonly mnemonic: string;
  readonly op_str: string;
}

/** The text of one instruction word at an address. */
export type Disassembler = (word: Uint8Array, address: bigint) => string;

let loaded: Promise<Disassembler> | undefined;

export function loadDisassembler(): Promise<Disassembler> {
  return (loaded ??= load());
}

async function load(): Promise<Disassembler> {
  const library = await openLibrary()();
  const engine = new library.Capstone(library.ARCH_ARM64, library.MODE_LITTLE_ENDIAN);
  const decode = (word: Uint8Array, address: bigint): CapstoneInstruction | undefined => {
    try {
      return engine.disasm(word, address)[0];
    } catch {
      return undefined; // It throws at words that are no instruction: data, mostly.
    }
  };
  return (word, address) => {
    const instruction = decode(word, address);
    if (!instruction) return `.inst 0x${Buffer.from(word).reverse().toString('hex')}`;
    return `${instruction.mnemonic} ${instruction.op_str}`.trim();
  };
}

/** From node_modules, or from beside a bundle. */
function openLibrary(): () => Promise<CapstoneLibrary> {
  const require = createRequire(import.meta.url);
  try {
    return require('@alexaltea/capstone-js') as () => Promise<CapstoneLibrary>;
  } catch {
    const beside = fileURLToPath(new URL('./capstone.cjs', import.meta.url));
    return require(beside) as () => Promise<CapstoneLibrary>;
  }
}
