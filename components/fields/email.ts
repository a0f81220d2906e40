import { z } from "zod";

export const email = z.email({
  error: ({ input }) => (typeof input === "string" ? emailMessage(input) : "must be an e-mail address"),
});

function emailMessage(given: string): string {
  const bare = /^(?:mailto:|[^<>,;]*<)\s*([^\s<>,;@]+@[^\s<>,;@]+?)>?\s*$/.exec(given)?.[1];
  if (bare !== undefined) {
    return `must be an e-mail address alone: write ${bare}`;
  }
  return /[,;\s].*@/.test(given)
    ? "must be one e-mail address: for several people, that of a distribution list"
    : "must be an e-mail address, such as ops@example.com";
}
