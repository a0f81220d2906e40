import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BuildConfig, elasticBeanstalk, staticSite } from "../../../components/deploy-pipeline";
import { buildBuildspec } from "../../../components/deploy-pipeline/build/buildspec";
import { buildSchema } from "../../../components/deploy-pipeline/build/config";
import { deployBuildspec } from "../../../components/deploy-pipeline/targets/static-site/release-project";

/** An npm that builds what the test says, and installs one package with a program. */
const NPM = `#!/bin/sh
echo "npm $*" >> "$CALLS"
case "$1" in
  run) if [ "$2" = build ]; then mkdir -p "$OUTPUT/assets" && echo '<!doctype html>' > "$OUTPUT/index.html"; fi ;;
  ci) [ -n "$NO_PACKAGES" ] && exit 0
      mkdir -p node_modules/.bin node_modules/next/bin && echo 1 > node_modules/next/bin/next &&
      ln -sf ../next/bin/next node_modules/.bin/next ;;
esac
`;

/** The buildspec of a configuration, with what a kind of target makes of the build. */
function buildspecOf(kind: "static" | "beanstalk", config: BuildConfig, indexDocument?: string) {
  const build = buildSchema.parse(config);
  const output =
    kind === "static"
      ? staticSite.buildOutput(build, { indexDocument })
      : elasticBeanstalk.buildOutput(build);
  return buildBuildspec(build, output, false);
}

interface Built {
  readonly code: number | null;
  readonly stderr: string;
  readonly npm: string[];
  /** Files below the artifact's folder. */
  readonly artifact: string[];
  readonly folder: string;
}

describe("the buildspec of a build", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "web-infra-buildspec-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Runs the phases as CodeBuild does: in one shell, until a command fails. */
  function build(
    kind: "static" | "beanstalk",
    config: BuildConfig,
    files: Readonly<Record<string, string>>,
    output = "dist",
    env: Readonly<Record<string, string>> = {},
  ): Built {
    const [source, bin] = [join(root, "source"), join(root, "bin")];
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(source, path)), { recursive: true });
      writeFileSync(join(source, path), text);
    }
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "npm"), NPM);
    chmodSync(join(bin, "npm"), 0o755);
    const spec = buildspecOf(kind, config);
    const commands = Object.values(spec.phases).flatMap((phase) => phase.commands);
    const calls = join(root, "calls");
    writeFileSync(calls, "");
    const run = spawnSync("sh", ["-ec", commands.join("\n")], {
      cwd: source,
      encoding: "utf8",
      env: {
        PATH: `${bin}:${process.env["PATH"] ?? ""}`,
        CODEBUILD_SRC_DIR: source,
        CALLS: calls,
        OUTPUT: output,
        ...env,
      },
    });
    const folder = join(source, spec.artifacts?.["base-directory"] ?? "");
    return {
      code: run.status,
      stderr: run.stderr,
      npm: spawnSync("cat", [calls], { encoding: "utf8" }).stdout.trim().split("\n"),
      artifact: existsSync(folder) ? filesOf(folder) : [],
      folder,
    };
  }

  const REPOSITORY = {
    "package.json": '{"scripts":{"start":"node server.js"}}',
    "package-lock.json": "{}",
    Procfile: "web: npm start",
    ".ebextensions/10.config": "files:",
    ".platform/hooks/prebuild/check.sh": "#!/bin/sh",
    "public/robots.txt": "",
    "src/secret-notes.ts": "",
    ".env": "X=1",
  };

  it("of a site installs, checks and builds in this order, and hands over the output alone", () => {
    const { code, npm, artifact } = build("static", {}, REPOSITORY);
    assert.equal(code, 0);
    assert.deepEqual(npm, [
      "npm ci --no-audit --no-fund",
      "npm run lint --if-present",
      "npm test --if-present",
      "npm run build",
    ]);
    assert.deepEqual(artifact, ["index.html"]);
  });

  it("of a site works in the folder of a repository with several applications", () => {
    const files = { "apps/web/package.json": "{}", "apps/web/package-lock.json": "{}" };
    const { code, artifact, folder } = build("static", { workingDirectory: "apps/web" }, files);
    assert.equal(code, 0);
    assert.match(folder, /apps\/web\/dist$/);
    assert.deepEqual(artifact, ["index.html"]);
  });

  it("of a site ends where the build makes no page, and says so", () => {
    const { code, stderr } = build("static", { outputDirectory: "out" }, REPOSITORY);
    assert.notEqual(code, 0);
    assert.equal(stderr.trim(), "the build made no out/index.html");
    const named = buildspecOf("static", {}, "app.html");
    assert.match(named.phases["build"]?.commands.at(-1) ?? "", /^test -s "dist\/app\.html"/);
  });

  it("of a service bundles what runs, with node_modules and its links, and not the sources", () => {
    const { code, artifact, folder, npm } = build("beanstalk", {}, REPOSITORY);
    assert.equal(code, 0);
    assert.deepEqual(artifact, [
      ".ebextensions/10.config",
      ".platform/hooks/prebuild/check.sh",
      "Procfile",
      "dist/index.html",
      "node_modules/.bin/next",
      "node_modules/next/bin/next",
      "package-lock.json",
      "package.json",
      "public/robots.txt",
    ]);
    assert.ok(lstatSync(join(folder, "node_modules/.bin/next")).isSymbolicLink());
    assert.equal(buildspecOf("beanstalk", {}).artifacts?.["enable-symlinks"], "yes");
    assert.equal(npm.at(-1), "npm ci --omit=dev --no-audit --no-fund");
  });

  it("of a service whose packages are all development's has a node_modules, so that instances install nothing", () => {
    const { code, artifact } = build("beanstalk", {}, REPOSITORY, "dist", { NO_PACKAGES: "yes" });
    assert.equal(code, 0);
    assert.ok(artifact.includes("node_modules/.keep"));
    assert.ok(!build("beanstalk", {}, REPOSITORY).artifact.includes("node_modules/.keep"));
  });

  it("of a service takes further folders, and leaves the packages to the instances where it should", () => {
    const { code, artifact } = build(
      "beanstalk",
      { outputDirectory: "public/build", bundle: ["config/prod"], bundleNodeModules: false },
      { ...REPOSITORY, "config/prod/app.json": "{}", "config/dev/app.json": "{}" },
      "public/build",
    );
    assert.equal(code, 0);
    assert.ok(artifact.includes("config/prod/app.json"));
    assert.ok(artifact.includes("public/build/index.html"));
    assert.ok(!artifact.some((path) => /config\/dev|node_modules/.test(path)));
  });

  describe("2.7 of a service with Next.js's standalone output", () => {
    const standalone = { outputDirectory: ".next/standalone" };
    const without = { ...REPOSITORY, Procfile: "" };
    const output = {
      ".next/standalone/server.js": "serve();",
      ".next/standalone/node_modules/next/index.js": "",
      ".next/static/chunks/a1b2.js": "",
    };

    it("2.7 ships hashed files and public beside the server, which it starts", () => {
      const { code, artifact, folder } = build("beanstalk", standalone, { ...without, ...output }, "other");
      assert.equal(code, 0);
      for (const path of ["server.js", ".next/static/chunks/a1b2.js", "public/robots.txt"])
        assert.ok(artifact.includes(`.next/standalone/${path}`), path);
      assert.equal(readFileSync(join(folder, "Procfile"), "utf8"), "web: node .next/standalone/server.js\n");
    });

    it("2.7 leaves a Procfile as it is, and ends where the build made no server", () => {
      const { folder } = build("beanstalk", standalone, { ...REPOSITORY, ...output }, "other");
      assert.equal(readFileSync(join(folder, "Procfile"), "utf8"), "web: npm start");
      rmSync(root, { recursive: true });
      const files = { ...without, ".next/standalone/apps/web/server.js": "" };
      const { code, stderr } = build("beanstalk", standalone, files, "other");
      assert.notEqual(code, 0);
      assert.match(stderr, /made no \.next\/standalone\/server\.js: set output: standalone/);
    });
  });

  it("2.8 of a service ships next.config, without which next start serves other paths", () => {
    const { artifact } = build("beanstalk", {}, { ...REPOSITORY, "next.config.mjs": "export default {}" });
    assert.ok(artifact.includes("next.config.mjs"));
  });

  describe("2.5 of a service with the id of its release", () => {
    const NEXT = { ...REPOSITORY, "node_modules/next/package.json": "{}" };
    const carried = (folder: string): unknown =>
      JSON.parse(readFileSync(join(folder, ".ebextensions/90-release.config"), "utf8"));
    const expected = (names: readonly string[], ...variables: string[]) => ({
      files: Object.fromEntries(
        names.map((name) => [
          `/usr/lib/systemd/system/${name}.service.d/20-release.conf`,
          {
            mode: "000644",
            owner: "root",
            group: "root",
            content: ["[Service]", ...variables.map((each) => `Environment=${each}`), ""].join("\n"),
          },
        ]),
      ),
      commands: { "90-reload-systemd": { command: "systemctl daemon-reload" } },
    });

    it("gives it to every process of the Procfile, beside what the repository has", () => {
      const Procfile = "web: npm start\nworker: node worker.js\n";
      const { code, folder, artifact } = build("beanstalk", {}, { ...REPOSITORY, Procfile }, "dist", {
        RELEASE_ID: "1f-2",
      });
      assert.equal(code, 0);
      assert.deepEqual(carried(folder), expected(["web", "worker"], "RELEASE_ID=1f-2"));
      assert.ok(artifact.includes(".ebextensions/10.config"));
    });

    it("is Next.js's deployment id, in the build as on the instances, unless the build has one of its own", () => {
      const files = Object.fromEntries(Object.entries(NEXT).filter(([path]) => path !== "Procfile"));
      const commands = ["npm run build", 'echo "$NEXT_DEPLOYMENT_ID" > dist/id.txt'];
      for (const [own, id] of [
        [[], "1f-2"],
        [['export NEXT_DEPLOYMENT_ID="$COMMIT_ID"'], "c0ffee"],
      ] as const) {
        const config = { commands: [...own, ...commands] };
        const env = { RELEASE_ID: "1f-2", COMMIT_ID: "c0ffee" };
        const { code, stderr, folder } = build("beanstalk", config, files, "dist", env);
        assert.equal(code, 0, stderr);
        assert.equal(readFileSync(join(folder, "dist/id.txt"), "utf8"), `${id}\n`);
        const variables = ["RELEASE_ID=1f-2", `NEXT_DEPLOYMENT_ID=${id}`];
        assert.deepEqual(carried(folder), expected(["web"], ...variables));
      }
    });

    it("ends where an id would mean something else to systemd; without an id there is no file", () => {
      const wrong = build("beanstalk", {}, NEXT, "dist", { RELEASE_ID: "a", NEXT_DEPLOYMENT_ID: "100% new" });
      assert.notEqual(wrong.code, 0);
      assert.equal(wrong.stderr.trim(), "NEXT_DEPLOYMENT_ID must have letters, digits, _, . and - only");
      assert.ok(!build("beanstalk", {}, REPOSITORY).artifact.some((path) => path.includes("90-release")));
    });
  });

  it("of a service ends where nothing says how to start it", () => {
    const { code, stderr } = build("beanstalk", {}, { ...REPOSITORY, Procfile: "", "package.json": "{}" });
    assert.notEqual(code, 0);
    assert.match(stderr, /nothing says how to start the server: add a Procfile or a start script/);
  });
});

describe("the buildspec of a static site's deployment", () => {
  const [fetch = "", check = ""] = deployBuildspec().phases["install"]?.commands ?? [];

  it("names its version of Node.js: the image's own changes with the image", () => {
    assert.deepEqual(deployBuildspec().phases["install"]?.["runtime-versions"], { nodejs: 22 });
    assert.match(fetch, /^aws s3 cp "\$RELEASE_PROGRAM" \/tmp\/release\.cjs/);
  });

  it("runs nothing but the very program that the stack has made", () => {
    const folder = mkdtempSync(join(tmpdir(), "web-infra-buildspec-"));
    const run = (text: string) => {
      writeFileSync(join(folder, "release.cjs"), text);
      const command = check.replaceAll("/tmp/release.cjs", join(folder, "release.cjs"));
      const RELEASE_PROGRAM_SHA256 = "50fda23bf0a5115d4f893dc10d122c10a4705f47688f5620e80611c092d4053e";
      return spawnSync("sh", ["-c", command], { env: { PATH: process.env["PATH"], RELEASE_PROGRAM_SHA256 } })
        .status;
    };
    try {
      assert.equal(run("the program"), 0);
      assert.equal(run("the program, changed"), 1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
