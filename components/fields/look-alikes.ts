/** Letters that look like those of a keyboard, or like nothing at all, and are others to a computer. */

/** Cyrillic and Greek letters that look like Latin ones. */
const TWINS: Readonly<Record<string, string>> = {
  ...{ а: "a", е: "e", о: "o", р: "p", с: "c", х: "x", у: "y", і: "i", ѕ: "s", ј: "j", һ: "h", ԁ: "d" },
  ...{ ο: "o", α: "a", ν: "v", ρ: "p", ι: "i", κ: "k", υ: "u" },
};

const INVISIBLE = /\p{Cf}/u;
const LATIN = /[a-z]/i;

/** U+043E */
function code(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** What a message calls the first letter that is not what it looks like; undefined where there is none. */
export function foreignLetter(text: string): string | undefined {
  const letters = Array.from(text);
  const invisible = letters.find((letter) => INVISIBLE.test(letter));
  if (invisible !== undefined) {
    return `the invisible character ${code(invisible)}`;
  }
  // A whole word in another script is what it looks like.
  const twin = LATIN.test(text)
    ? letters.find((letter) => Object.hasOwn(TWINS, letter.toLowerCase()))
    : undefined;
  return twin === undefined ? undefined : `${code(twin)}, which only looks like a Latin letter`;
}

/** The text as it was probably meant: without invisible characters, with Latin letters for their twins. */
export function asTyped(text: string): string {
  return Array.from(text)
    .filter((letter) => !INVISIBLE.test(letter))
    .map((letter) => TWINS[letter] ?? letter)
    .join("");
}
