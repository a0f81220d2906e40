// The policy packs of this project: every folder of policies/ with a PulumiPolicy.yaml.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const packs = readdirSync(join(root, "policies"))
  .map((name) => ({ name, dir: join(root, "policies", name) }))
  .filter(({ dir }) => existsSync(join(dir, "PulumiPolicy.yaml")));
