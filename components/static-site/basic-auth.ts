/** A password before the site, for reviewers. */
import { z } from "zod";
import { type Rule, rule } from "../fields";
import type { Hosts } from "./hosts";

export interface BasicAuthKeys {
  /**
   * User → SHA-256 (64 hexadecimal digits) of `user:password`, for a site that only reviewers may see:
   * `printf '%s' 'reviewer:the-password' | sha256sum`. The function holds no password, but its readers could guess a short
   * one: use a long random one. `apiRoutes` are not covered.
   *
   * @default - everybody may see the site
   */
  readonly basicAuth?: Readonly<Record<string, string>> | undefined;
  /**
   * Where `basicAuth` is required: on the whole site, or on the hosts below `previews` only.
   *
   * @default "site"
   */
  readonly basicAuthOn?: "site" | "previews" | undefined;
}

export const basicAuthShape = {
  basicAuth: z
    .record(
      z.string().regex(/^[^:\p{Cc}]{1,64}$/u, "must be a user name without a colon"),
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, "must be the SHA-256 of user:password, 64 hexadecimal digits in lower case"),
    )
    .refine((users) => Object.keys(users).length > 0, "must name at least one user")
    .readonly()
    .optional(),
  basicAuthOn: z.enum(["site", "previews"]).default("site"),
} as const;

export type BasicAuth = z.output<z.ZodObject<typeof basicAuthShape>>;

export const basicAuthRules: readonly Rule<BasicAuth & Hosts>[] = [
  rule(
    ["basicAuth", "basicAuthOn", "previews"],
    ["basicAuthOn"],
    "must not be previews without basicAuth and previews",
    ({ basicAuth, basicAuthOn, previews }) =>
      basicAuthOn === "previews" && (basicAuth === undefined || previews === undefined),
  ),
];
