/** A site with its bucket, its store of releases and its edge, and the release program as a process of its own. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ReleaseSettings, SETTINGS_VARIABLE } from "../../../components/release-contract";
import type { StaticSiteConfig } from "../../../components/static-site";
import type { Context } from "../../../release/context";
import { makeContext } from "../../../release/make-context";
import { Edge } from "./edge";
import { Emulator } from "./emulator";
import { KeyValueStore } from "./key-value-store";
import { Moto } from "./moto";
import { StandIn } from "./stand-in";

const PROGRAM = join(__dirname, "..", "..", "..", "release", "bin", "release.cjs");
const STORE_ARN = "arn:aws:cloudfront::123456789012:key-value-store/0a1b2c3d-0000-4000-8000-000000000000";

export const SITE = "site-bucket";
export const ARTIFACTS = "artifact-bucket";
export const STATE = "releases/www";

/** Files of a build, by path. */
export type Files = Readonly<Record<string, string>>;

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class World {
  private readonly folder = mkdtempSync(join(tmpdir(), "web-infra-emulator-"));
  private builds = 0;
  /** How often the program tries a call. */
  attempts = 1;
  private distribution = "";
  private currentEdge: Edge | undefined;
  private settings: ReleaseSettings | undefined;
  /** Whether processes get the settings in their environment, as on the build machine. */
  private inherits = true;

  private constructor(
    readonly emulator: Emulator,
    readonly store: KeyValueStore,
  ) {}

  /** @param kind moto, or what is quicker and has the conditions of writes */
  static async start(kind: "moto" | "stand-in" = "moto"): Promise<World> {
    const store = new KeyValueStore();
    const backend = kind === "moto" ? await Moto.start() : new StandIn();
    return new World(await Emulator.start(backend, store), store);
  }

  stop(): void {
    this.currentEdge?.stop();
    this.emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get edge(): Edge {
    if (this.currentEdge === undefined) {
      throw new Error("no site has been made");
    }
    return this.currentEdge;
  }

  /** An empty site, as the program makes it. */
  async makeSite(
    release: "inPlace" | "atomic",
    mode: "spa" | "static",
    more: Partial<ReleaseSettings> = {},
    site: Partial<StaticSiteConfig> = {},
  ): Promise<void> {
    await this.emulator.reset();
    this.inherits = true;
    await this.emulator.createBucket(SITE);
    await this.emulator.createBucket(ARTIFACTS);
    this.store.clear();
    this.store.set("active", "none");
    this.currentEdge?.stop();
    const { emulator, store } = this;
    this.currentEdge = new Edge({ release, mode, site, bucket: SITE, emulator, store });
    await this.currentEdge.start();
    this.distribution = await this.createDistribution();
    this.settings = {
      release,
      bucket: SITE,
      distributionId: this.distribution,
      ...(release === "atomic" ? { keyValueStoreArn: STORE_ARN } : {}),
      url: this.currentEdge.url,
      state: `s3://${ARTIFACTS}/${STATE}`,
      retention: { releases: 5, days: 14 },
      probe: { mode, timeoutSeconds: 4 },
      externalPaths: [],
      ...more,
    };
  }

  /** Changes the settings of releases and the configuration of the site, as an update of the stack does. */
  change(more: Partial<ReleaseSettings>, site: Partial<StaticSiteConfig>): void {
    this.settings = { ...(this.settings as ReleaseSettings), ...more };
    this.edge.update(site);
  }

  /** Writes a build and returns its folder. */
  build(files: Readonly<Record<string, string | Buffer>>): string {
    this.builds += 1;
    const folder = join(this.folder, `build-${this.builds}`);
    mkdirSync(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  async deploy(files: Files, ...options: readonly string[]): Promise<Run> {
    return this.release("deploy", this.build(files), ...options);
  }

  /** Runs the program to its end. */
  async release(...args: readonly string[]): Promise<Run> {
    return this.start(args).done;
  }

  /** Runs a command in this process, which is quicker. */
  async inProcess(run: (context: Context) => Promise<unknown>): Promise<Run> {
    Object.assign(process.env, this.environment());
    const lines = { stdout: [] as string[], stderr: [] as string[] };
    const temp = mkdtempSync(join(this.folder, "run-"));
    const context = makeContext(this.settings as ReleaseSettings, {
      temp,
      log: {
        step: (message) => lines.stdout.push(message),
        warn: (message) => lines.stderr.push(message),
        progress: () => undefined,
      },
      signal: new AbortController().signal,
      lockSeconds: 30,
      edgeSeconds: 30,
    });
    let code = 0;
    try {
      const result = await run(context);
      lines.stdout.push(...(Array.isArray(result) ? result.map(String) : []));
    } catch (error) {
      code = 1;
      lines.stderr.push(error instanceof Error ? error.message : String(error));
    }
    return { code, stdout: lines.stdout.join("\n"), stderr: lines.stderr.join("\n") };
  }

  /** Starts the program. */
  start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): { done: Promise<Run>; kill: (signal: NodeJS.Signals) => void } {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...this.environment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        output[stream] += text;
      });
    }
    return {
      done: new Promise((resolve) => child.on("close", (code) => resolve({ code, ...output }))),
      kill: (signal) => child.kill(signal),
    };
  }

  environment(): Record<string, string> {
    return {
      HOME: this.folder,
      PATH: process.env["PATH"] ?? "",
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ENDPOINT_URL: this.emulator.url,
      AWS_MAX_ATTEMPTS: String(this.attempts),
      ...(this.inherits ? { [SETTINGS_VARIABLE]: JSON.stringify(this.settings) } : {}),
    };
  }

  /** Everything that a stand-in holds, for `restore`. */
  snapshot() {
    return { objects: this.standIn.snapshot(), values: this.store.all() };
  }

  restore({ objects, values }: ReturnType<World["snapshot"]>): void {
    this.standIn.restore(objects);
    this.store.clear();
    for (const [key, value] of Object.entries(values)) {
      this.store.set(key, value);
    }
  }

  get standIn(): StandIn {
    if (!(this.emulator.backend instanceof StandIn)) {
      throw new Error("only a stand-in can do this");
    }
    return this.emulator.backend;
  }

  /** Keys of the site's objects. */
  async keys(): Promise<string[]> {
    return this.emulator.keys(SITE);
  }

  async state(): Promise<{
    active?: string;
    releases: { id: string; status: string; supersededAt?: string; underway?: boolean }[];
  }> {
    const object = await this.emulator.object(ARTIFACTS, `${STATE}/state.json`);
    return JSON.parse(object?.body.toString() ?? '{"releases":[]}') as Awaited<ReturnType<World["state"]>>;
  }

  /** Changes the records, e.g. to let time pass. */
  async changeState(change: (text: string) => string): Promise<void> {
    const object = await this.emulator.object(ARTIFACTS, `${STATE}/state.json`);
    await this.emulator.put(ARTIFACTS, `${STATE}/state.json`, change(object?.body.toString() ?? ""));
  }

  /** A lock that is left behind counts no more. */
  async expireLock(): Promise<void> {
    const key = `${STATE}/lock.json`;
    const object = await this.emulator.object(ARTIFACTS, key);
    if (object !== undefined) {
      const expired = { owner: "x", what: "the deployment of abc", expiresAt: "2001-01-01T00:00:00.000Z" };
      await this.emulator.put(ARTIFACTS, key, JSON.stringify(expired));
    }
  }

  /** The deploy project of a pipeline, with the site's settings as the program makes it; the variable goes from here. */
  async makeDeployProject(name: string): Promise<void> {
    const settings = JSON.stringify(this.settings);
    this.inherits = false;
    const project = {
      name,
      // CodeBuild wants no location with this type; moto always wants one.
      source: { type: "CODEPIPELINE", location: "pipeline" },
      artifacts: { type: "CODEPIPELINE", location: "pipeline" },
      environment: {
        type: "ARM_CONTAINER",
        image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
        computeType: "BUILD_GENERAL1_SMALL",
        environmentVariables: [{ name: SETTINGS_VARIABLE, type: "PLAINTEXT", value: settings }],
      },
      serviceRole: "arn:aws:iam::123456789012:role/deploy",
    };
    const answer = await this.emulator.direct("POST", "/", JSON.stringify(project), {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "CodeBuild_20161006.CreateProject",
      authorization: "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/codebuild/aws4_request",
    });
    if (answer.status !== 200) {
      throw new Error(`the emulator made no project: ${answer.body.toString()}`);
    }
  }

  private async createDistribution(): Promise<string> {
    const config =
      '<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><CallerReference>x</CallerReference>' +
      "<Origins><Quantity>1</Quantity><Items><Origin><Id>s3</Id><DomainName>site-bucket.s3.amazonaws.com</DomainName>" +
      "<S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins>" +
      "<DefaultCacheBehavior><TargetOriginId>s3</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>" +
      "</DefaultCacheBehavior><Comment></Comment><Enabled>true</Enabled></DistributionConfig>";
    const answer = await this.emulator.direct("POST", "/2020-05-31/distribution", config, {
      authorization: "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/cloudfront/aws4_request",
    });
    const id = /<Id>([^<]+)<\/Id>/.exec(answer.body.toString())?.[1];
    if (id === undefined) {
      throw new Error(`the emulator made no distribution: ${answer.status}`);
    }
    return id;
  }
}
