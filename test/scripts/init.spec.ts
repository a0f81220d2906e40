import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, symlinkSync, cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { projectWithExampleStacks } from "../support/example-stacks";

const ROOT = resolve(__dirname, "..", "..");

interface StackFile {
  readonly config: Record<string, unknown>;
}

describe("npm run init", function () {
  this.timeout(240_000);
  let copy: string;

  before(() => {
    copy = projectWithExampleStacks();
    // What the build reads and writes.
    for (const folder of ["offline", "growth", "rehearsal", "review", "examples"]) {
      cpSync(join(ROOT, folder), join(copy, folder), {
        recursive: true,
        filter: (path) => !path.includes("node_modules"),
      });
    }
    if (
      !existsSync(join(copy, "offline", "node_modules")) &&
      existsSync(join(ROOT, "offline", "node_modules"))
    ) {
      symlinkSync(join(ROOT, "offline", "node_modules"), join(copy, "offline", "node_modules"));
    }
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  const init = (...args: string[]) =>
    spawnSync(process.execPath, [join(copy, "scripts", "init.mjs"), ...args], {
      cwd: copy,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const written = (stack: string) => readFileSync(join(copy, `Pulumi.${stack}.yaml`), "utf8");

  for (const [what, stack, flags, keys] of [
    [
      "a site and a service with pipeline and alarms",
      "live",
      [
        "--kind",
        "both",
        "--domain",
        "www.example.co.uk",
        "--email",
        "ops@example.co.uk",
        "--repository",
        "team/www",
      ],
      { zone: "example.co.uk", hosts: ["www.example.co.uk", "app.example.co.uk"] },
    ],
    ["a site without a domain", "trial", ["--kind", "site"], { zone: undefined, hosts: [undefined] }],
    [
      "a service",
      "api",
      ["--kind", "service", "--domain", "api.shop.example.com", "--zone", "example.com"],
      { zone: "example.com", hosts: ["api.shop.example.com"] },
    ],
  ] as const) {
    it(`writes a stack file that previews clean at prod's policy levels: ${what}`, () => {
      const { status, stdout, stderr } = init("--stack", stack, "--region", "eu-west-1", ...flags);
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, new RegExp(`Verdict: ${stack} clean \\(\\d+ to create, 0 mandatory`));
      const text = written(stack);
      const { config } = parse(text) as StackFile;
      assert.equal(config["aws:region"], "eu-west-1");
      assert.equal(config["web-infra:zone"], keys.zone);
      const entries = [config["web-infra:sites"], config["web-infra:services"]].flatMap((section) =>
        Object.values((section ?? {}) as Record<string, { domain?: string }>),
      );
      assert.deepEqual(
        entries.map(({ domain }) => domain),
        keys.hosts,
      );
      assert.match(text, /^# yaml-language-server: \$schema=/);
      assert.ok(text.split("\n").filter((line) => line.includes("# ")).length >= 4, "has comments");
    });
  }

  it("leaves a file that exists as it is", () => {
    const before = written("prod");
    const { status, stderr } = init("--stack", "prod", "--kind", "site", "--region", "eu-west-1");
    assert.equal(status, 2);
    assert.equal(
      stderr,
      "init: Pulumi.prod.yaml exists and stays as it is: edit it, or take another --stack\n",
    );
    assert.equal(written("prod"), before);
  });

  it("writes nothing where the preview finds something", () => {
    const { status, stdout, stderr } = init("--stack", "far", "--kind", "site", "--region", "xx-nowhere-9");
    assert.equal(status, 1);
    assert.match(stdout, /aws:region: must be a region of AWS/);
    assert.match(
      stderr,
      /init: the preview found something, so Pulumi\.far\.yaml is not written; with the answers changed: npm run init -- --stack far --kind site --region xx-nowhere-9\n$/,
    );
    assert.equal(existsSync(join(copy, "Pulumi.far.yaml")), false);
  });

  for (const [what, args, lines] of [
    [
      "what is missing where there is no terminal, the region included (F34)",
      ["--kind", "service"],
      ["init: needs --stack, --region, --domain where there is no terminal to ask (--help)"],
    ],
    [
      "every wrong flag at once",
      [
        "--stack",
        "a b",
        "--kind",
        "app",
        "--region",
        "Seoul",
        "--domain",
        "https://x.com",
        "--email",
        "ops",
        "--repository",
        "www",
      ],
      [
        "init: --stack a b: must hold letters, digits, hyphens, underscores and periods, at most 100",
        "init: --kind app: must be one of site, service, both",
        "init: --region Seoul: must be a region of AWS, such as eu-west-1",
        "init: --domain https://x.com: must be a host name in lower case, such as www.example.com",
        "init: --email ops: must be an e-mail address",
        "init: --repository www: must be workspace/repository, such as team/www",
      ],
    ],
    [
      "a zone that does not hold the host",
      ["--stack", "x", "--domain", "www.example.com", "--zone", "example.org"],
      ["init: --zone example.org: must be the host's domain or one above it, such as example.com"],
    ],
    [
      "a flag that is given twice",
      ["--stack", "a", "--stack", "b"],
      ['init: --stack holds one value, got "a" and "b": give it once'],
    ],
    ["an unknown flag", ["--name", "x"], ["init: unknown flag --name (--help lists them)"]],
  ] as const) {
    it(`says in one line each ${what}`, () => {
      const { status, stderr } = init(...args);
      assert.equal(status, 2);
      assert.deepEqual(stderr.trimEnd().split("\n"), lines);
    });
  }

  // eslint-disable-next-line no-control-regex -- the terminal's own
  const plain = (text: string) => text.replace(/\u001b\[[\d;]*[A-Za-z]/g, "");

  /** In a pseudo-terminal: each answer is typed once its question stands there and waits. */
  const typed = async (answers: readonly (readonly [question: string, answer: string])[]) => {
    const command = `"${process.execPath}" "${join(copy, "scripts", "init.mjs")}"`;
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd: copy, timeout: 200_000 });
    let text = "";
    let rest = "";
    const left = [...answers];
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      rest += chunk;
      const [next] = left;
      if (next === undefined || !rest.includes(next[0]) || !/:\s*$/.test(plain(rest))) return;
      rest = "";
      left.shift();
      child.stdin.write(next[1]);
    });
    const [code] = (await once(child, "close")) as [number | null];
    return { code, lines: plain(text).split(/\r?\n/) };
  };
  const hasTerminal = spawnSync("script", ["--version"]).status === 0;

  it("asks again in a terminal where an answer is wrong, and says what is wrong with it", async function () {
    if (!hasTerminal) this.skip();
    const { code, lines } = await typed([
      ["Name of the stack", "\r"],
      ["is needed", "My Stack!\r"],
      ["must hold letters", "prod\r"],
    ]);
    const refusal = "init: Pulumi.prod.yaml exists and stays as it is: edit it, or take another --stack";
    assert.equal(code, 2, lines.join("\n"));
    assert.ok(lines.includes(refusal), lines.join("\n"));
  });

  for (const [what, key] of [
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ] as const) {
    it(`ends with 130 and one line on ${what}, at the first question and at a later one`, async function () {
      if (!hasTerminal) this.skip();
      for (const answers of [
        [["Name of", key]],
        [
          ["Name of", "stopped\r"],
          ["site, service", key],
        ],
      ] as const) {
        const { code, lines } = await typed(answers);
        assert.equal(code, 130, lines.join("\n"));
        assert.equal(lines.filter((line) => line !== "").at(-1), "init: stopped, and nothing is written");
        assert.ok(!lines.some((line) => /^\s+at /.test(line)), "no stack");
      }
      assert.equal(existsSync(join(copy, "Pulumi.stopped.yaml")), false);
    });
  }

  it("prints its usage", () => {
    const { status, stdout } = init("--help");
    assert.equal(status, 0);
    assert.match(stdout, /^Usage: npm run init/);
  });
});
