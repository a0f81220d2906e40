/**
 * A cache handler of Next.js for several instances: pages, answers of route handlers and fetched data lie in one bucket of S3, and
 * `revalidatePath` and `revalidateTag` of one instance hold for all within seconds. Copy it beside next.config.mjs and read
 * docs/frameworks.md of web-infra, "A cache that all instances share".
 *
 * Environment: CACHE_BUCKET, the bucket; RELEASE_ID, by which each release has entries of its own (the pipeline sets it).
 *
 * @see https://nextjs.org/docs/app/api-reference/config/next-config-js/incrementalCacheHandlerPath
 */
import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";

const { CACHE_BUCKET: Bucket, RELEASE_ID: release = "unnamed" } = process.env;

/** How long an instance goes on with what it knows of revalidated tags: as much later does it see another's. */
const TAGS_FOR_MS = 5_000;
const TAGS = "tags/";

// Next.js makes a handler for each request: what lasts must stand here. A page is not to wait for a store that hangs.
const s3 = new S3Client({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 2_000 },
});

/** Of each tag, `<hash>.expired` and `<hash>.stale` → when, by the clock of S3. */
let revalidated = { at: 0, tags: undefined };

const hashOf = (text) => createHash("sha256").update(text).digest("hex");
const entryKey = (key) => `entries/${release}/${hashOf(key)}`;

export default class SharedCache {
  async get(key, { tags = [], softTags = [] } = {}) {
    try {
      const [entry, known] = await Promise.all([read(key), revalidatedTags()]);
      if (entry === undefined) return null;
      const { value, cacheControl, lastModified } = entry;
      const all = [...entry.tags, ...tags, ...softTags].map(hashOf);
      // S3's times are whole seconds. What was written in the second of a revalidation may be from before it.
      const since = (kind) => all.some((hash) => (known.get(`${hash}.${kind}`) ?? -1) >= lastModified);
      if (since("expired")) return null;
      // -1: good for this visitor, and to be made anew behind their back.
      return { value, cacheControl, lastModified: since("stale") ? -1 : lastModified };
    } catch (error) {
      // Without its cache the application is slower, not gone.
      report("read", key, error);
      return null;
    }
  }

  async set(key, value, { cacheControl, tags = [] } = {}) {
    try {
      const Key = entryKey(key);
      if (value === null) {
        await s3.send(new DeleteObjectCommand({ Bucket, Key }));
        return;
      }
      const ofPage = value.headers?.["x-next-cache-tags"]?.split(",") ?? [];
      const all = [...new Set([...ofPage, ...(value.tags ?? []), ...tags])];
      // Values hold buffers and maps, which JSON would lose.
      const Body = serialize({ value, cacheControl, tags: all });
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    } catch (error) {
      report("write", key, error);
    }
  }

  /** `durations`: the tag's entries may still be shown once, while they are made anew; without them they may not. */
  async revalidateTag(tagOrTags, durations) {
    const tags = [tagOrTags].flat();
    const kind = durations === undefined || durations.expire === 0 ? "expired" : "stale";
    const puts = tags.map((tag) => new PutObjectCommand({ Bucket, Key: `${TAGS}${hashOf(tag)}.${kind}` }));
    // A failure reaches the caller: it must not believe that the new page is there.
    await Promise.all(puts.map((put) => s3.send(put)));
    revalidated = { at: 0, tags: undefined };
  }

  resetRequestCache() {}
}

async function read(key) {
  try {
    const { Body, LastModified } = await s3.send(new GetObjectCommand({ Bucket, Key: entryKey(key) }));
    return { ...deserialize(await Body.transformToByteArray()), lastModified: LastModified.getTime() };
  } catch (error) {
    if (error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

/** One listing for all requests of the next seconds. */
function revalidatedTags() {
  if (revalidated.tags === undefined || Date.now() - revalidated.at > TAGS_FOR_MS) {
    revalidated = { at: Date.now(), tags: listTags() };
    // The next request tries again.
    revalidated.tags.catch(() => (revalidated = { at: 0, tags: undefined }));
  }
  return revalidated.tags;
}

async function listTags() {
  const known = new Map();
  let ContinuationToken;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: TAGS, ContinuationToken }));
    for (const { Key, LastModified } of page.Contents ?? []) {
      known.set(Key.slice(TAGS.length), LastModified.getTime());
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return known;
}

function report(what, key, error) {
  console.error(
    JSON.stringify({ level: "warn", msg: `shared cache: ${what} failed`, key, error: error.message }),
  );
}
