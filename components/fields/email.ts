import { z } from "zod";

export const email = z.email({
  error: ({ input }) =>
    typeof input === "string" && /[,;\s].*@/.test(input)
      ? "must be one e-mail address: for several people, that of a distribution list"
      : "must be an e-mail address",
});
