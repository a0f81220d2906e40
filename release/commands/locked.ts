/** Runs a command while no other deployment does. */
import type { Context } from "../context";
import { Lock } from "../records/lock";

export interface LockWish {
  /** For messages of those who wait, e.g. `the deployment of 1a2b3c4`. */
  readonly what: string;
  /** Whether a release that is under way gives way. */
  readonly urgent?: boolean;
}

export async function locked<T>(
  context: Context,
  { what, urgent = false }: LockWish,
  run: (context: Context) => Promise<T>,
): Promise<T> {
  const { store, lockSeconds, log, signal } = context;
  const wish = { what, waitSeconds: lockSeconds, signal, urgent };
  const lock = await Lock.acquire(store.bucket, store.key(LOCK_NAME), wish, log);
  try {
    return await run({
      ...context,
      checkpoint: async () => {
        await context.checkpoint();
        await lock.assertHeld();
      },
      assertHeld: async () => lock.assertHeld(true),
    });
  } finally {
    await lock.release();
  }
}

export const LOCK_NAME = "lock.json";
