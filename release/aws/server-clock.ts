/**
 * The time that S3 goes by. Locks and records of several machines are compared by it alone: a machine whose clock is wrong must neither
 * take a lock that is held nor reorder releases.
 */
export class ServerClock {
  private offsetMs: number | undefined;

  /** Takes the `Date` header of an answer. */
  learn(date: string | undefined): void {
    const time = date === undefined ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(time)) {
      this.offsetMs = time - Date.now();
    }
  }

  now(): Date {
    return new Date(Date.now() + (this.offsetMs ?? 0));
  }
}
