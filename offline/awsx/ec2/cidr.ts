/** Ranges of IPv4 addresses, by the library that awsx's own provider computes with. */
import { long2ip, Netmask } from "netmask";

/** A range: its first address as a number, and how many leading bits all its addresses share. */
export interface Cidr {
  readonly base: number;
  readonly bits: number;
}

const of = ({ netLong, bitmask }: Netmask): Cidr => ({ base: netLong, bits: bitmask });

/** @throws {Error} when `text` is not a range such as `10.0.0.0/16` */
export function parseCidr(text: string): Cidr {
  // The library takes an address for a range of one, and other spellings of both.
  if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text)) throw new Error(`Invalid net address: ${text}`);
  return of(new Netmask(text));
}

export function formatCidr({ base, bits }: Cidr): string {
  return `${formatAddress(base)}/${bits}`;
}

export function formatAddress(address: number): string {
  return long2ip(address);
}

/** How many addresses the range has. */
export const sizeOf = ({ bits }: Cidr): number => 2 ** (32 - bits);

/** The range of `bits` that holds the address. */
export function blockAt(address: number, bits: number): Cidr {
  return of(new Netmask(formatAddress(address), bits));
}

/** The `index`-th part of the range when it is cut into parts that are `newBits` longer; an index may go past its end. */
export function part(range: Cidr, newBits: number, index: number): Cidr {
  const bits = range.bits + newBits;
  if (bits > 32) {
    throw new Error(`Requested ${newBits} new bits, but only ${32 - range.bits} are available.`);
  }
  return { base: range.base + index * 2 ** (32 - bits), bits };
}

export const lastOf = (range: Cidr): number => range.base + sizeOf(range) - 1;

/** The first range of `bits` that starts after the end of `previous`. */
export function nextBlock(previous: Cidr, bits: number): Cidr {
  const block = blockAt(lastOf(previous), bits);
  return { base: lastOf(block) + 1, bits };
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.base <= lastOf(b) && b.base <= lastOf(a);
}
