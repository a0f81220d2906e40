/** What a person sees of a long release, and what the log of a build machine holds. */
import assert from "node:assert/strict";
import { consoleLog } from "../../release/log";

/** What is written to standard output meanwhile. */
function written(run: () => void): string {
  const real = process.stdout.write.bind(process.stdout);
  let text = "";
  process.stdout.write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  try {
    run();
  } finally {
    process.stdout.write = real;
  }
  return text;
}

/** Runs with a clock that a test moves. */
function withClock(run: (move: (seconds: number) => void) => void): void {
  const real = Date.now;
  let now = real();
  Date.now = () => now;
  try {
    run((seconds) => {
      now += seconds * 1000;
    });
  } finally {
    Date.now = real;
  }
}

const FIRST = "uploaded 1 of 2 files, 1.0 MB of 2.0 MB, 1.0 MB/s, 1 s left";
const SECOND = "uploaded 2 of 2 files";

describe("progress of a long release", () => {
  it("is one line that is overwritten where a person watches, and is gone when the next step is said", () => {
    const text = written(() => {
      const log = consoleLog(true);
      log.progress(FIRST);
      log.progress(SECOND);
      log.step("switched");
      log.step("probed");
    });
    const clear = "\r\u001b[K";
    assert.equal(
      text,
      `${clear}${FIRST.slice(0, process.stdout.columns || 80)}${clear}${SECOND}${clear}switched\nprobed\n`,
    );
  });

  it("is a whole line each fifteen seconds at most on a build machine, without any control character", () => {
    withClock((move) => {
      const text = written(() => {
        const log = consoleLog(false);
        log.step("2 files to upload");
        for (let second = 0; second < 40; second += 1) {
          move(1);
          log.progress(`${second}: ${FIRST}`);
        }
        log.step("switched");
      });
      assert.deepEqual(text.split("\n"), [
        "2 files to upload",
        `14: ${FIRST}`,
        `29: ${FIRST}`,
        "switched",
        "",
      ]);
    });
  });

  it("says nothing of a short one on a build machine", () => {
    const text = written(() => {
      const log = consoleLog(false);
      log.step("2 files to upload");
      log.progress(FIRST);
      log.step("switched");
    });
    assert.equal(text, "2 files to upload\nswitched\n");
  });
});
