/** How a site takes a new build, and the store whose keys name what is live. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Rule, rule } from "../fields";
import {
  ACTIVE_RELEASE_KEY,
  NO_RELEASE,
  RELEASE_STRATEGIES,
  type ReleaseStrategy,
} from "../release-contract";
import type { Hosts } from "./hosts";

export interface ReleasesKeys {
  /**
   * How a new build becomes the live one. `atomic`: below a prefix of its own, then one key names it; going back is
   * the same. `inPlace`: over the old files, then an invalidation.
   *
   * @default "atomic"
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions.html
   */
  readonly release?: ReleaseStrategy | undefined;
}

export const releasesShape = { release: z.enum(RELEASE_STRATEGIES).default("atomic") } as const;

export type Releases = z.output<z.ZodObject<typeof releasesShape>>;

export const releasesRules: readonly Rule<Releases & Hosts>[] = [
  rule(
    ["release", "previews"],
    ["previews"],
    "must not be given with release: inPlace, where the bucket holds one build only",
    ({ release, previews }) => release === "inPlace" && previews !== undefined,
  ),
];

interface StoreArgs {
  readonly release: ReleaseStrategy;
  /** Keys of the stack's own, with their values. */
  readonly entries: ReadonlyMap<string, string>;
  readonly protect: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** The store of an atomic site; its key of the active release belongs to the releases from then on. */
export function createReleaseStore(
  name: string,
  { release, entries, protect, tags }: StoreArgs,
  opts: pulumi.CustomResourceOptions,
): cloudfront.KeyValueStore | undefined {
  if (release === "inPlace") {
    return undefined;
  }
  const store = new cloudfront.KeyValueStore(
    `${name}-releases`,
    { comment: `Active release of site ${name}`, tags: { ...tags } },
    pulumi.mergeOptions(opts, { protect }),
  );
  new cloudfront.KeyvaluestoreKey(
    `${name}-active-release`,
    { keyValueStoreArn: store.arn, key: ACTIVE_RELEASE_KEY, value: NO_RELEASE },
    pulumi.mergeOptions(opts, { ignoreChanges: ["value"] }),
  );
  for (const [key, value] of entries) {
    new cloudfront.KeyvaluestoreKey(
      `${name}-${key.replace(":", "-")}`,
      { keyValueStoreArn: store.arn, key, value },
      opts,
    );
  }
  return store;
}
