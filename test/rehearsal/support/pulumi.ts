/**
 * The Pulumi CLI that the specs of this folder run: an installed one, else one built from its Go module, which takes minutes once. Where
 * neither can be, the specs are skipped and say so; with REHEARSAL=required, as in `.ci/run`, that is a failure.
 */
import { UsageError } from "../../../offline/errors";
import {
  buildPulumi,
  canBuild,
  findPulumi,
  VERSION,
  type PulumiBinary,
} from "../../../rehearsal/pulumi/binary";

let found: PulumiBinary | undefined;
let missing = "";

export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    try {
      found = findPulumi();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      missing = error.message;
    }
    if (found === undefined && canBuild()) {
      console.log(`building the Pulumi CLI ${VERSION} from its Go module, once: some minutes …`);
      this.timeout(0);
      buildPulumi();
      found = findPulumi();
    }
    if (found !== undefined) return;
    if (process.env["REHEARSAL"] === "required") throw new Error(`the rehearsal cannot run: ${missing}`);
    console.log(`rehearsal skipped: ${missing}`);
    this.skip();
  },
};

/** The CLI; only called in specs, which are skipped where there is none. */
export function pulumi(): PulumiBinary {
  if (found === undefined) throw new Error(missing);
  return found;
}
