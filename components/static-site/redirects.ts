/** Redirects of a stack's configuration, as the edge function makes them. */
import { z } from "zod";
import { encodedPath, tableOf } from "../release-contract";
import type { Hosts } from "./hosts";
import type { Routing } from "./routing";

export interface RedirectsKeys {
  /**
   * Redirects made at the edge; the first that matches wins. The query string is kept. At most 5,000: as many as fit stand in the
   * edge function's text, more of them (with `release: atomic`) in the site's key value store.
   *
   * @default []
   */
  readonly redirects?: readonly RedirectConfig[] | undefined;
}

/** One redirect. */
export interface RedirectConfig {
  /** Path, e.g. `/old`, with or without a final slash; or one and all paths below it, e.g. `/blog/*`. */
  readonly from: string;
  /** Path or `https://` address; `:splat` stands for what `*` matched. */
  readonly to: string;
  /**
   * Status: 301 and 308 are permanent, 302 and 307 temporary.
   *
   * @default 301
   */
  readonly status?: 301 | 302 | 307 | 308 | undefined;
}

const MAX_REDIRECTS = 5000;

export const redirectsShape = {
  redirects: z
    .array(
      z.strictObject({
        from: z
          .string()
          .regex(
            /^\/(?:\*|[^\s?#*"'\\\p{C}]*[^\s?#*"'\\/\p{C}](?:\/\*)?)?$/u,
            "must be a path such as /old, or /blog/*",
          ),
        // A plain host: one that :splat stands in would send visitors wherever a link says.
        to: z
          .string()
          .regex(
            /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?)?\/(?!\/)[^\s"'\\\p{C}]*$/u,
            "must be a path such as /new or an address such as https://example.com/",
          ),
        status: z.literal([301, 302, 307, 308]).default(301),
      }),
    )
    .max(MAX_REDIRECTS)
    .readonly()
    .default([]),
} as const;

export type Redirects = z.output<z.ZodObject<typeof redirectsShape>>;

/** What of a site decides where a redirect leads. */
export type Redirecting = Redirects &
  Pick<Hosts, "domain" | "aliases" | "redirectFrom"> &
  Pick<Routing, "mode" | "pages" | "cleanUrls" | "indexDocument">;

/** Where these stand, for rules that read them. */
export const REDIRECTING = {
  reads: ["domain", "mode", "pages", "cleanUrls", "indexDocument"],
  entriesOf: ["redirects", "aliases", "redirectFrom"],
} as const;

/** As the edge function has them: the paths as browsers send them. */
export function edgeRedirects({ redirects }: Redirects) {
  return redirects.map(({ from, to, status }) => ({
    from: encodedPath(from),
    to: encodedPath(to),
    status,
  }));
}

/** First part of the store's keys that hold redirects of the stack. */
export const STORED_REDIRECTS_PREFIX = "redirect:";

/** The redirects of one path each, as a table for the store. */
export function storedRedirects(site: Redirects) {
  const entries = edgeRedirects(site)
    .filter(({ from }) => !from.endsWith("/*"))
    .map(({ from, to, status }) => [from, `${status} ${to}`] as const);
  return tableOf(new Map(entries));
}
