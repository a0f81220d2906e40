import assert from "node:assert/strict";
import { progressLine } from "../../offline/report/progress";

/** A terminal that keeps what is written to it. */
function terminal(isTTY: boolean, columns: number) {
  const written: string[] = [];
  return { written, stream: { isTTY, columns, write: (text: string) => written.push(text) } };
}

const drawn = () => new Promise((done) => setTimeout(done, 250));

describe("the progress line of the preview", () => {
  it("tells what each stack is at from the start, and is gone at the end", async () => {
    const { stream, written } = terminal(true, 120);
    const progress = progressLine(stream, true, ["dev", "prod"], "xterm");
    progress.update("dev", "1 resource");
    await drawn();
    progress.done();
    assert.equal(written[0], "\r\u001b[KPreviewing dev: 1 resource, prod: waiting (0 s)");
    assert.equal(written.at(-1), "\r\u001b[K");
    const { length } = written;
    await drawn();
    assert.equal(written.length, length, "nothing is drawn any more");
  });

  it("never wraps: it is cut at the width of the terminal, at 80 where the terminal tells none", async () => {
    for (const [columns, width] of [
      [20, 19],
      [0, 79],
    ] as const) {
      const { stream, written } = terminal(true, columns);
      const progress = progressLine(stream, true, ["a".repeat(100)], "xterm");
      await drawn();
      progress.done();
      assert.equal(String(written[0]).replace("\r\u001b[K", "").length, width);
    }
  });

  for (const [what, isTTY, enabled, name] of [
    ["on a pipe", false, true, "xterm"],
    ["with --json", true, false, "xterm"],
    ["on a terminal that cannot clear a line", true, true, "dumb"],
  ] as const) {
    it(`writes nothing ${what}`, async () => {
      const { stream, written } = terminal(isTTY, 80);
      const progress = progressLine(stream, enabled, ["dev"], name);
      await drawn();
      progress.done();
      assert.deepEqual(written, []);
    });
  }
});
