/** The program that releases a static site, as an object of the artifact store. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { ArtifactStore } from "../../foundation/artifact-store";
import { SCRIPT_PREFIX } from "../../naming";

/** The built program; release/ holds its source. */
const PROGRAM = join(__dirname, "..", "..", "..", "..", "release", "bin", "release.cjs");

/** The uploaded program. */
export interface ReleaseProgram {
  readonly key: pulumi.Output<string>;
  /** What the build machine compares the file with before it runs it, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Uploads the program under a key that names its content: a deployment that is under way keeps the program that it
 * started with, and the deploy role may read this one object only.
 */
export function createReleaseProgram(
  name: string,
  pipeline: string,
  store: ArtifactStore,
  opts: { readonly parent: pulumi.Resource },
): ReleaseProgram {
  if (!existsSync(PROGRAM)) {
    throw new pulumi.ResourceError(
      `DeployPipeline "${name}": release/bin/release.cjs has not been built: run "npm run build"`,
      opts.parent,
      true,
    );
  }
  const sha256 = createHash("sha256").update(readFileSync(PROGRAM)).digest("hex");
  const object = new s3.BucketObjectv2(
    `${name}-program`,
    {
      bucket: store.bucketName,
      key: `${SCRIPT_PREFIX}${pipeline}/release-${sha256.slice(0, 16)}.cjs`,
      source: new pulumi.asset.FileAsset(PROGRAM),
      contentType: "text/javascript",
    },
    { ...opts, dependsOn: [...store.ready] },
  );
  return { key: object.key, sha256 };
}
