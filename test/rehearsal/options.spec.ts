import assert from "node:assert/strict";
import { UsageError } from "../../offline/errors";
import { parseCommandLine } from "../../rehearsal/options";

describe("The command line of a rehearsal", () => {
  it("goes to the end, or until the step that is named", () => {
    assert.equal(parseCommandLine([]).until, "destroy");
    assert.equal(parseCommandLine(["--until", "up again"]).until, "up again");
  });

  it("names the steps where there is no such step", () => {
    assert.throws(
      () => parseCommandLine(["--until", "upp"]),
      (error) =>
        error instanceof UsageError &&
        error.message ===
          "--until upp is no step of a rehearsal, which are preview, up, up again, a changed key, refresh, export, destroy",
    );
  });
});
