import type { ReleaseSettings } from "../components/release-contract";
import { Bucket } from "./aws/bucket";
import { KeyValueStore } from "./aws/key-value-store";
import type { Context } from "./context";
import { ActiveRelease } from "./publish/active-release";
import { Store } from "./records/store";

/** What a site's settings do not say. */
export type Surroundings = Pick<Context, "temp" | "log" | "signal" | "lockSeconds" | "edgeSeconds">;

/** What the commands work with, before any of them has the lock. */
export function makeContext(settings: ReleaseSettings, surroundings: Surroundings): Context {
  const { temp, log, signal, lockSeconds, edgeSeconds } = surroundings;
  const state = Store.parse(settings.state);
  const { keyValueStoreArn } = settings;
  return {
    settings,
    site: new Bucket(settings.bucket),
    store: new Store(new Bucket(state.bucket), state.folder),
    active:
      keyValueStoreArn === undefined ? undefined : new ActiveRelease(new KeyValueStore(keyValueStoreArn)),
    log,
    temp,
    lockSeconds,
    edgeSeconds,
    signal,
    checkpoint: async () => {
      if (signal.aborted) {
        throw new Error("interrupted");
      }
      return Promise.resolve();
    },
    assertHeld: async () => Promise.resolve(),
  };
}
