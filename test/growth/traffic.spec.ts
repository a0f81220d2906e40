import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readCurveFile } from "../../growth/traffic/file";

describe("traffic from a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "growth-traffic-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = (content: string | Buffer, name = "traffic.csv") => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return readCurveFile(path);
  };

  const FORMS: readonly (readonly [what: string, content: string, requests: readonly number[]])[] = [
    ["whole minutes, with gaps", "minute,requests\n5,10\n7,30\n", [10, 0, 30]],
    ["no line of names", "0,5\n1,6\n", [5, 6]],
    ["a byte order mark and CRLF", "\uFEFFminute,requests\r\n0,5\r\n1,6\r\n", [5, 6]],
    ["semicolons", "minute;requests\n0;5\n1;6\n", [5, 6]],
    ["tabs, and lines of comment", "# of Monday\nminute\trequests\n0\t5\n1\t6\n", [5, 6]],
    ["quoted cells with thousands", 'minute,requests\n0,"1,250"\n1,"2,000"\n', [1250, 2000]],
    ["columns in another order, and more of them", "host,requests,time\na,7,0\nb,8,1\n", [7, 8]],
    [
      "times with a zone",
      "timestamp,requests\n2026-03-02T01:00:00+09:00,7\n2026-03-01T16:01:00Z,8\n",
      [7, 8],
    ],
    ["times without a zone", "time,count\n2026-03-01 10:00,7\n2026-03-01 10:02,8\n", [7, 0, 8]],
    ["seconds since 1970", "timestamp,requests\n1772359200,7\n1772359260,8\n", [7, 8]],
    ["milliseconds since 1970", "timestamp,requests\n1772359200000,7\n1772359260000,8\n", [7, 8]],
    [
      "several rows in a minute",
      "t,n\n2026-03-01T10:00:00Z,1\n2026-03-01T10:00:30Z,2\n2026-03-01T10:01:10Z,4\n",
      [3, 4],
    ],
    [
      "periods of five minutes, spread evenly",
      "time,requests\n2026-03-01T10:00Z,50\n2026-03-01T10:05Z,100\n2026-03-01T10:10Z,25\n",
      [...Array<number>(5).fill(10), ...Array<number>(5).fill(20), ...Array<number>(5).fill(5)],
    ],
  ];
  for (const [what, content, requests] of FORMS) {
    it(`is a CSV with ${what}, gzip or not`, () => {
      assert.deepEqual(read(content).requests, requests);
      assert.deepEqual(read(gzipSync(content), "traffic.csv.gz").requests, requests);
    });
  }

  it("begins at its own day of the week, for scheduled actions", () => {
    const start = (time: string) => read(`timestamp,requests\n${time},1\n`).startMinute;
    assert.equal(start("2026-03-02T00:00:00Z"), 0, "a Monday");
    assert.equal(start("2026-03-04T08:30:00Z"), 2 * 1440 + 510);
    assert.equal(read("minute,requests\n480,1\n").startMinute, 0);
    const line = '203.0.113.9 - - [04/Mar/2026:08:30:59 +0000] "GET / HTTP/1.1" 200 1 "-" "-"';
    assert.equal(read(line, "access.log").startMinute, 2 * 1440 + 510);
  });

  const BAD: readonly (readonly [what: string, content: string, said: RegExp])[] = [
    ["names alone", "minute,requests\n", /^traffic\.csv: holds no row of minute,requests$/],
    [
      "a number that is none",
      "0,5\n1,many\n",
      /^traffic\.csv line 2: requests must be a number, got "many"$/,
    ],
    ["an empty cell", "0,5\n1,\n", /^traffic\.csv line 2: requests must be a number, got ""$/],
    [
      "minutes and times together",
      "0,5\n2026-03-01T10:00Z,6\n",
      /line 2: "2026-03-01T10:00Z" must be of one kind/,
    ],
    ["the same minute twice", "0,5\n0,6\n", /line 2: minutes must rise, got 0 .*sort the file$/],
    ["a day that does not exist", "time,n\n2026-13-40T10:00Z,6\n", /line 2: "2026-13-40T10:00Z" is neither/],
    ["more than four weeks", "0,5\n50000,5\n", /line 2: longer than 40320 minutes$/],
  ];
  for (const [what, content, said] of BAD) {
    it(`refuses a CSV with ${what} by a line that names the row`, () => {
      assert.throws(() => read(content), { message: said });
    });
  }
});
