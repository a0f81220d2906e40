import assert from "node:assert/strict";
import fc from "fast-check";
import { fittedHelp } from "../../offline/cli/help.cjs";
import { HELP } from "../../offline/cli/options";

const TEXT = `Usage: npm run x -- [options]
       npm run x -- y --help

Does one thing, then another, and
says so. Nothing else.
A paragraph of its own.

Options
  --file FILE  file to write, which goes on
               in the next line (default: none)
  --help       print this

Exit code: 0 done;
2 wrong usage.`;

describe("the columns of a help", () => {
  it("are taken by joined paragraphs, and by the descriptions of options beside their names", () => {
    assert.equal(
      fittedHelp(TEXT, 44),
      `Usage: npm run x -- [options]
       npm run x -- y --help

Does one thing, then another, and says so.
Nothing else.
A paragraph of its own.

Options
  --file FILE  file to write, which goes on
               in the next line (default:
               none)
  --help       print this

Exit code: 0 done; 2 wrong usage.`,
    );
  });

  it("puts a description below a name that leaves it less than half", () => {
    assert.equal(
      fittedHelp("  --policy-pack-config FILE  configuration of a policy pack", 40),
      "  --policy-pack-config FILE\n      configuration of a policy pack",
    );
  });

  it("are never more than given, and no word is lost or moved", () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 160 }), (columns) => {
        const lines = fittedHelp(HELP, columns);
        assert.deepEqual(lines.split(/\s+/), HELP.split(/\s+/));
        for (const line of lines.split("\n")) assert.ok(line.length <= columns, line);
      }),
    );
  });
});
