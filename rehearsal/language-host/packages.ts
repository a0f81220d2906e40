import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package of node_modules whose resources a Pulumi plugin makes. */
export interface PluginPackage {
  /** Name of the plugin, `aws`. */
  readonly name: string;
  /** Version of the plugin, without a leading `v`; "" where the package names none. */
  readonly version: string;
  /** Where the plugin would be downloaded from; "" for Pulumi's own place. */
  readonly server: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
  };
}

/**
 * The plugins that a program may need: every package in the node_modules folders of the program's folder and of those above it whose
 * package.json says `pulumi.resource`, nested ones included. A version that is there twice is named once.
 */
export function pluginPackages(programDirectory: string): PluginPackage[] {
  const found = new Map<string, PluginPackage>();
  for (let folder = programDirectory; ; folder = dirname(folder)) {
    collect(join(folder, "node_modules"), found);
    if (dirname(folder) === folder) return [...found.values()];
  }
}

/** Names and versions of the packages that the program's package.json asks for, as installed. */
export function directDependencies(programDirectory: string): { name: string; version: string }[] {
  const own = join(programDirectory, "package.json");
  if (!existsSync(own)) return [];
  const { dependencies = {} } = JSON.parse(readFileSync(own, "utf8")) as {
    dependencies?: Record<string, string>;
  };
  return Object.entries(dependencies).map(([name, range]) => {
    const path = join(programDirectory, "node_modules", name, "package.json");
    return { name, version: (existsSync(path) ? manifestOf(path)?.version : undefined) ?? range };
  });
}

function collect(modules: string, found: Map<string, PluginPackage>): void {
  for (const directory of packageFolders(modules)) {
    const manifest = manifestOf(join(directory, "package.json"));
    if (manifest?.pulumi?.resource === true) {
      const plugin = pluginOf(manifest, manifest.pulumi);
      found.set(`${plugin.name} ${plugin.version}`, plugin);
    }
    collect(join(directory, "node_modules"), found);
  }
}

function pluginOf(manifest: Manifest, pulumi: NonNullable<Manifest["pulumi"]>): PluginPackage {
  return {
    name: pulumi.name ?? (manifest.name ?? "").replace(/^@[^/]+\//, ""),
    version: (pulumi.version ?? manifest.version ?? "").replace(/^v/, ""),
    server: pulumi.server ?? "",
  };
}

function packageFolders(modules: string): string[] {
  if (statSync(modules, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(modules)
    .filter((entry) => !entry.startsWith("."))
    .flatMap((entry) =>
      entry.startsWith("@")
        ? readdirSync(join(modules, entry)).map((name) => join(modules, entry, name))
        : [join(modules, entry)],
    );
}

/** What a package.json says; undefined where there is none, or one that is not JSON (test data of other packages). */
function manifestOf(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
