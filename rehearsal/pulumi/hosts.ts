import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./binary";
import { goModule, yamlHostModule } from "./paths";

/** Language hosts for programs in YAML and Python, by the name that the engine looks for on PATH: each is built in its module. */
const HOSTS = [
  {
    name: "pulumi-language-yaml",
    module: yamlHostModule,
    from: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  },
  { name: "pulumi-language-python", module: goModule, from: "./pulumi-language-python" },
] as const;

/** The script with which Pulumi's own host runs a Python program; it comes with Pulumi's Go SDK. */
const PYTHON_SCRIPT = "pulumi-language-python-exec";

/**
 * Builds the language hosts that a CLI from its Go module lacks, a minute on two cores after the CLI itself, once for each version.
 *
 * @returns the folder that they are in
 * @throws {Error} with what the compiler says
 */
export function buildLanguageHosts(env: NodeJS.ProcessEnv = process.env): string {
  const folder = join(cacheFolder(env), `language-hosts-${versionOfHosts()}`);
  if (existsSync(folder)) return folder;
  // Under a name of its own until it is whole, as the CLI itself.
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    for (const { name, module, from } of HOSTS)
      go(module, ["build", "-trimpath", "-ldflags", "-s -w", "-o", join(partial, name), from], env);
    const sdk = go(goModule, ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"], env).trim();
    copyFileSync(join(sdk, "python", "cmd", PYTHON_SCRIPT), join(partial, PYTHON_SCRIPT));
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** Changes with whatever they are built from. */
function versionOfHosts(): string {
  const hash = createHash("sha256");
  for (const file of [
    ...[goModule, yamlHostModule].flatMap((folder) => [join(folder, "go.mod"), join(folder, "go.sum")]),
    join(goModule, "pulumi-language-python", "main.go"),
  ]) {
    hash.update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 12);
}

function go(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr, error } = spawnSync("go", args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`go ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}
