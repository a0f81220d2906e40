/** What `pulumi-language-nodejs` starts for the folder of the package (PulumiPlugin.yaml): prints its port and serves the components. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { main } from "@pulumi/pulumi/provider";
import { ComponentsProvider } from "./provider";
import type { PackageSpec } from "./spec";

/** In the folder of the package, some folders above this file: how many depends on how it was built. */
function schemaFile(folder = __dirname): string {
  const path = join(folder, "schema.json");
  return existsSync(path) || dirname(folder) === folder ? path : schemaFile(dirname(folder));
}

const spec = JSON.parse(readFileSync(schemaFile(), "utf8")) as PackageSpec;
void main(new ComponentsProvider(spec), process.argv.slice(2));
