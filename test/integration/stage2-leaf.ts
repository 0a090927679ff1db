// SPDX-License-Identifier: MIT
// Finds the entry of a stage-2 table that maps an address, by a walk of its
// own (Arm ARM D8.3, 4 KiB granule), so that a test may break it.
import type { Target } from '@cellblock/targets';

const ADDRESS = 0x0000_ffff_ffff_f000n;
const VALID = 1n;
const TABLE_OR_PAGE = 2n;

/** Physical address of the block or page descriptor for an intermediate address. */
export async function stage2Leaf(target: Target, vttbr: bigint, ipa: bigint): Promise<bigint> {
  const entryAt = async (address: bigint): Promise<bigint> => {
    const bytes = await target.readMemory({ kind: 'physical' }, address, 8);
    return Buffer.from(bytes).readBigUInt64LE();
  };
  // The demo board's Cortex-A57 has 44-bit physical addresses: four levels.
  let table = vttbr & ADDRESS;
  for (let level = 0n; level <= 3n; level++) {
    const shift = 39n - 9n * level;
    const address = table + ((ipa >> shift) & 0x1ffn) * 8n;
    const entry = await entryAt(address);
    if ((entry & VALID) === 0n) throw new Error(`0x${ipa.toString(16)} is not mapped`);
    if ((entry & TABLE_OR_PAGE) === 0n || level === 3n) return address;
    table = entry & ADDRESS;
  }
  throw new Error('a walk ends at level 3');
}
