/** What a pipeline makes of five frameworks by docs/frameworks.md alone, run as on an instance. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, lstatSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync } from "node:fs";
import { Agent, request } from "node:http";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BuildConfig } from "../../components/deploy-pipeline";
import { buildSchema } from "../../components/deploy-pipeline/build/config";
import { BeanstalkNginx } from "./support/beanstalk-nginx";
import { installNode, otherUser, Repository, unpack } from "./support/generated-bundle";
import { get } from "./support/get";
import { variablesOfBundle } from "./support/release-id";
import { ServerProcess } from "./support/server-process";
import { sharesItsPages } from "./support/shared-cache";
import { needTool } from "./support/tools";

interface Bundle {
  readonly name: string;
  readonly project: string;
  readonly build: BuildConfig;
  readonly env?: Record<string, string>;
  /** The row of docs/frameworks.md that it follows; undefined where the bundle says itself what starts. */
  readonly row?: string;
  /** Where the platform looks for the start: the Procfile's line that is expected; undefined: `npm start`. */
  readonly procfile?: string;
  /** A page's file with a hash in its name is among its answers. */
  readonly hashed: boolean;
  /** Of the framework's own paths: what each answers. */
  readonly more?: Readonly<Record<string, number>>;
}

/** As `build.secrets` gives it to each build: 32 bytes, made here for this run alone. */
const KEY = randomBytes(32).toString("base64");

/** Of the Next.js builds: the id under which each knows the same Server Action. */
const ACTIONS: string[] = [];

const BUNDLES: readonly Bundle[] = [
  {
    name: "Next.js with next start",
    project: "next",
    build: { outputDirectory: ".next", bundle: ["cache-handler.mjs"] },
    env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: KEY },
    row: "Next.js",
    hashed: true,
    more: { "/old": 308 },
  },
  {
    name: "Next.js with its standalone output",
    project: "next",
    build: { outputDirectory: ".next/standalone" },
    env: { STANDALONE: "yes", NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: KEY },
    procfile: "web: node .next/standalone/server.js\n",
    hashed: true,
    more: { "/old": 308 },
  },
  {
    name: "Nuxt",
    project: "nuxt",
    build: { outputDirectory: ".output" },
    row: "Nuxt",
    hashed: true,
  },
  {
    name: "SvelteKit with adapter-node",
    project: "sveltekit",
    build: { outputDirectory: "build" },
    row: "SvelteKit, `adapter-node`",
    hashed: true,
  },
  {
    name: "React Router in framework mode",
    project: "react-router",
    build: { outputDirectory: "build" },
    row: "React Router, framework mode",
    hashed: true,
  },
  {
    name: "Express",
    project: "express",
    build: { commands: ["npm run build --if-present"], outputDirectory: "src" },
    row: "Express",
    procfile: "web: node src/server.js\n",
    hashed: false,
  },
];

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "frameworks.md"), "utf8");

/** The cells of a framework's row under "Services". */
function recipe(row: string): string[] {
  const [, services = ""] = PAGE.split("## Services");
  const line = services.split("\n").find((each) => each.startsWith(`| ${row} `));
  assert.ok(line !== undefined, `docs/frameworks.md has no row ${row}`);
  return line.split("|").map((cell) => cell.trim());
}

describe("generated bundles", function () {
  this.timeout(580_000);
  const repositories = new Map<string, Repository>();
  let nginxBinary: string;
  let node = "";

  before(async function () {
    nginxBinary = needTool(this, "nginx", "apt-get install nginx-light");
    needTool(this, "zip", "apt-get install zip");
    needTool(this, "unzip", "apt-get install unzip");
    node = await installNode(buildSchema.parse({}).nodeVersion);
  });

  after(() => {
    for (const repository of repositories.values()) repository.remove();
    if (node !== "") rmSync(resolve(node, "..", "..", ".."), { recursive: true, force: true });
  });

  BUNDLES.forEach((bundle, index) => {
    const rows = bundle.project === "next" ? "2.3, 2.5, 2.6, 2.7, 2.8" : "2.3";
    it(`${rows} of ${bundle.name} runs after being moved, as another user, without the folder it was built in`, async () => {
      if (bundle.row !== undefined) followsTheRecipe(bundle, bundle.row);
      const repository = repositories.get(bundle.project) ?? new Repository(bundle.project, node);
      repositories.set(bundle.project, repository);
      const release = randomUUID();
      const zip = await repository.build(bundle.build, { ...bundle.env, RELEASE_ID: release });
      if (!BUNDLES.slice(index + 1).some(({ project }) => project === bundle.project)) repository.remove();
      const current = unpack(zip);
      try {
        staysInside(current);
        assert.equal(
          existsSync(join(current, "Procfile")) ? readFileSync(join(current, "Procfile"), "utf8") : undefined,
          bundle.procfile,
        );
        await serves(bundle, current, { nginxBinary, node, release });
        if (bundle.name === "Next.js with next start") await sharesItsPages(current, node);
      } finally {
        rmSync(dirname(current), { recursive: true, force: true });
      }
    });
  });
});

/** The project is written as the page says. */
function followsTheRecipe({ project, build }: Bundle, row: string): void {
  const [, , keys = "", start = ""] = recipe(row);
  const { scripts } = JSON.parse(
    readFileSync(join(__dirname, "projects", project, "package.json"), "utf8"),
  ) as { scripts: Record<string, string> };
  assert.ok(keys.includes(`outputDirectory: ${build.outputDirectory}`), keys);
  for (const command of build.commands ?? []) assert.ok(keys.includes(command), keys);
  assert.ok(start.startsWith(`\`${scripts["start"]}\``), `${start} is not ${scripts["start"]}`);
}

/** Links lead to what is in the bundle, and the owner is the user that runs it. */
function staysInside(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!lstatSync(path).isSymbolicLink()) continue;
    const target = readlinkSync(path);
    assert.ok(!isAbsolute(target), `${name} → ${target}`);
    assert.ok(resolve(dirname(path), target).startsWith(folder + sep), `${name} → ${target}`);
    assert.ok(existsSync(path), `${name} → ${target} leads nowhere`);
  }
  if (otherUser !== undefined) assert.equal(statSync(join(folder, "package.json")).uid, otherUser);
}

async function serves(
  { project, hashed, more = {} }: Bundle,
  current: string,
  {
    nginxBinary,
    node,
    release,
  }: { readonly nginxBinary: string; readonly node: string; readonly release: string },
): Promise<void> {
  const env = {
    ...variablesOfBundle(current),
    NODE_ENV: "production",
    HOME: dirname(current),
    PATH: `${node}:${process.env["PATH"] ?? ""}`,
  };
  const app = await ServerProcess.start(current, env, otherUser);
  let nginx: BeanstalkNginx | undefined;
  try {
    const running = process.platform === "linux" ? readFileSync(`/proc/${nodeOf(app)}/environ`, "utf8") : "";
    assert.ok(running === "" || running.includes(node), "on the declared Node.js");
    const ids = { RELEASE_ID: release, ...(project === "next" ? { NEXT_DEPLOYMENT_ID: release } : {}) };
    assert.deepEqual(variablesOfBundle(current), ids, "2.5 the release's id");
    nginx = await BeanstalkNginx.start(nginxBinary, current, app.port);
    const through = async (path: string) =>
      await get((nginx as BeanstalkNginx).url + path, { headers: { host: "shop.example.com" } });
    const health = await through("/health");
    assert.deepEqual([health.status, JSON.parse(health.text)], [200, { status: "ok" }]);
    const page = await through("/");
    assert.equal(page.status, 200);
    assert.match(page.text, /Rendered on (<!-- -->)?shop\.example\.com/);
    assert.equal((await through("/robots.txt")).text.trim(), "User-agent: *");
    const assets = [...page.text.matchAll(/["'](?:\.)?(\/[\w./-]+\.(?:js|css))["'?]/g)].map(
      ([, path]) => path,
    );
    assert.equal(assets.length > 0, hashed);
    for (const path of new Set(assets)) assert.equal((await through(path ?? "")).status, 200, path);
    for (const [path, status] of Object.entries(more))
      assert.equal((await through(path)).status, status, path);
    if (project === "next") {
      await knowsItsDeployment(nginx, release);
      await actsAcrossBuilds(nginx);
    }
    if (project === "express") await idleConnections(nginx);
    const { ms } = await app.end("SIGTERM");
    assert.ok(ms < 30_000, `${ms} ms until its end`);
    await assert.rejects(fetch(`${app.url}/health`), "nothing of it serves any more");
  } finally {
    await app.end("SIGKILL");
    await nginx?.stop();
  }
}

/** The process of Node.js that serves: a shell or npm may stand before it. */
function nodeOf(app: ServerProcess): number {
  let pid = app.pid;
  for (let depth = 0; depth < 4; depth++) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean);
    if (children.length !== 1) break;
    pid = Number(children[0]);
  }
  return pid;
}

/** Row 1.11: how long the load balancer keeps an idle connection, which the platform's nginx (60 s) must outlive. */
const LOAD_BALANCER_IDLE_MS = 55_000;

/** 1.11 Connections that were idle as long as the load balancer leaves them are still answered. */
async function idleConnections(nginx: BeanstalkNginx): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  const ask = async () =>
    await new Promise<boolean>((settle, fail) => {
      const sent = request(`${nginx.url}/health`, { agent }, (answer) => {
        answer.resume();
        answer.once("end", () => settle(sent.reusedSocket));
      });
      sent.once("error", fail);
      sent.end();
    });
  await Promise.all(Array.from({ length: 10 }, ask));
  await sleep(LOAD_BALANCER_IDLE_MS);
  const reused = await Promise.all(Array.from({ length: 10 }, ask));
  agent.destroy();
  assert.deepEqual(reused, Array<boolean>(10).fill(true), "each over the connection that was idle");
}

/** 2.5 Files, pages and navigations bear the release's id: a browser with another one loads the page anew. */
async function knowsItsDeployment(nginx: BeanstalkNginx, release: string): Promise<void> {
  const page = await get(nginx.url, { headers: { host: "shop.example.com" } });
  assert.ok(page.text.includes(`data-dpl-id="${release}"`), page.text);
  const scripts = [...page.text.matchAll(/<script src="([^"]+)"/g)].map(([, path]) => path ?? "");
  assert.ok(scripts.length > 0);
  for (const path of scripts) assert.ok(path.endsWith(`?dpl=${release}`), path);
  const navigation = await fetch(`${nginx.url}/act`, { headers: { RSC: "1" }, redirect: "manual" });
  assert.equal(navigation.headers.get("x-nextjs-deployment-id"), release);
}

/** 2.5 A form of one build is taken by the other: in a deployment both serve, and a visitor's page is of either. */
async function actsAcrossBuilds(nginx: BeanstalkNginx): Promise<void> {
  const page = await get(`${nginx.url}/act`);
  const id = /name="\$ACTION_ID_(\w+)"/.exec(page.text)?.[1];
  assert.ok(id !== undefined, page.text);
  ACTIONS.push(id);
  for (const each of ACTIONS) {
    const form = new FormData();
    form.set(`$ACTION_ID_${each}`, "");
    const answer = await fetch(`${nginx.url}/act`, { method: "POST", body: form, redirect: "manual" });
    assert.equal(answer.status, 303, `${each} of ${ACTIONS.join(", ")}`);
    assert.match(answer.headers.get("location") ?? "", /\/act\/done$/);
  }
  const unknown = new FormData();
  unknown.set(`$ACTION_ID_${id.replace(/./g, "0")}`, "");
  const refused = await fetch(`${nginx.url}/act`, { method: "POST", body: unknown, redirect: "manual" });
  // What a visitor sees of it: this text in place of the page, where the form was sent without JavaScript.
  assert.deepEqual(
    [refused.status, await refused.text()],
    [409, "Server Action unavailable."],
    "an action of a build with another key",
  );
}
