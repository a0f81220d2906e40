import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { preview, program, temporaryFolder } from "./support/preview";

describe("where the preview runs", function () {
  this.timeout(60_000);

  it("may be below a folder with blanks and ü, without HOME, the files with a byte order mark and CRLF", async () => {
    const folder = join(temporaryFolder(), "Größe und Form");
    cpSync(program("components"), folder, { recursive: true });
    symlinkSync(resolve(__dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
    for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml"]) {
      const text = readFileSync(join(folder, file), "utf8").replaceAll("\n", "\r\n");
      writeFileSync(join(folder, file), `\uFEFF${text}`);
    }
    const cwd = join(folder, "deep", "er");
    mkdirSync(cwd, { recursive: true });
    const { code, stdout, stderr } = await preview(["--no-policies"], { cwd, env: { HOME: "/nowhere" } });
    assert.deepEqual([code, stderr], [0, ""], stdout);
    assert.match(stdout, /^Verdict: dev clean \(\d+ to create\)$/m);
  });

  it("must have a folder for temporary files", async () => {
    assert.deepEqual(
      await preview(["--project", program("components")], { env: { TMPDIR: "/nowhere/tmp" } }),
      {
        code: 2,
        stdout: "",
        stderr:
          "error: there is no folder /nowhere/tmp for temporary files: make it, or set TMPDIR to a folder that can be written\n",
      },
    );
  });
});
