/** Two instances of one bundle of Next.js, with and without the cache that they share. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { Moto } from "../../emulator/support/moto";
import { otherUser } from "./generated-bundle";
import { variablesOfBundle } from "./release-id";
import { ServerProcess } from "./server-process";

const BUCKET = "pages";

/** What the handler promises: another instance sees a revalidation as much later. */
const SEEN_AFTER_MS = 5_000;

/** 2.6 A page that one instance has made anew is shown by the other; without the shared cache it is not. */
export async function sharesItsPages(current: string, node: string): Promise<void> {
  const env = {
    ...variablesOfBundle(current),
    NODE_ENV: "production",
    HOME: dirname(current),
    PATH: `${node}:${process.env["PATH"] ?? ""}`,
  };
  const alone = await afterARevalidation(current, env);
  assert.notEqual(alone.first.after, alone.first.before, "the instance that was called shows a new page");
  assert.equal(alone.second.after, alone.second.before, "the other one does not know of it");

  const moto = await Moto.start();
  const aws = {
    AWS_ENDPOINT_URL_S3: moto.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const s3 = new S3Client({
    endpoint: moto.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const shared = await afterARevalidation(current, { ...env, ...aws, CACHE_BUCKET: BUCKET }, () =>
      moto.stop(),
    );
    assert.equal(shared.first.before, shared.second.before, "one page for both");
    assert.notEqual(shared.first.after, shared.first.before);
    assert.equal(shared.second.after, shared.first.after, "the new page for both");
  } finally {
    moto.stop();
    s3.destroy();
  }
}

interface Shown {
  readonly before: string;
  readonly after: string;
}

/** What two instances show before and after one of them makes the page anew; then the store may go. */
async function afterARevalidation(
  current: string,
  env: Record<string, string>,
  stopStore?: () => void,
): Promise<{ readonly first: Shown; readonly second: Shown }> {
  const instances: ServerProcess[] = [];
  try {
    for (let count = 0; count < 2; count++)
      instances.push(await ServerProcess.start(current, env, otherUser));
    const [first, second] = instances as [ServerProcess, ServerProcess];
    const before = [await edition(first), await edition(second)];
    // Times of S3 are whole seconds: what is older than the revalidation is so by its second.
    await sleep(1_100);
    const { status } = await fetch(`${first.url}/news/refresh`, { method: "POST" });
    assert.equal(status, 204);
    await sleep(1_100);
    const renewed = await edition(first);
    await sleep(SEEN_AFTER_MS);
    const after = [renewed, await edition(second)];
    if (stopStore !== undefined) {
      stopStore();
      assert.match(await edition(second), /./, "an outage of the store is none of the pages");
    }
    const shown = (of: 0 | 1): Shown => ({ before: before[of] ?? "", after: after[of] ?? "" });
    return { first: shown(0), second: shown(1) };
  } finally {
    for (const instance of instances) await instance.end("SIGKILL");
  }
}

async function edition({ url }: ServerProcess): Promise<string> {
  const answer = await fetch(`${url}/news`);
  assert.equal(answer.status, 200);
  const text = await answer.text();
  const id = /id="edition">([^<]+)</.exec(text)?.[1];
  assert.ok(id !== undefined, text);
  return id;
}
