import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UsageError } from "../errors";
import { isOlder, PREPARED_SDK, sdkFault, versionIn } from "./known-failures";

/** The copy of @pulumi/pulumi that runs a program or a policy pack. */
export interface Sdk {
  readonly directory: string;
  /** True if the folder has none of its own and ours is lent to it. */
  readonly lent: boolean;
  readonly version: string;
  /** True where the preview's own preparations fit into it. */
  readonly prepared: boolean;
  /** Environment that lets the program find lent packages. */
  readonly env: Readonly<Record<string, string>>;
}

/** Finds the SDK as Node.js would from this folder; ours where the folder has none. */
export function findSdk(directory: string): Sdk {
  const own = sdkFrom(directory);
  if (own !== undefined) return { directory: own, lent: false, ...versionOf(own), env: {} };
  const ours = sdkFrom(__dirname);
  if (ours === undefined) throw new Error("@pulumi/pulumi is not installed beside the offline preview");
  const modules = dirname(dirname(ours));
  const paths = [modules, process.env["NODE_PATH"]].filter((path) => path !== undefined && path !== "");
  // Type-checking would look for the lent packages where they are not; transpiling alone does not.
  const env = { NODE_PATH: paths.join(":"), PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
  return { directory: ours, lent: true, ...versionOf(ours), env };
}

function versionOf(directory: string): Pick<Sdk, "version" | "prepared"> {
  const fault = sdkFault(directory);
  if (fault !== undefined) throw new UsageError(fault);
  const version = versionIn(directory) ?? "";
  return { version, prepared: version === "" || !isOlder(version, PREPARED_SDK) };
}

function sdkFrom(directory: string): string | undefined {
  const { resolve } = createRequire(join(directory, "noop.js"));
  for (const path of resolve.paths("@pulumi/pulumi") ?? []) {
    // Not NODE_PATH and the like: only what lies in or above the folder is its own.
    const found = join(path, "@pulumi", "pulumi");
    if (existsSync(join(found, "package.json"))) return found;
  }
  return undefined;
}
