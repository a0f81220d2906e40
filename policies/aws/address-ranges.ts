/**
 * How much of the internet a set of address ranges covers. Only addresses that are routed on the internet count: a
 * private range, however wide, lets in no stranger.
 *
 * @see https://www.iana.org/assignments/ipv4-address-space
 * @see https://www.iana.org/assignments/ipv6-unicast-address-assignments
 */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** IPv4 that is never a stranger's: private, shared, loopback, link-local, documentation, multicast, reserved. */
const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"],
  ...["203.0.113.0/24", "224.0.0.0/3"],
].flatMap((text) => rangeOf(text)?.range ?? []);

/** All of IPv6 that is routed on the internet. */
const GLOBAL_UNICAST = { first: 1n << 125n, last: (1n << 126n) - 1n };

/** More than one network of /8, and more than one of /16 of IPv6, are wider than any single organization's. */
const LIMITS = { 4: 1n << 24n, 6: 1n << 112n };

/** Whether these ranges together let in a part of the internet that belongs to no one organization. */
export function coverTheInternet(texts: readonly string[]): boolean {
  const ranges = texts.flatMap((text) => rangeOf(text) ?? []);
  const four = merged(ranges.filter(({ family }) => family === 4).map(({ range }) => range));
  const six = merged(ranges.filter(({ family }) => family === 6).map(({ range }) => range));
  const publicFour = size(four) - overlap(four, NOT_PUBLIC);
  return publicFour > LIMITS[4] || overlap(six, [GLOBAL_UNICAST]) > LIMITS[6];
}

function merged(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const result: Range[] = [];
  for (const range of sorted) {
    const before = result.at(-1);
    if (before === undefined || range.first > before.last + 1n) {
      result.push(range);
    } else if (range.last > before.last) {
      result[result.length - 1] = { first: before.first, last: range.last };
    }
  }
  return result;
}

function size(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** How many addresses two sets have in common; each set without overlaps of its own. */
function overlap(some: readonly Range[], others: readonly Range[]): bigint {
  return some.reduce(
    (sum, a) =>
      sum +
      others.reduce((inner, b) => {
        const first = a.first > b.first ? a.first : b.first;
        const last = a.last < b.last ? a.last : b.last;
        return first > last ? inner : inner + last - first + 1n;
      }, 0n),
    0n,
  );
}

/** The range of a text in CIDR notation, or of a single address; undefined where it is none. */
function rangeOf(text: string): { readonly family: 4 | 6; readonly range: Range } | undefined {
  const [address = "", length] = text.trim().split("/");
  const family = address.includes(":") ? 6 : 4;
  const bits = family === 4 ? 32 : 128;
  const value = family === 4 ? parseFour(address) : parseSix(address);
  const prefix = length === undefined ? bits : Number(length);
  if (value === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > bits) {
    return undefined;
  }
  const free = BigInt(bits - prefix);
  const first = (value >> free) << free;
  return { family, range: { first, last: first + (1n << free) - 1n } };
}

function parseFour(address: string): bigint | undefined {
  const parts = address.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
    ? parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n)
    : undefined;
}

function parseSix(address: string): bigint | undefined {
  const halves = address.split("::");
  if (halves.length > 2) {
    return undefined;
  }
  const groups = halves.map((half) => (half === "" ? [] : half.split(":").flatMap(groupsOf)));
  const [before = [], after = []] = groups;
  const missing = 8 - before.length - after.length;
  const all =
    halves.length === 2 ? [...before, ...Array<string>(Math.max(missing, 0)).fill("0"), ...after] : before;
  return all.length === 8 && all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? all.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n)
    : undefined;
}

/** The last 32 bits may be written as an IPv4 address. */
function groupsOf(group: string): string[] {
  const four = group.includes(".") ? parseFour(group) : undefined;
  return four === undefined ? [group] : [(four >> 16n).toString(16), (four & 0xffffn).toString(16)];
}
