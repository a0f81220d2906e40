import assert from "node:assert/strict";
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
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readBuildspec } from "./support/buildspec";
import { Catalog } from "./support/catalog";
import { run } from "./support/example";
import { ServerProcess } from "./support/server-process";
import { RELEASE, SSR_APP, ssrBundle } from "./support/ssr-bundle";

interface Lock {
  readonly packages: Record<
    string,
    { readonly dev?: boolean; readonly optional?: boolean; readonly version?: string }
  >;
}

interface EbExtension {
  readonly files: Record<string, { readonly content: string }>;
}

describe("what examples/ssr-app hands to Elastic Beanstalk", function () {
  let bundle: string;

  before(async function () {
    this.timeout(300_000);
    bundle = await ssrBundle();
  });

  it("holds the server, the build and its configuration, and no source", () => {
    assert.deepEqual(readdirSync(bundle).sort(), [
      ".ebextensions",
      ".next",
      ".platform",
      "Procfile",
      "next.config.mjs",
      "node_modules",
      "package-lock.json",
      "package.json",
      "public",
      "server",
      "server.mjs",
    ]);
    assert.equal(readFileSync(join(bundle, ".next", "BUILD_ID"), "utf8"), RELEASE);
    assert.ok(!existsSync(join(bundle, ".next", "cache")));
  });

  it("ships each production package and no development one, so that an instance installs nothing", () => {
    const { packages } = JSON.parse(readFileSync(join(SSR_APP, "package-lock.json"), "utf8")) as Lock;
    const entries = Object.entries(packages).filter(([path]) => path !== "");
    const production = entries.filter(([, { dev, optional }]) => dev !== true && optional !== true);
    const development = entries.filter(([, { dev }]) => dev === true);
    assert.ok(production.length > 10 && development.length > 2);
    for (const [path, { version }] of production) {
      const shipped = JSON.parse(readFileSync(join(bundle, path, "package.json"), "utf8")) as {
        version: string;
      };
      assert.equal(shipped.version, version, path);
    }
    for (const [path] of development) assert.ok(!existsSync(join(bundle, path)), path);
    assert.deepEqual(readdirSync(join(bundle, "node_modules", "@next")), ["env"], "no compiler");
  });

  it("names its hidden folders in the artifact, which a lone ** may leave out", () => {
    const { artifacts } = readBuildspec(SSR_APP);
    const hidden = readdirSync(bundle).filter((name) => name.startsWith("."));
    assert.ok(hidden.includes(".platform"));
    for (const folder of hidden) {
      assert.ok(artifacts.files.includes(`${folder}/**/*`), folder);
    }
  });

  it("has executable hooks that bash can read", async () => {
    const hooks = readdirSync(join(bundle, ".platform"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".sh"))
      .map((name) => join(bundle, ".platform", name));
    assert.equal(hooks.length, 3);
    for (const hook of hooks) {
      assert.equal(statSync(hook).mode & 0o111, 0o111, hook);
      await run("bash", ["-n", hook], { cwd: bundle });
    }
  });

  it("leaves the environment's options and resources to the infrastructure", () => {
    const names = readdirSync(join(bundle, ".ebextensions"));
    assert.deepEqual(names, ["10-service.config"]);
    for (const name of names) {
      const config = parse(readFileSync(join(bundle, ".ebextensions", name), "utf8")) as Record<
        string,
        unknown
      >;
      assert.deepEqual(Object.keys(config).sort(), ["commands", "files"]);
    }
  });

  it("gives a shutdown longer before SIGKILL than it takes at most", () => {
    const config = parse(
      readFileSync(join(bundle, ".ebextensions", "10-service.config"), "utf8"),
    ) as EbExtension;
    const [unit] = Object.values(config.files);
    const allowed = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit?.content ?? "")?.[1]) * 1000;
    const source = readFileSync(join(bundle, "server", "serve.mjs"), "utf8");
    const limit = (name: string) =>
      Number(new RegExp(`${name} \\?\\? ([\\d_]+)`).exec(source)?.[1]?.replaceAll("_", ""));
    // docs/examples.md names 50 s of SHUTDOWN_NOTICE_MS, which is none by default.
    assert.equal(limit("SHUTDOWN_NOTICE_MS"), 0);
    const longest = limit("SHUTDOWN_DRAIN_MS") + 50_000 + limit("SHUTDOWN_TIMEOUT_MS");
    assert.ok(longest >= 10_000 && allowed > longest, `${allowed} ms for ${longest} ms`);
  });

  describe("prebuild hook", () => {
    let unpacked: string;
    const check = async () =>
      await run("bash", [join(bundle, ".platform", "hooks", "prebuild", "10_check_bundle.sh")], {
        cwd: unpacked,
      });

    beforeEach(() => {
      unpacked = mkdtempSync(join(tmpdir(), "ssr-bundle-"));
      for (const name of ["Procfile", "package.json", ".next/BUILD_ID", "node_modules/next/package.json"]) {
        cpSync(join(bundle, name), join(unpacked, name), { recursive: true });
      }
      mkdirSync(join(unpacked, ".next", "static"));
    });

    afterEach(() => rmSync(unpacked, { recursive: true }));

    it("accepts the bundle", async () => {
      const printed = await run("bash", [".platform/hooks/prebuild/10_check_bundle.sh"], { cwd: bundle });
      assert.match(printed, new RegExp(`release ${RELEASE} on Node.js v`));
      await check();
    });

    for (const [missing, reason] of [
      [".next/BUILD_ID", /no \.next\/BUILD_ID/],
      [".next/static", /no \.next\/static/],
      ["node_modules", /no node_modules\/next/],
      ["Procfile", /no Procfile/],
    ] as const) {
      it(`refuses a bundle without ${missing}`, async () => {
        rmSync(join(unpacked, missing), { recursive: true });
        await assert.rejects(check(), reason);
      });
    }

    it("refuses a platform whose Node.js is too old", async () => {
      writeFileSync(join(unpacked, "package.json"), JSON.stringify({ engines: { node: ">=99.1" } }));
      await assert.rejects(check(), /is older than engines\.node/);
    });

    it("refuses packages of another architecture", async () => {
      const other = process.arch === "arm64" ? "x64" : "arm64";
      mkdirSync(join(unpacked, "node_modules", "@img", `sharp-linux-${other}`), { recursive: true });
      await assert.rejects(check(), new RegExp(`sharp-linux-${other} does not run on`));
    });
  });

  describe("postdeploy hook", () => {
    let catalog: Catalog;
    let app: ServerProcess;

    before(async () => {
      catalog = await Catalog.start();
      app = await ServerProcess.start(bundle, { CATALOG_URL: catalog.url });
    });

    after(async () => {
      await (app as ServerProcess | undefined)?.end("SIGKILL");
      await (catalog as Catalog | undefined)?.stop();
    });

    for (const kind of ["hooks", "confighooks"]) {
      const smoke = async () =>
        await run("bash", [join(bundle, ".platform", kind, "postdeploy", "10_smoke.sh")], {
          cwd: bundle,
          env: { SMOKE_URL: app.url, SMOKE_TRIES: "3", SMOKE_PAUSE: "0.1" },
        });

      it(`${kind}: lets a version in that is ready and serves its page`, async () => {
        catalog.failing = false;
        assert.match(await smoke(), /ready after 1 tries, \/ answers/);
      });

      it(`${kind}: fails the deployment of a version that cannot reach what it needs`, async () => {
        catalog.failing = true;
        await assert.rejects(smoke(), /\/health\/ready answered 503 3 times/);
      });
    }
  });
});
