import { domainToASCII } from "node:url";
import { z } from "zod";
import { asTyped, foreignLetter } from "./look-alikes";

/** A DNS host name in lower case, without a final dot. */
const HOST_NAME =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

function isHostName(text: string): boolean {
  return HOST_NAME.test(text);
}

/** A host name such as `www.example.com`, or the name of a zone. */
export const hostName = z
  .string()
  .refine(isHostName, { error: ({ input }) => hostNameMessage(String(input)) });

/** Quotation marks of word processors, which YAML takes for letters. */
const TYPOGRAPHIC = /[\u2018-\u201f\u00ab\u00bb]/g;

function hostNameMessage(given: string): string {
  if (given.search(TYPOGRAPHIC) >= 0) {
    const bare = given.replace(TYPOGRAPHIC, "");
    return `must be written without typographic quotation marks${isHostName(bare) ? `: write ${bare}` : ""}`;
  }
  // A name all in other letters is what it looks like; within one label, they are a slip or a trick.
  const foreign = given
    .split(".")
    .map(foreignLetter)
    .find((each) => each !== undefined);
  if (foreign !== undefined) {
    const typed = asTyped(given);
    return `must not hold ${foreign}${isHostName(typed) ? `: type ${typed}` : ""}`;
  }
  const meant = hostNameMeant(given);
  if (meant === undefined) {
    return `must be a host name in lower case, such as www.example.com${hostNameAdvice(given)}`;
  }
  // DNS knows a name in other letters by its ASCII form only.
  return /[^\0-\x7f]/.test(given)
    ? `must be written as DNS has it, ${meant}`
    : `must be a host name in lower case, without scheme, port, path or final dot: write ${meant}`;
}

/** What is known to be meant by a text that is no host name. */
const ADVICE: readonly (readonly [text: RegExp, advice: string])[] = [
  [/[$<>{}]/, "and of placeholders only <stack> is replaced"],
  [/^\*\./, "and no wildcard: write each host by its name"],
  [/^\d+(?:\.\d+){3}(?:[:/].*)?$/, "and no IP address"],
  [/[^.]{64}/, "with at most 63 characters between two dots"],
  [/[,;]|\S\s+\S/, "and one only"],
  [/_/, "without underscores"],
  [/\.\.|^\./, "with something between its dots"],
  [/(?:^|\.)-|-(?:\.|$)/, "without hyphens beside its dots"],
];

function hostNameAdvice(given: string): string {
  const found = ADVICE.find(([text]) => text.test(given))?.[1];
  return found === undefined ? "" : `, ${found}`;
}

/** The host name in an address, or with capitals, a final dot or letters beyond ASCII. */
function hostNameMeant(given: string): string | undefined {
  const bare = given
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[/?#].*$/s, "")
    .replace(/:\d+$/, "")
    .replace(/\.$/, "");
  const ascii = domainToASCII(bare);
  return isHostName(ascii) && ascii !== given ? ascii : undefined;
}

/** Whether a record for `host` can stand in the hosted zone `zone`: both apex and below. */
export function isInZone(host: string, zone: string): boolean {
  const apex = zone.replace(/\.$/, "").toLowerCase();
  return host === apex || host.endsWith(`.${apex}`);
}
