const TOLERANCE_MS = 3_000;

/**
 * The time that S3 goes by. Locks and records of several machines are compared by it alone: a machine whose clock is wrong must neither
 * take a lock that is held nor reorder releases.
 */
export class ServerClock {
  private offsetMs = 0;

  /** Takes the `Date` header of an answer. */
  learn(date: string | undefined): void {
    const time = date === undefined ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(time)) {
      // The header has whole seconds, and an answer takes its time: so much difference is none.
      const offset = time - Date.now();
      this.offsetMs = Math.abs(offset) < TOLERANCE_MS ? 0 : offset;
    }
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}
