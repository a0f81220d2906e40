/**
 * The stacks that this project ships as examples. A team writes its own sites and services into `Pulumi.<stack>.yaml`, and
 * its pipeline still runs these tests: so they read a copy that is not edited. `.ci/run` holds the two alike.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");

/** The text of the file of an example stack. */
export const exampleStack = (stack: string) =>
  readFileSync(join(ROOT, "test", "stacks", `Pulumi.${stack}.yaml`), "utf8");

/** Copies the project into a new temporary folder, under its own name and with the example stacks. */
export function projectWithExampleStacks(): string {
  const copy = mkdtempSync(join(tmpdir(), "web-infra-project-"));
  const files = readdirSync(ROOT).filter(
    (file) => /\.(?:ts|json|yaml)$/.test(file) && !file.startsWith("Pulumi."),
  );
  for (const entry of [...files, "components", "config", "policies", "release", "scripts"]) {
    cpSync(join(ROOT, entry), join(copy, entry), { recursive: true });
  }
  // The program reads the file of the stack that it is like as the preview does.
  cpSync(join(ROOT, "offline"), join(copy, "offline"), {
    recursive: true,
    filter: (path) => !["node_modules", "bin"].includes(basename(path)),
  });
  // `pulumi new` gives the project the name that it is given.
  const project = readFileSync(join(ROOT, "Pulumi.yaml"), "utf8").replace(/^name: .*$/m, "name: web-infra");
  writeFileSync(join(copy, "Pulumi.yaml"), project);
  for (const stack of ["dev", "prod"]) {
    writeFileSync(join(copy, `Pulumi.${stack}.yaml`), exampleStack(stack));
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}
