/** The program that releases a static site, as an object of the artifact store. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { ArtifactStore } from "./artifact-store";
import { SCRIPT_PREFIX } from "./naming";

/** The built program; release/ holds its source. */
const PROGRAM = join(__dirname, "..", "..", "release", "bin", "release.cjs");

/**
 * Uploads the program under a key that names its content: a deployment that is under way keeps the program that it
 * started with, and the deploy role may read this one object only.
 */
export function makeReleaseProgram(
  name: string,
  pipeline: string,
  store: ArtifactStore,
  opts: { readonly parent: pulumi.Resource },
): s3.BucketObjectv2 {
  if (!existsSync(PROGRAM)) {
    throw new pulumi.ResourceError(
      `DeployPipeline "${name}": release/bin/release.cjs has not been built: run "npm run build"`,
      opts.parent,
      true,
    );
  }
  const hash = createHash("sha256").update(readFileSync(PROGRAM)).digest("hex").slice(0, 16);
  return new s3.BucketObjectv2(
    `${name}-program`,
    {
      bucket: store.bucketName,
      key: `${SCRIPT_PREFIX}${pipeline}/release-${hash}.cjs`,
      source: new pulumi.asset.FileAsset(PROGRAM),
      contentType: "text/javascript",
    },
    { ...opts, dependsOn: [...store.ready] },
  );
}
