/**
 * One deployment at a time: an object that is created only where there is none. It expires, so that a machine that died
 * does not lock the site for good, and its holder renews it and notices when somebody else has taken it.
 */
import { randomUUID } from "node:crypto";
import { isConflict } from "./aws";
import type { Bucket } from "./bucket";
import { sleep, type Log } from "./log";

interface Holder {
  readonly owner: string;
  readonly what: string;
  readonly expiresAt: string;
}

const LIFETIME_SECONDS = 600;
const RENEWAL_SECONDS = 120;
const POLL_SECONDS = 5;

export class Lock {
  private renewal: NodeJS.Timeout | undefined;
  private lost = false;

  private constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
    private readonly holder: Holder,
    private etag: string,
    private readonly log: Log,
  ) {}

  /**
   * Waits for the lock.
   *
   * @throws {Error} when somebody else has held it for `waitSeconds`
   */
  static async acquire(
    bucket: Bucket,
    key: string,
    what: string,
    waitSeconds: number,
    log: Log,
  ): Promise<Lock> {
    const deadline = Date.now() + waitSeconds * 1000;
    const owner = randomUUID();
    for (let attempt = 0; ; attempt += 1) {
      const lock = await Lock.attempt(bucket, key, { owner, what, expiresAt: expiry() }, log);
      if (lock instanceof Lock) {
        return lock;
      }
      if (Date.now() >= deadline) {
        throw new Error(`${lock} is still at it: wait for it, or try again after its lock has expired`);
      }
      if (attempt % 6 === 0) {
        log.step(`waiting for ${lock}`);
      }
      await sleep(Math.min(POLL_SECONDS, Math.max(0.1, (deadline - Date.now()) / 1000)));
    }
  }

  /** The lock, or who holds it. */
  private static async attempt(
    bucket: Bucket,
    key: string,
    holder: Holder,
    log: Log,
  ): Promise<Lock | string> {
    const write = async (etag: string | undefined) => {
      const written = await bucket.write(key, JSON.stringify(holder), { etag });
      return new Lock(bucket, key, holder, written, log).keep();
    };
    try {
      return await write(undefined);
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
    }
    const found = await bucket.read(key);
    if (found === undefined) {
      return "a deployment that has just ended";
    }
    const current = JSON.parse(found.text) as Holder;
    if (current.owner === holder.owner) {
      // Our own attempt, whose answer was lost.
      return new Lock(bucket, key, current, found.etag, log).keep();
    }
    if (Date.parse(current.expiresAt) > Date.now()) {
      return `${current.what} (until ${current.expiresAt})`;
    }
    try {
      const lock = await write(found.etag);
      log.warn(`took over the expired lock of ${current.what}`);
      return lock;
    } catch (error) {
      if (isConflict(error)) {
        return "another deployment";
      }
      throw error;
    }
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
    } catch (error) {
      // Any other failure is tried again in time: the lock lives for several renewals.
      this.lost ||= isConflict(error);
    }
  }

  /** @throws {Error} when somebody else has taken the lock: nothing may be changed any more */
  assertHeld(): void {
    if (this.lost) {
      throw new Error("another deployment has taken over: this one stops");
    }
  }

  async release(): Promise<void> {
    clearInterval(this.renewal);
    if (this.lost) {
      return;
    }
    try {
      const found = await this.bucket.read(this.key);
      // Its renewals may have failed for so long that somebody else has it by now.
      if (found !== undefined && (JSON.parse(found.text) as Holder).owner === this.holder.owner) {
        await this.bucket.remove([this.key]);
      }
    } catch (error) {
      this.log.warn(`the lock stays until ${this.holder.expiresAt} (${String(error)})`);
    }
  }
}

function expiry(): string {
  return new Date(Date.now() + LIFETIME_SECONDS * 1000).toISOString();
}
