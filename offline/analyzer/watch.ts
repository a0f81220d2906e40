import type { Running } from "../processes/node";

/** Longest silence of a pack that has something to answer, in seconds; `--timeout` may shorten it. */
export const MAX_SILENCE_SECONDS = 60;

/** How long after a broken connection the end of the process may be seen. */
const END_GRACE_MS = 1_000;

/** A pack that gives no answer any more: it hangs, or its process has ended. */
export class PackLost extends Error {
  override readonly name = "PackLost";
}

/**
 * Watches over a pack at work. A policy that never ends would keep the preview waiting forever, and the pack answers nothing else
 * meanwhile: after a time without a single answer it is ended. A pack that ends by itself is lost as well.
 */
export class PackWatch {
  /** Why the pack is lost, once it is. */
  lost: PackLost | undefined;
  private readonly waiting = new Set<(error: PackLost) => void>();
  private timer: NodeJS.Timeout | undefined;
  private over = false;

  constructor(
    private readonly running: Running,
    private readonly silenceSeconds: number,
    private readonly onLost: (error: PackLost) => void,
  ) {
    void running.ended.then((code) => {
      const ending = typeof code === "number" ? `ended with exit code ${code}` : `was ended by ${code}`;
      this.lose(`${ending} before the preview was over`);
    });
  }

  /** An answer of the pack, or a {@link PackLost} error. */
  async answer<T>(call: () => Promise<T>): Promise<T> {
    if (this.lost) throw this.lost;
    let give: (error: PackLost) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => (give = reject));
    this.waiting.add(give);
    if (this.waiting.size === 1) this.expect();
    try {
      return await Promise.race([call(), lost]);
    } catch (error) {
      throw (await this.endOfProcess(error)) ?? error;
    } finally {
      this.waiting.delete(give);
      this.expect();
    }
  }

  /** What is called from now on is none of the pack's any more. */
  close(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  /** Every answer, whichever call it is for, shows that the pack is alive. */
  private expect(): void {
    clearTimeout(this.timer);
    if (this.waiting.size === 0 || this.over || this.lost) return;
    this.timer = setTimeout(() => {
      this.lose(
        `gave no answer for ${this.silenceSeconds} s and was stopped: one of its policies does not end`,
      );
      this.running.kill();
    }, this.silenceSeconds * 1000);
  }

  /** A connection breaks a moment before the end of the process is seen, which says more. */
  private async endOfProcess(error: unknown): Promise<PackLost | undefined> {
    const UNAVAILABLE = 14;
    if ((error as { code?: unknown }).code === UNAVAILABLE && !this.lost) {
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise((go) => (timer = setTimeout(go, END_GRACE_MS)));
      await Promise.race([this.running.ended, grace]);
      clearTimeout(timer);
      await Promise.resolve();
    }
    return this.lost;
  }

  private lose(reason: string): void {
    if (this.lost || this.over) return;
    clearTimeout(this.timer);
    this.lost = new PackLost(reason);
    this.onLost(this.lost);
    for (const give of this.waiting) give(this.lost);
  }
}
