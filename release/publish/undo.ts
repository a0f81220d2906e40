/** What must be taken back when a later step fails: the last change first. */
import { plural, reasonOf, type Log } from "../log";

export class Undo {
  private readonly steps: { readonly what: string; readonly run: () => Promise<void> }[] = [];

  /** @param assertHeld throws where another deployment has the site by now */
  constructor(
    private readonly log: Log,
    private readonly assertHeld: () => Promise<void>,
  ) {}

  /** Called before the change itself, so that a change cut off half-way is taken back as well. */
  add(what: string, run: () => Promise<void>): void {
    this.steps.push({ what, run });
  }

  /** Takes everything back; what cannot be is reported, and does not stop the rest. */
  async run(): Promise<boolean> {
    let failures = 0;
    for (const { what, run } of this.steps.splice(0).reverse()) {
      try {
        await this.assertHeld();
        this.log.step(`undo: ${what}`);
        await run();
      } catch (error) {
        failures += 1;
        this.log.warn(`could not undo (${what}): ${reasonOf(error)}`);
      }
    }
    if (failures > 0) {
      this.log.warn(
        `${plural(failures, "change")} could not be taken back; the next deployment repairs the site`,
      );
    }
    return failures === 0;
  }
}
