/** Makes CloudFront forget what it has of the site, and waits until it has. */
import { randomUUID } from "node:crypto";
import { createInvalidation, invalidationStatus } from "../aws/cloudfront";
import { AwsError } from "../aws/errors";
import type { Context } from "../context";
import { reasonOf } from "../log";
import { sleep } from "../sleep";

const ATTEMPTS = 4;
const BUSY = "TooManyInvalidationsInProgress";
const PROGRESS_SECONDS = 15;
const MAX_POLL_SECONDS = 5;

/** Returns the invalidation's id. */
export async function invalidate({ settings, log, signal }: Context): Promise<string> {
  const reference = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await createInvalidation(settings.distributionId, reference);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== BUSY || attempt === ATTEMPTS) {
        throw error;
      }
      log.step("CloudFront is busy with other invalidations; trying again");
      await sleep(attempt * MAX_POLL_SECONDS, signal);
    }
  }
}

/** Waits until the edge has forgotten. Longer than `edgeSeconds` is no reason to fail: CloudFront goes on by itself. */
export async function waitForInvalidation(context: Context, id: string): Promise<void> {
  const { settings, log, edgeSeconds, signal, checkpoint } = context;
  const start = Date.now();
  let shown = start;
  for (let pause = 0.5; ; pause = Math.min(pause * 2, MAX_POLL_SECONDS)) {
    const status = await statusOf(settings.distributionId, id, log);
    const seconds = Math.round((Date.now() - start) / 1000);
    if (status?.toLowerCase() === "completed") {
      log.step(`invalidation ${id} completed after ${seconds} s`);
      return;
    }
    if (seconds >= edgeSeconds) {
      log.warn(`invalidation ${id} is still under way after ${seconds} s; CloudFront completes it by itself`);
      return;
    }
    if (Date.now() - shown >= PROGRESS_SECONDS * 1000) {
      shown = Date.now();
      log.step(`invalidation ${id} is under way for ${seconds} s`);
    }
    await sleep(pause, signal);
    await checkpoint();
  }
}

async function statusOf(distribution: string, id: string, log: Context["log"]): Promise<string | undefined> {
  try {
    return await invalidationStatus(distribution, id);
  } catch (error) {
    log.warn(`the invalidation's status cannot be read: ${reasonOf(error)}`);
    return undefined;
  }
}
