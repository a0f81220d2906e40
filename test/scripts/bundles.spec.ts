import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../offline/support/preview";

const ROOT = resolve(__dirname, "..", "..");

/** A copy of what is built, and a build of it; `build` says whether there was anything to do. */
function copy() {
  const folder = temporaryFolder();
  const entries = [
    "components",
    "offline",
    "policies",
    "growth",
    "rehearsal",
    "review",
    "release",
    "scripts",
    "tsconfig.json",
    "package.json",
    "package-lock.json",
  ];
  for (const entry of entries) {
    cpSync(join(ROOT, entry), join(folder, entry), {
      recursive: true,
      filter: (path) => !/[/\\]bin$/.test(path),
    });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const script = `import(${JSON.stringify(join(folder, "scripts", "bundles.mjs"))})
    .then(({ build }) => build()).then((built) => console.log(built));`;
  const build = () => execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim() === "true";
  return { build, file: (path: string) => join(folder, path) };
}

describe("the build", function () {
  this.timeout(120_000);

  it("is made again when something has changed, and only then", () => {
    const { build, file } = copy();
    assert.equal(build(), true, "nothing was built");
    assert.equal(build(), false, "nothing has changed");

    for (const source of ["offline/provider/properties.ts", "policies/security/index.ts", "release/log.ts"]) {
      appendFileSync(file(source), "\n");
      assert.equal(build(), true, `${source} has changed`);
      assert.equal(build(), false);
    }
    appendFileSync(file("package-lock.json"), "\n");
    assert.equal(build(), true, "a dependency may have changed");

    const program = readFileSync(file("release/bin/release.cjs"));
    writeFileSync(file("release/bin/release.cjs"), "half a fi");
    assert.equal(build(), true, "an output is damaged");
    assert.deepEqual(readFileSync(file("release/bin/release.cjs")), program, "the same on every machine");
    rmSync(file("policies/security/bin"), { recursive: true });
    assert.equal(build(), true, "an output is gone");

    mkdirSync(file("policies/own"));
    cpSync(file("policies/security/PulumiPolicy.yaml"), file("policies/own/PulumiPolicy.yaml"));
    writeFileSync(file("policies/own/index.ts"), "export {};\n");
    assert.equal(build(), true, "there is one more pack");
    assert.equal(build(), false);
  });

  it("makes a release program that is the same wherever it is built", () => {
    const { build, file } = copy();
    build();
    assert.deepEqual(
      readFileSync(file("release/bin/release.cjs")),
      readFileSync(join(ROOT, "release/bin/release.cjs")),
    );
  });
});
