/** CloudFront: invalidations, and the key that names the active release. */
import {
  ACTIVE_RELEASE_KEY,
  formatActive,
  parseActive,
  PREVIEW_KEY_PREFIX,
} from "../components/release-contract";
import { awsJson, AwsError, isConflict } from "./aws";
import type { Context } from "./context";
import { reasonOf, sleep } from "./log";

interface Invalidation {
  readonly Invalidation: { readonly Id: string; readonly Status: string };
}

const ATTEMPTS = 4;
const BUSY = "TooManyInvalidationsInProgress";
const PROGRESS_SECONDS = 15;
const MAX_POLL_SECONDS = 5;

/** Asks CloudFront to forget everything: one path, so one of the free 1,000 a month. Returns the invalidation's id. */
export async function invalidate({ settings, log }: Context): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await awsJson<Invalidation>([
        ...[
          "cloudfront",
          "create-invalidation",
          "--distribution-id",
          settings.distributionId,
          "--paths",
          "/*",
        ],
      ]);
      return answer?.Invalidation.Id ?? "";
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== BUSY || attempt === ATTEMPTS) {
        throw error;
      }
      log.step("CloudFront is busy with other invalidations; trying again");
      await sleep(attempt * MAX_POLL_SECONDS);
    }
  }
}

/** Waits until the edge has forgotten. Longer than `edgeSeconds` is no reason to fail: CloudFront goes on by itself. */
export async function waitForInvalidation(context: Context, id: string): Promise<void> {
  const { settings, log, edgeSeconds } = context;
  const start = Date.now();
  let told = start;
  for (let pause = 0.5; ; pause = Math.min(pause * 2, MAX_POLL_SECONDS)) {
    const status = await invalidationStatus(settings.distributionId, id, log);
    const seconds = Math.round((Date.now() - start) / 1000);
    if (status?.toLowerCase() === "completed") {
      log.step(`invalidation ${id} completed after ${seconds} s`);
      return;
    }
    if (seconds >= edgeSeconds) {
      log.warn(`invalidation ${id} is still under way after ${seconds} s; CloudFront completes it by itself`);
      return;
    }
    if (Date.now() - told >= PROGRESS_SECONDS * 1000) {
      told = Date.now();
      log.step(`invalidation ${id} is under way for ${seconds} s`);
    }
    await sleep(pause);
  }
}

async function invalidationStatus(
  distribution: string,
  id: string,
  log: Context["log"],
): Promise<string | undefined> {
  try {
    const answer = await awsJson<Invalidation>([
      ...["cloudfront", "get-invalidation", "--distribution-id", distribution, "--id", id],
    ]);
    return answer?.Invalidation.Status;
  } catch (error) {
    log.warn(`the invalidation's status cannot be read: ${reasonOf(error)}`);
    return undefined;
  }
}

/** The key that names the active release. */
export class ActiveKey {
  constructor(private readonly storeArn: string) {}

  /** The key's value as it stands there. */
  async read(): Promise<string> {
    const answer = await awsJson<{ Value: string }>([
      ...["cloudfront-keyvaluestore", "get-key", "--kvs-arn", this.storeArn, "--key", ACTIVE_RELEASE_KEY],
    ]);
    return answer?.Value ?? "";
  }

  /** The release that visitors get; undefined before the first. */
  async live(): Promise<string | undefined> {
    return parseActive(await this.read()).id;
  }

  /** Every release that somebody gets: the active one, a canary, and those of previews. */
  async shown(): Promise<ReadonlySet<string>> {
    const answer = await awsJson<{ Items?: readonly { Key: string; Value: string }[] }>([
      ...["cloudfront-keyvaluestore", "list-keys", "--kvs-arn", this.storeArn],
    ]);
    const ids = (answer?.Items ?? []).flatMap(({ Key, Value }) => {
      if (Key === ACTIVE_RELEASE_KEY) {
        const { id, canary } = parseActive(Value);
        return [id, canary?.id];
      }
      return Key.startsWith(PREVIEW_KEY_PREFIX) ? [Value] : [];
    });
    return new Set(ids.filter((id) => id !== undefined));
  }

  /** Switches, unless somebody else has changed the store since. */
  async write(value: string): Promise<void> {
    const store = await awsJson<{ ETag: string }>([
      ...["cloudfront-keyvaluestore", "describe-key-value-store", "--kvs-arn", this.storeArn],
    ]);
    try {
      await awsJson([
        ...["cloudfront-keyvaluestore", "put-key", "--kvs-arn", this.storeArn, "--key", ACTIVE_RELEASE_KEY],
        ...["--value", value, "--if-match", store?.ETag ?? ""],
      ]);
    } catch (error) {
      throw isConflict(error)
        ? new Error("somebody else has switched the release at the same moment")
        : error;
    }
  }

  async activate(id: string): Promise<void> {
    await this.write(formatActive({ id }));
  }
}
