import { createHash } from "node:crypto";

const ALPHABETS: Readonly<Record<string, string>> = {
  hex: "0123456789abcdef",
  lower: "abcdefghijklmnopqrstuvwxyz0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  mixed: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  digits: "0123456789",
};

export type Alphabet = "hex" | "lower" | "upper" | "mixed" | "digits";

/** `length` characters that look random and are always the same for the same seed. */
export function madeUp(alphabet: Alphabet, length: number, seed: string): string {
  const characters = ALPHABETS[alphabet] ?? "";
  let text = "";
  for (let block = 0; text.length < length; block++) {
    for (const byte of createHash("sha256").update(`${seed}#${block}`).digest()) {
      text += characters.charAt(byte % characters.length);
    }
  }
  return text.slice(0, length);
}

/** A UUID of version 4 that is always the same for the same seed. */
export function madeUpUuid(seed: string): string {
  const hex = madeUp("hex", 32, seed);
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20),
  ].join("-");
}

export function isAlphabet(name: string): name is Alphabet {
  return Object.hasOwn(ALPHABETS, name);
}
