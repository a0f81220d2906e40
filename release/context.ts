import type { Bucket } from "./bucket";
import type { Log } from "./log";
import type { ReleaseSettings } from "../components/release-contract";
import type { Store } from "./store";

/** What every step of a release works with. */
export interface Context {
  readonly settings: ReleaseSettings;
  readonly site: Bucket;
  readonly store: Store;
  readonly log: Log;
  /** A folder that goes when the program ends. */
  readonly temp: string;
  /** Seconds to wait for another deployment, and for the edge. */
  readonly lockSeconds: number;
  readonly edgeSeconds: number;
  /** Called between two steps: throws when the release must stop (lock lost, interrupted). */
  readonly checkpoint: () => void;
}
