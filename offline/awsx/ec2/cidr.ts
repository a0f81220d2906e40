/** A range of IPv4 addresses: its first address as a number, and how many leading bits all its addresses share. */
export interface Cidr {
  readonly base: number;
  readonly bits: number;
}

/** @throws {Error} when `text` is not a range such as `10.0.0.0/16` */
export function parseCidr(text: string): Cidr {
  const [, address = "", length = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text) ?? [];
  const parts = address.split(".").map(Number);
  const bits = Number(length);
  if (length === "" || bits > 32 || parts.some((part) => part > 255)) {
    throw new Error(`Invalid net address: ${text}`);
  }
  return blockAt(
    parts.reduce((sum, part) => sum * 256 + part, 0),
    bits,
  );
}

export function formatCidr({ base, bits }: Cidr): string {
  return `${formatAddress(base)}/${bits}`;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** How many addresses the range has. */
export const sizeOf = ({ bits }: Cidr): number => 2 ** (32 - bits);

/** The range of `bits` that holds the address. */
export function blockAt(address: number, bits: number): Cidr {
  const size = 2 ** (32 - bits);
  return { base: Math.floor(address / size) * size, bits };
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
