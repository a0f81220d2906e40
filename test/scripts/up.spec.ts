import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const root = join(__dirname, "..", "..");

/** Runs `npm run up`'s script with a `pulumi` on the PATH that prints its arguments, one a line after "ARG ", and exits with 7. */
function up(args: string[], { installed = true } = {}) {
  const bin = mkdtempSync(join(tmpdir(), "web-infra-up-"));
  try {
    if (installed) {
      const pulumi = join(bin, "pulumi");
      writeFileSync(pulumi, '#!/bin/sh\nprintf "ARG %s\\n" "$@"\nexit 7\n');
      chmodSync(pulumi, 0o755);
    }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "scripts", "up.mjs"), ...args],
      {
        env: { PATH: installed ? `${bin}:/usr/bin:/bin` : bin },
        encoding: "utf8",
      },
    );
    const lines = stdout
      .split("\n")
      .flatMap((line) => (line.startsWith("ARG ") ? [line.slice("ARG ".length)] : []));
    return { status, lines, stdout, stderr: stderr.trim() };
  } finally {
    rmSync(bin, { recursive: true });
  }
}

describe("npm run up", function () {
  // Each run previews a whole stack.
  this.timeout(240_000);

  it("runs pulumi up with every pack, each followed by its configuration of that stack", () => {
    const { status, lines } = up(["prod", "--yes"]);
    assert.deepEqual(
      lines.map((line) => (line.startsWith(root) ? relative(root, line) : line)),
      [
        "up",
        "--stack",
        "prod",
        ...["reliability", "security"].flatMap((pack) => [
          "--policy-pack",
          `policies/${pack}`,
          "--policy-pack-config",
          `policies/${pack}/config/prod.json`,
        ]),
        "--yes",
      ],
    );
    assert.equal(status, 7, "pulumi's own exit code is passed on");
  });

  it("previews offline first, with the stack file that pulumi up is given, and starts nothing where that fails", () => {
    const { status, stdout } = up(["prod", "--yes"]);
    assert.equal(status, 7);
    assert.ok(stdout.indexOf("web-infra") < stdout.indexOf("ARG up"), "the preview comes before pulumi up");
    const folder = mkdtempSync(join(tmpdir(), "web-infra-up-"));
    const file = join(folder, "bad.yaml");
    writeFileSync(file, "config:\n  web-infra:zone: Example\n");
    for (const flags of [["--config-file", file], [`--config-file=${file}`]]) {
      const refused = up(["prod", "--yes", ...flags]);
      assert.equal(refused.status, 1);
      assert.match(refused.stdout, /web-infra:zone: must be/);
      assert.deepEqual(refused.lines, [], "pulumi was not started");
      assert.match(refused.stderr, /up: the offline preview failed, so pulumi up was not started/);
    }
    rmSync(folder, { recursive: true });
  });

  it("takes a stack's full name and uses the files of its last part", () => {
    const { lines } = up(["acme/web-infra/dev", "--skip-preview"]);
    assert.equal(lines[2], "acme/web-infra/dev");
    assert.ok(lines.some((line) => line.endsWith("/config/dev.json")));
  });

  it("F6: takes the policy levels of the stack that it is like, and otherwise prod's, as the preview says", () => {
    const folder = mkdtempSync(join(tmpdir(), "web-infra-up-"));
    const file = join(folder, "pr.yaml");
    const hosts =
      "  web-infra:sites: { www: { domain: www.pr-12.example.com } }\n  web-infra:services: { app: { domain: app.pr-12.example.com } }\n";
    for (const [text, levels] of [
      [`config:\n  aws:region: eu-west-1\n  web-infra:like: dev\n${hosts}`, "dev"],
      ["config:\n  aws:region: eu-west-1\n  web-infra:sites: { www: {} }\n", "prod"],
    ] as const) {
      writeFileSync(file, text);
      const { status, lines, stdout } = up(["pr-12", `--config-file=${file}`, "-y"]);
      assert.equal(status, 7, stdout);
      assert.deepEqual(
        lines.filter((line) => line.endsWith(".json")).map((line) => relative(root, line)),
        [`policies/reliability/config/${levels}.json`, `policies/security/config/${levels}.json`],
      );
      assert.match(
        stdout,
        new RegExp(`policy levels: those of ${levels}, as policies/\\*/config holds no pr-12.json`),
      );
    }
    rmSync(folder, { recursive: true });
  });

  for (const [what, args, message] of [
    ["no stack", [], /^up: name the stack first: npm run up -- dev/],
    ["a flag in the stack's place", ["--yes"], /^up: name the stack first/],
    [
      "a stack without a file",
      ["staging"],
      /^up: stack staging has no Pulumi\.staging\.yaml: npm run init -- --stack staging writes one/,
    ],
    [
      "no terminal and no --yes, before it previews",
      ["dev", "--refresh"],
      /^up: there is no terminal to confirm it in: npm run up -- dev --yes goes on without$/,
    ],
    [
      "another stack among the flags, which the CLI would take",
      ["dev", "--yes", "--stack", "prod"],
      /^up: --stack: the stack is the first word, and is dev: leave the flag out$/,
    ],
    [
      "two stack files",
      ["dev", "--yes", "--config-file=a.yaml", "--config-file", "b.yaml"],
      /^up: --config-file holds one value, and is given twice: give it once$/,
    ],
  ] as const) {
    it(`says in one line what to do about ${what}`, () => {
      const { status, stderr, stdout } = up([...args]);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, message);
      assert.equal(stderr.split("\n").length, 1);
    });
  }

  it("says that the Pulumi CLI is missing, and what works without it", () => {
    const { status, stderr } = up(["dev"], { installed: false });
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^up: the Pulumi CLI is not installed \(https:\S+\); without it, npm run preview works$/,
    );
  });
});
