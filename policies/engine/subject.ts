import type { Value } from "./value";

/** What a rule sees of one resource. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: Value;
  /** The region that the resource's provider was given; absent where it takes the environment's. */
  readonly providerRegion: Value;
  /** The tags that the resource's provider adds to all of its resources. */
  readonly defaultTags: Value;
}
