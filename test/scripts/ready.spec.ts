/** Incomplete set-ups: one line, and 2. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");
const { scripts, dependencies, devDependencies } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
) as Record<"scripts" | "dependencies" | "devDependencies", Record<string, string>>;

describe("F9: a set-up that is not complete", function () {
  this.timeout(60_000);
  let copy: string;

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), "web-infra-ready-"));
    for (const part of ["scripts", "offline", "policies", "package.json", "Pulumi.yaml"]) {
      cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    }
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  /** Packages as if `npm ci` had installed them; only their versions are read. */
  function install(packages: Readonly<Record<string, string>>): void {
    mkdirSync(join(copy, "node_modules"), { recursive: true });
    for (const [name, version] of Object.entries(packages)) {
      mkdirSync(join(copy, "node_modules", name), { recursive: true });
      writeFileSync(join(copy, "node_modules", name, "package.json"), JSON.stringify({ name, version }));
    }
  }

  /** Runs the commands of an npm script as npm does. */
  const script = (name: string) =>
    spawnSync("sh", ["-c", scripts[name] ?? "exit 99"], {
      cwd: copy,
      encoding: "utf8",
      env: { PATH: process.env["PATH"] },
    });

  for (const name of Object.keys(scripts).filter((each) => each !== "prepare")) {
    it(`is one line and 2 for npm run ${name} without dependencies`, () => {
      const { status, stderr } = script(name);
      assert.match(stderr, /^[a-z-]+: the dependencies are not installed: run npm ci\n$/);
      assert.equal(status, 2);
    });
  }

  it("names the package where the installation was cut off", () => {
    install(Object.fromEntries(Object.entries(dependencies).filter(([name]) => name !== "esbuild")));
    assert.equal(
      script("preview").stderr,
      "preview: the dependencies are not all installed (esbuild is missing): run npm ci\n",
    );
  });

  it("names the package that is of another version", () => {
    install({ ...dependencies, zod: "3.0.0" });
    assert.equal(
      script("preview").stderr,
      `preview: the dependencies are not all installed (zod is 3.0.0, not ${String(dependencies["zod"])}): run npm ci\n`,
    );
  });

  it("names how to install what is for working on the project, where that alone is missing", () => {
    install(dependencies);
    const { status, stderr } = script("check");
    assert.match(
      stderr,
      new RegExp(
        `^web-infra: the dependencies are not all installed \\(\\S+ is missing and ${Object.keys(devDependencies).length - 1} more\\): run npm ci --include=dev\\n$`,
      ),
    );
    assert.equal(status, 2);
  });

  it("is nothing where all is there, and too old a Node.js is named first", async () => {
    install({ ...dependencies, ...devDependencies });
    const { whatIsMissing, refusal } = (await import(join(ROOT, "scripts", "ready.mjs"))) as {
      whatIsMissing: (options: object) => string | undefined;
      refusal: (error: unknown) => string | undefined;
    };
    assert.equal(whatIsMissing({ dev: true, folder: copy }), undefined);
    assert.equal(
      whatIsMissing({ folder: copy, version: "18.20.4" }),
      "Node.js 18.20.4 is too old: install 20.19 or newer",
    );
    assert.equal(
      whatIsMissing({ folder: copy, version: "20.18.9" }),
      "Node.js 20.18.9 is too old: install 20.19 or newer",
    );
    assert.equal(whatIsMissing({ folder: copy, version: "22.0.0" }), undefined);
    const esbuild = {
      errors: [{ text: "Failed to write to output file: open /w/a.js: read-only file system" }],
    };
    assert.equal(refusal(esbuild), "the folder is read-only (/w/a.js): use a checkout that can be written");
    assert.equal(
      refusal({ code: "ENOSPC", path: "/w/b" }),
      "the disk is full (/w/b): make room and run it again",
    );
    assert.equal(
      refusal({ code: "EACCES", path: "/w" }),
      "no permission to write (/w): check the owner of the checkout",
    );
    assert.equal(refusal(new Error("x is not a function")), undefined);
  });
});
