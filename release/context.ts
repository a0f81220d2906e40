import type { ReleaseSettings } from "../components/release-contract";
import type { Bucket } from "./aws/bucket";
import type { ActiveRelease } from "./publish/active-release";
import type { Log } from "./log";
import type { Store } from "./records/store";

/** What every step of a release works with. */
export interface Context {
  readonly settings: ReleaseSettings;
  readonly site: Bucket;
  readonly store: Store;
  /** Only with `atomic`. */
  readonly active: ActiveRelease | undefined;
  readonly log: Log;
  /** A folder that goes when the program ends. */
  readonly temp: string;
  /** Seconds to wait for another deployment, and for the edge. */
  readonly lockSeconds: number;
  readonly edgeSeconds: number;
  /** Aborted when the process is to end: waits end at once. */
  readonly signal: AbortSignal;
  /** Awaited between two steps: throws when the release must stop (lock lost, interrupted, another one wishes it). */
  readonly checkpoint: () => Promise<void>;
  /** Awaited before something is taken back: throws where another deployment has the site by now. */
  readonly assertHeld: () => Promise<void>;
}
