/** What people read: as wide as their terminal, with the verdict in the last line. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { columnsOf, reportColumns, shortened, wrapped, wrappedBlock } from "../../offline/report/fit";
import { Batch, MAIN, program, temporaryFolder } from "./support/preview";

const WIDTHS = [80, 100, 160] as const;

function faultyFile(): string {
  const file = join(temporaryFolder(), "Pulumi.dev.yaml");
  writeFileSync(file, "config:\n  aws:region: eu-west-1\n  web-infra:zone: Example\n");
  return file;
}

describe("the report of a preview", function () {
  this.timeout(240_000);
  const batch = new Batch();
  const whole = batch.text(["--stack", "prod"]);
  const narrow = WIDTHS.map((columns) => ({
    columns,
    run: batch.text(["--stack", "prod"], { env: { COLUMNS: String(columns) } }),
  }));
  const quiet = batch.text(["--stack", "dev", "--stack", "prod", "--quiet"]);
  const severe = batch.text(["--stack", "dev", "--quiet", "--fail-on-severity", "low"]);
  const open = batch.text(["--stack", "dev", "--quiet", "--unknowns", "--fail-on-unjudged"]);
  const broken = batch.text([
    ...["--project", program("failing"), "--no-policies", "--stack", "throws", "--stack", "clean"],
  ]);
  const faulty = batch.text(["--stack", "dev", "--config-file", faultyFile()]);
  const without = batch.text(["--stack", "nope", "--stack", "gone"]);

  for (const { columns, run } of narrow) {
    it(`F25: fits ${columns} columns, and says the same`, async () => {
      const { code, stdout } = await run();
      assert.equal(code, 0);
      const tooWide = stdout.split("\n").filter((line) => columnsOf(line) > columns);
      assert.deepEqual(tooWide, []);
      assert.match(stdout, /aws:elasticbeanstalk:Environment/);
      assert.match(stdout, /\n {2}\[advisory\] {2}cf-waf {2}low {2}web-infra-security\n/);
    });
  }

  it("is as wide as its contents in a pipe, so that addresses and URNs are whole", async () => {
    const { stdout } = await whole();
    assert.match(
      stdout,
      /urn:pulumi:prod::web-infra::\S+SsrService\$aws:elasticbeanstalk\/environment:Environment::app-node24\n/,
    );
  });

  it("F26: says the verdict first where it is long, and in the last line", async () => {
    const lines = (await whole()).stdout.trimEnd().split("\n");
    assert.match(lines[2] ?? "", /^\d+ to create, 0 mandatory and \d+ advisory findings; details follow\.$/);
    assert.match(
      lines.at(-1) ?? "",
      /^Verdict: prod clean \(\d+ to create, 0 mandatory and \d+ advisory findings\)$/,
    );
  });

  it("F26: is the verdict alone with --quiet where nothing needs a person", async () => {
    const { code, stdout } = await quiet();
    assert.equal(code, 0);
    assert.match(stdout, /^Verdict: dev clean \([^)]+\); prod clean \([^)]+\)\n$/);
  });

  it("F26: with --quiet, why a stack failed that has no mandatory finding", async () => {
    const { code, stdout } = await severe();
    assert.equal(code, 1);
    assert.match(stdout, /^ {2}\[advisory\] {2}cf-waf {2}low {2}web-infra-security$/m);
    assert.match(
      stdout,
      /\npreview failed: there are findings of severity low or worse \(--fail-on-severity\)\n/,
    );
    assert.match(stdout, /\nVerdict: dev FAILED \([^)]+\)\n$/);
    const unjudged = await open();
    assert.equal(unjudged.code, 1);
    assert.match(
      unjudged.stdout,
      /\npreview failed: not everything could be judged \(--fail-on-unjudged\)\n/,
    );
    assert.doesNotMatch(unjudged.stdout, /cf-waf/);
  });

  it("F8, F20: names every stack in the last line, the one that failed above included, and no policies that had nothing to judge", async () => {
    const { code, stdout } = await broken();
    assert.equal(code, 1);
    assert.match(
      stdout.trimEnd().split("\n").at(-1) ?? "",
      /^Verdict: throws FAILED \(1 error\); clean clean \(/,
    );
    const [ofThrows = ""] = stdout.split("Previewing update (clean)");
    assert.doesNotMatch(ofThrows, /Policies:|to create/);
  });

  it("F20, F21: is 1 and on standard output for a fault in the program's own configuration, and counts nothing", async () => {
    const { code, stdout, stderr } = await faulty();
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /web-infra:zone: must be a host name .*, got "Example"/);
    assert.doesNotMatch(stdout, /Policies: \d|to create/);
    const page = readFileSync(join(__dirname, "..", "..", "docs", "offline-preview.md"), "utf8");
    assert.match(page, /^\| 1 +\| a program failed \(also by faults that it finds in its own configuration/m);
  });

  it("F14: names the stacks that there are where one has no file", async () => {
    const { code, stdout, stderr } = await without();
    assert.deepEqual([code, stdout], [2, ""]);
    assert.equal(
      stderr,
      ["nope", "gone"]
        .map((stack) => `error: stack ${stack} has no Pulumi.${stack}.yaml: there is one for dev, prod\n`)
        .join(""),
    );
  });

  it("is one line on standard error and 2 where the disk is full", function () {
    if (process.platform !== "linux") this.skip();
    const { status, stderr } = spawnSync(process.execPath, [MAIN, "--stack", "dev", "--no-policies"], {
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
      encoding: "utf8",
    });
    assert.equal(stderr, "error: the report cannot be written: the disk is full\n");
    assert.equal(status, 2);
  });
});

describe("text that fits", () => {
  it("is as wide as the terminal, as COLUMNS, or as it likes", () => {
    assert.equal(reportColumns({ columns: 120 }, { COLUMNS: "80" }), 120);
    assert.equal(reportColumns({}, { COLUMNS: "80" }), 80);
    assert.equal(reportColumns({}, { COLUMNS: "12" }), 40);
    assert.equal(reportColumns({}, { COLUMNS: "wide" }), Infinity);
    assert.equal(reportColumns({}, {}), Infinity);
  });

  it("counts emoji and East Asian characters as two columns, and colours as none", () => {
    assert.equal(columnsOf("a🔒한\u001B[31mb\u001B[0m"), 6);
  });

  it("breaks between words, and inside a word only where it is too long by itself", () => {
    assert.deepEqual(wrapped("one two three", 8), ["one two", "three"]);
    assert.deepEqual(wrapped("a abcdefghij", 4), ["a", "abcd", "efgh", "ij"]);
    assert.deepEqual(wrappedBlock("    one two three four", 28), ["    one two three four"]);
    assert.equal(shortened("abcdefghij", 5), "ab…ij");
  });
});
