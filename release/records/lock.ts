/**
 * One deployment at a time: an object that is created only where there is none. It expires by S3's time, so that a machine that
 * died does not lock the site for good. Its holder renews it, and looks before each change whether it is still the holder: a machine
 * that stood still (a closed laptop) must not go on over the work of another one.
 */
import { randomUUID } from "node:crypto";
import { s3Time, type Bucket, type Versioned } from "../aws/bucket";
import { isConflict } from "../aws/errors";
import { reasonOf, type Log } from "../log";
import { sleep } from "../sleep";

export interface Holder {
  readonly owner: string;
  readonly what: string;
  readonly expiresAt: string;
}

/** What a deployment that waits for the lock wishes. */
export interface Waiting {
  readonly what: string;
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
  /** It makes the present holder give way, e.g. a rollback while a bad release is watched. */
  readonly urgent: boolean;
}

const LIFETIME_SECONDS = 600;
const RENEWAL_SECONDS = 120;
const POLL_SECONDS = 5;
/** For so long a holder trusts what it has seen last. */
const TRUST_SECONDS = 5;

export class LockLost extends Error {}

/** Another deployment wishes this one to end. */
class GiveWay extends Error {}

export class Lock {
  private renewal: NodeJS.Timeout | undefined;
  private seenAt = Date.now();
  private lost = false;
  private looking: Promise<void> | undefined;

  private constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
    private readonly holder: Holder,
    private etag: string,
    private readonly log: Log,
  ) {}

  /** @throws {Error} when another deployment has held it for `waitSeconds`, or the wait was interrupted */
  static async acquire(bucket: Bucket, key: string, waiting: Waiting, log: Log): Promise<Lock> {
    const { what, waitSeconds, signal } = waiting;
    const deadline = Date.now() + waitSeconds * 1000;
    const owner = randomUUID();
    const notified = new Set<string>();
    for (let attempt = 0; ; attempt += 1) {
      if (signal.aborted) {
        throw new Error("interrupted while waiting for another deployment: nothing has been changed");
      }
      const lock = await Lock.attempt(bucket, key, { owner, what, expiresAt: "" }, log);
      if (lock instanceof Lock) {
        return lock;
      }
      if (waiting.urgent && lock.owner !== "" && !notified.has(lock.owner)) {
        notified.add(lock.owner);
        await bucket.write(requestKey(key), JSON.stringify({ owner: lock.owner, what }));
        log.step(`${lock.what} is under way: it is to give way to ${what}`);
      }
      if (Date.now() >= deadline) {
        throw new Error(
          `${lock.what} (until ${lock.expiresAt}) is under way: wait for it, or try again after its lock has expired`,
        );
      }
      if (attempt % 6 === 0) {
        log.step(`waiting for ${lock.what} (until ${lock.expiresAt})`);
      }
      await sleep(Math.min(POLL_SECONDS, Math.max(0.1, (deadline - Date.now()) / 1000)), signal);
    }
  }

  /** The lock, or who holds it. */
  private static async attempt(
    bucket: Bucket,
    key: string,
    holder: Holder,
    log: Log,
  ): Promise<Lock | Holder> {
    const write = async (etag: string | undefined) => {
      const mine = { ...holder, expiresAt: expiry() };
      const written = await bucket.write(key, JSON.stringify(mine), { etag });
      return new Lock(bucket, key, mine, written, log).keep();
    };
    // Read first: an answer of S3 is needed before its time is known.
    const found = await bucket.read(key);
    try {
      if (found === undefined) {
        return await write(undefined);
      }
      const current = holderOf(found, `s3://${bucket.name}/${key}`, log);
      if (current.owner === holder.owner) {
        // Our own attempt, whose answer was lost.
        return new Lock(bucket, key, current, found.etag, log).keep();
      }
      if (Date.parse(current.expiresAt) > s3Time().getTime()) {
        return current;
      }
      const lock = await write(found.etag);
      log.warn(`took over the expired lock of ${current.what}`);
      return lock;
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
    }
    // Another one was quicker, or the answer of our own attempt was lost.
    const now = await bucket.read(key);
    if (now === undefined) {
      return { owner: "", what: "a deployment that has just ended", expiresAt: s3Time().toISOString() };
    }
    const current = holderOf(now, `s3://${bucket.name}/${key}`, log);
    return current.owner === holder.owner ? new Lock(bucket, key, current, now.etag, log).keep() : current;
  }

  private keep(): this {
    this.renewal = setInterval(() => void this.renew(), RENEWAL_SECONDS * 1000);
    this.renewal.unref();
    return this;
  }

  private async renew(): Promise<void> {
    try {
      const renewed = { ...this.holder, expiresAt: expiry() };
      this.etag = await this.bucket.write(this.key, JSON.stringify(renewed), { etag: this.etag });
      this.seenAt = Date.now();
    } catch {
      // An answer may have been lost: what stands in the lock decides, at the next look.
      this.seenAt = 0;
    }
  }

  /**
   * Looks whether this is still the holder, where the last look is older than some seconds or `now` says so.
   *
   * @throws {LockLost} when another deployment has taken the lock: nothing may be changed any more
   * @throws {GiveWay} when another deployment wishes this one to end
   */
  async assertHeld(now = false): Promise<void> {
    const age = Date.now() - this.seenAt;
    if (!this.lost && !now && age >= 0 && age < TRUST_SECONDS * 1000) {
      return;
    }
    // Many uploads look at the same time: one look is enough.
    this.looking ??= this.look(now).finally(() => {
      this.looking = undefined;
    });
    await this.looking;
  }

  private async look(now: boolean): Promise<void> {
    const [found, request] = await Promise.all([
      this.bucket.read(this.key),
      now ? undefined : this.bucket.read(requestKey(this.key)),
    ]);
    const current = found === undefined ? undefined : parseHolder(found);
    this.lost ||= current?.owner !== this.holder.owner;
    if (this.lost || found === undefined || current === undefined) {
      throw new LockLost("another deployment has taken over: this one stops and changes nothing more");
    }
    this.seenAt = Date.now();
    this.etag = found.etag;
    if (Date.parse(current.expiresAt) - s3Time().getTime() < RENEWAL_SECONDS * 1000) {
      await this.renew();
    }
    const wish = request === undefined ? undefined : parseHolder(request);
    if (wish?.owner === this.holder.owner) {
      throw new GiveWay(`${wish.what} has been started meanwhile: this release gives way`);
    }
  }

  async release(): Promise<void> {
    clearInterval(this.renewal);
    if (this.lost) {
      return;
    }
    try {
      const found = await this.bucket.read(this.key);
      // It may have stood still for so long that another one has it by now.
      if (found !== undefined && parseHolder(found)?.owner === this.holder.owner) {
        await this.bucket.remove([this.key, requestKey(this.key)]);
      }
    } catch (error) {
      this.log.warn(`the lock stays until ${this.holder.expiresAt} (${reasonOf(error)})`);
    }
  }
}

/** Who deploys at the moment; undefined: no one. */
export async function currentHolder(bucket: Bucket, key: string): Promise<Holder | undefined> {
  const found = await bucket.read(key);
  const holder = found === undefined ? undefined : parseHolder(found);
  return holder !== undefined && Date.parse(holder.expiresAt) > s3Time().getTime() ? holder : undefined;
}

function requestKey(key: string): string {
  return key.replace(/\.json$/, "-request.json");
}

function expiry(): string {
  return new Date(s3Time().getTime() + LIFETIME_SECONDS * 1000).toISOString();
}

/** Who holds the lock. One that cannot be read counts until its lifetime is over, by the time that S3 has written it. */
function holderOf(found: Versioned, name: string, log: Log): Holder {
  const holder = parseHolder(found);
  if (holder !== undefined) {
    return holder;
  }
  log.warn(`${name} is damaged: it counts as a lock until it is ${LIFETIME_SECONDS / 60} minutes old`);
  const written = found.modified?.getTime() ?? 0;
  return {
    owner: "",
    what: "a deployment that is not known",
    expiresAt: new Date(written + LIFETIME_SECONDS * 1000).toISOString(),
  };
}

function parseHolder({ text }: Versioned): Holder | undefined {
  try {
    const { owner, what, expiresAt } = JSON.parse(text) as Partial<Holder>;
    return typeof owner === "string" && typeof what === "string"
      ? { owner, what, expiresAt: typeof expiresAt === "string" ? expiresAt : "" }
      : undefined;
  } catch {
    return undefined;
  }
}
