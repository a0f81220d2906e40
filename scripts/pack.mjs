// `npm run pack -- [--out DIR]`: what can be installed elsewhere, as tarballs: the components with the release program, each policy
// pack, the kit for policies of one's own, and the offline preview. They are put together in a folder of their own; the repository stays as it is.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../offline/cli/given-twice.cjs";
import { packs, root } from "./packs.mjs";
import { fail, run as script } from "./ready.mjs";

const HELP = `Usage: npm run pack -- [--out DIR]

Writes packages of the components, each policy pack, the policy kit and the preview into DIR (default: packages/); docs/library.md says what for.
Exit code: 0 written, 1 a source has a fault, 2 wrong usage or the set-up lacks something.`;

const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const versions = read(root, "package.json").dependencies;

/** The packages that a tree of built files requires, with the versions that this repository is tested with. */
function dependenciesOf(folder) {
  const names = new Set();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:js|cjs|d\.ts)$/.test(file)) continue;
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, from] of text.matchAll(/(?:require\(|from |import\()"([^".][^"]*)"/g)) {
      const name = from
        .split("/")
        .slice(0, from.startsWith("@") ? 2 : 1)
        .join("/");
      if (!name.startsWith("node:") && !builtinModules.includes(name)) names.add(name);
    }
  }
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const version = versions[name];
      if (version === undefined)
        throw new Error(`${name} is required by ${folder} and is no dependency in package.json`);
      // Compatible versions, so that a program and the components share one copy.
      return [name, `^${version}`];
    }),
  );
}

function stageComponents(stage) {
  const source = join(root, "packages", "components");
  mkdirSync(join(stage, "bin"), { recursive: true });
  for (const name of [
    "README.md",
    "PulumiPlugin.yaml",
    "schema.json",
    join("bin", "web-infra-release.cjs"),
  ]) {
    cpSync(join(source, name), join(stage, name));
  }
  compile(source, stage);
  const manifest = {
    ...read(source, "package.json"),
    // What Pulumi starts for the folder; a program that imports the package gets what `exports` says.
    main: "components/provider/main.js",
    dependencies: dependenciesOf(join(stage, "components")),
  };
  mkdirSync(join(stage, "release", "bin"), { recursive: true });
  cpSync(join(root, "release", "bin", "release.cjs"), join(stage, "release", "bin", "release.cjs"));
  return manifest;
}

function stagePack({ dir }, stage) {
  for (const name of ["PulumiPolicy.yaml", "bin/index.js"]) cpSync(join(dir, name), join(stage, name));
  const manifest = read(dir, "package.json");
  // Private in the repository only.
  delete manifest.private;
  const { engines } = read(root, "package.json");
  return { ...manifest, engines, dependencies: dependenciesOf(join(stage, "bin")) };
}

function stagePolicyKit(stage) {
  const source = join(root, "packages", "policy-kit");
  cpSync(join(source, "README.md"), join(stage, "README.md"));
  cpSync(join(root, "examples", "own-policy"), join(stage, "template"), { recursive: true });
  compile(source, stage);
  return { ...read(source, "package.json"), dependencies: dependenciesOf(join(stage, "policies")) };
}

/** JavaScript and declarations, as the package's tsconfig.json says. */
function compile(source, stage) {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  run(process.execPath, [tsc, "-p", source, "--outDir", stage]);
}

function stagePreview(stage) {
  const source = join(root, "offline");
  const manifest = read(source, "package.json");
  for (const name of manifest.files) cpSync(join(source, name), join(stage, name));
  // The rest is inside the built files; the SDK is what a program without one of its own is lent.
  const { "@pulumi/pulumi": sdk } = manifest.dependencies;
  return { ...manifest, dependencies: { "@pulumi/pulumi": sdk } };
}

function run(command, args, options = {}) {
  try {
    return execFileSync(command, args, { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", ...options });
  } catch (error) {
    throw new Error(`${command} ${args.join(" ")}\n${error.stdout ?? ""}${error.stderr ?? ""}`, {
      cause: error,
    });
  }
}

const PACKAGES = [
  { stage: stageComponents },
  ...packs.map((pack) => ({ stage: (folder) => stagePack(pack, folder) })),
  { stage: stagePolicyKit },
  { stage: stagePreview },
];

async function main(args) {
  let out;
  const options = { out: { type: "string" } };
  try {
    const { values, tokens } = parseArgs({ args, options, tokens: true });
    const twice = givenTwice(tokens, options);
    if (twice !== undefined) fail("pack", twice);
    out = resolve(values.out ?? join(root, "packages"));
  } catch (error) {
    fail("pack", flagFault(error));
  }
  if (!(statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? true)) {
    fail("pack", `--out ${out}: is a file; name a folder`);
  }
  const { build } = await import("./bundles.mjs");
  await build();
  mkdirSync(out, { recursive: true });
  for (const { stage } of PACKAGES) {
    const folder = mkdtempSync(join(tmpdir(), "web-infra-pack-"));
    try {
      const manifest = stage(folder);
      writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
      if (!existsSync(join(folder, "LICENSE"))) cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
      const [packed] = JSON.parse(
        run("npm", ["pack", "--json", "--silent", "--pack-destination", out], { cwd: folder }),
      );
      console.log(
        `${relative(process.cwd(), join(out, packed.filename))}  ${Math.ceil(packed.size / 1024)} KB`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

await script("pack", main, { help: HELP });
