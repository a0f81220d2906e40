import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ACTIVE_RELEASE_KEY,
  NO_RELEASE,
  type ReleaseSettings,
  type ReleaseStrategy,
  SETTINGS_VARIABLE,
} from "../../../components/release-contract";
import { edgeFunctionOf } from "../../../components/static-site/edge";
import { notFoundKey, notFoundPage } from "../../../components/static-site/not-found";
import {
  staticSiteConfigSchema,
  staticSiteArgsSchema,
  type Site,
} from "../../../components/static-site/config";
import { isAnswer, runViewerRequest, viewerRequest, type EdgeResponse } from "../../support/edge-function";
import type { StoredAnswer } from "./edge-cache";
import { EdgeLocation, type EdgeDecision } from "./edge-location";
import { run } from "./example";
import { Emulator } from "../../emulator/support/emulator";
import { KeyValueStore } from "../../emulator/support/key-value-store";
import { Moto } from "../../emulator/support/moto";

const ROOT = join(__dirname, "..", "..", "..");
const STORE_ARN = "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000000";
const PROGRAM = join(ROOT, "release", "bin", "release.cjs");

/** A deployed StaticSite: bucket and distribution in the emulator, the edge here, releases by the pipeline's program. */
export class CsrSite {
  private edge: EdgeLocation | undefined;
  /** While a release is under way; at other times there is no invalidation. */
  private releasing = false;
  private distributionId = "";
  private readonly seenInvalidations = new Set<string>();
  private readonly folder = mkdtempSync(join(tmpdir(), "csr-site-"));
  private readonly site: Site;
  private readonly bucket: string;
  private readonly stateBucket: string;

  private constructor(
    private readonly emulator: Emulator,
    private readonly store: KeyValueStore,
    private readonly release: ReleaseStrategy,
  ) {
    this.site = siteOf(release);
    this.bucket = `site-${release.toLowerCase()}`;
    this.stateBucket = `artifacts-${release.toLowerCase()}`;
  }

  /** Needs moto_server and the AWS CLI on PATH. */
  static async create(release: ReleaseStrategy): Promise<CsrSite> {
    const store = new KeyValueStore();
    store.set(ACTIVE_RELEASE_KEY, NO_RELEASE);
    const made = new CsrSite(await Emulator.start(await Moto.start(), store), store, release);
    await made.aws("s3api", "create-bucket", "--bucket", made.bucket);
    await made.aws("s3api", "create-bucket", "--bucket", made.stateBucket);
    const distribution = await made.aws(
      ...["cloudfront", "create-distribution", "--origin-domain-name", `${made.bucket}.s3.amazonaws.com`],
    );
    made.distributionId = (JSON.parse(distribution) as { Distribution: { Id: string } }).Distribution.Id;
    const { content, contentType, cacheControl } = notFoundPage();
    await made.put(notFoundKey(made.site), content, {
      "content-type": contentType,
      "cache-control": cacheControl,
    });
    made.edge = await EdgeLocation.start({
      site: made.site,
      decide: async (uri, headers) => await made.decide(uri, headers),
      fetchObject: async (key) => await made.fetchObject(key),
      invalidations: async () => (made.releasing ? await made.newInvalidations() : []),
    });
    return made;
  }

  get url(): string {
    return this.edge?.url ?? "";
  }

  /** The Deploy stage's command on a build; resolves with what it printed. */
  async deploy(build: string): Promise<string> {
    return await this.program("deploy", build);
  }

  async rollback(): Promise<string> {
    return await this.program("rollback");
  }

  /** All objects of the site. */
  async keys(): Promise<string[]> {
    const listed = await this.aws("s3api", "list-objects-v2", "--bucket", this.bucket);
    return (JSON.parse(listed) as { Contents?: { Key: string }[] }).Contents?.map(({ Key }) => Key) ?? [];
  }

  async remove(key: string): Promise<void> {
    await this.aws("s3api", "delete-object", "--bucket", this.bucket, "--key", key);
  }

  /** An edge location forgets what few ask for: here all of it, at once. */
  forget(): void {
    this.edge?.cache.invalidate(["/*"]);
  }

  async stop(): Promise<void> {
    await this.edge?.stop();
    this.emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get settings(): ReleaseSettings {
    return {
      release: this.release,
      bucket: this.bucket,
      distributionId: this.distributionId,
      ...(this.release === "atomic" ? { keyValueStoreArn: STORE_ARN } : {}),
      url: this.url,
      state: `s3://${this.stateBucket}/releases/csr-app`,
      retention: { releases: 5, days: 14 },
      probe: { mode: "spa", timeoutSeconds: 20 },
      externalPaths: [],
    };
  }

  private async program(...args: string[]): Promise<string> {
    this.releasing = true;
    const printed = await run(process.execPath, [PROGRAM, ...args], {
      cwd: this.folder,
      env: {
        ...this.environment,
        [SETTINGS_VARIABLE]: JSON.stringify(this.settings),
      },
    });
    this.edge?.cache.invalidate(await this.newInvalidations());
    this.releasing = false;
    return printed;
  }

  /** What makes the AWS CLI and the SDK talk to the emulator and to nothing else. */
  private get environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? "",
      AWS_ENDPOINT_URL: this.emulator.url,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    };
  }

  private async aws(...args: string[]): Promise<string> {
    return await run("aws", [...args, "--output", "json"], {
      cwd: ROOT,
      env: this.environment,
    });
  }

  private async put(key: string, body: string, headers: Record<string, string>): Promise<void> {
    const url = `${this.emulator.url}/${this.bucket}/${key}`;
    const answer = await fetch(url, { method: "PUT", body, headers: { ...headers, ...this.signed("s3") } });
    if (!answer.ok) throw new Error(`PUT ${url} answered ${answer.status}`);
  }

  private async decide(uri: string, headers: Readonly<Record<string, string>>): Promise<EdgeDecision> {
    const event = viewerRequest({ path: uri, ...(headers.host === undefined ? {} : { host: headers.host }) });
    const result = await runViewerRequest(edgeFunctionOf(this.site).source, event, {
      kvs: this.store.all(),
    });
    return isAnswer(result) ? { answer: asStored(result) } : { uri: result.uri };
  }

  private async fetchObject(key: string): Promise<StoredAnswer> {
    const answer = await fetch(`${this.emulator.url}/${this.bucket}/${key}`, { headers: this.signed("s3") });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  }

  private async newInvalidations(): Promise<string[]> {
    const base = `${this.emulator.url}/2020-05-31/distribution/${this.distributionId}/invalidation`;
    const ask = async (url: string) =>
      await (await fetch(url, { headers: this.signed("cloudfront") })).text();
    const ids = matches(await ask(base), /<Id>([^<]+)<\/Id>/g).filter(
      (id) => !this.seenInvalidations.has(id),
    );
    const paths: string[] = [];
    for (const id of ids) {
      this.seenInvalidations.add(id);
      paths.push(...matches(await ask(`${base}/${id}`), /<Path>([^<]+)<\/Path>/g));
    }
    return paths;
  }

  /** The emulator reads the service from the signature's scope and does not check the rest. */
  private signed(service: string): Record<string, string> {
    const scope = `testing/20260101/us-east-1/${service}/aws4_request`;
    return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
  }
}

function siteOf(release: ReleaseStrategy): Site {
  const config = staticSiteConfigSchema.parse({
    domain: "www.example.com",
    zone: "example.com",
    mode: "spa",
    release,
  });
  return staticSiteArgsSchema.parse(config);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

function asStored({ statusCode, headers, body }: EdgeResponse): StoredAnswer {
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value])),
    body: Buffer.from(body?.data ?? ""),
  };
}
