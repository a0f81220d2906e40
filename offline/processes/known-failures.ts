import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Oldest SDK into which the preview's own preparations fit; older ones run without. */
export const PREPARED_SDK = "3.37.0";

/** Oldest SDK that talks gRPC in JavaScript alone; older ones need a native module that is built for one release of Node.js. */
const OLDEST_SDK = "3.0.0";

/** Version in a package's folder, or undefined. */
export function versionIn(directory: string): string | undefined {
  const path = join(directory, "package.json");
  if (!existsSync(path)) return undefined;
  const { version } = JSON.parse(readFileSync(path, "utf8")) as { version?: unknown };
  return typeof version === "string" ? version : undefined;
}

/** True where the version is lower; a prerelease counts as its release. */
export function isOlder(version: string, than: string): boolean {
  const [a = [], b = []] = [version, than].map((text) =>
    (text.split(/[-+]/)[0] ?? "").split(".").map(Number),
  );
  for (let index = 0; index < 3; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Why the SDK in this folder cannot run a preview at all, in one line; undefined where it can. */
export function sdkFault(directory: string): string | undefined {
  const version = versionIn(directory);
  return version !== undefined && isOlder(version, OLDEST_SDK)
    ? `@pulumi/pulumi ${version} is too old: the offline preview needs ${OLDEST_SDK} or later; npm install @pulumi/pulumi@latest updates it`
    : undefined;
}

interface KnownFailure {
  readonly pattern: RegExp;
  readonly line: (found: RegExpExecArray, program: string) => string;
}

/** What SDKs and compilers say when they do not fit together, and what it means. */
const KNOWN: readonly KnownFailure[] = [
  {
    pattern: /Cannot read propert(?:y|ies)[^\n]*\bfileExists\b/,
    line: (_, program) =>
      `TypeScript ${compilerOf(program)} does not work with the ts-node that @pulumi/pulumi loads programs with: install typescript 5 or 6 in the project`,
  },
  {
    pattern: /error TS(?:6046|5023|5095|5070|5107|5110|18003)[^\n]*/,
    line: ([found], program) =>
      `TypeScript ${compilerOf(program)} refuses the project's tsconfig.json (${found.replace(/^error /, "")}): install a typescript that knows the option, or change it`,
  },
  {
    pattern: /runtime\.getProject is not a function/,
    line: () =>
      `the modules of @pulumi/pulumi were loaded in an order that it does not support: update @pulumi/pulumi to ${PREPARED_SDK} or later`,
  },
  {
    pattern: /Failed to load gRPC binary|grpc_node\.node/,
    line: () =>
      "the native gRPC module of this @pulumi/pulumi is not built for this Node.js: update @pulumi/pulumi to 3.0.0 or later",
  },
];

/** One line for a failure that is known, or undefined. The program's folder says which compiler it has. */
export function knownFailure(text: string, program: string): string | undefined {
  for (const { pattern, line } of KNOWN) {
    const found = pattern.exec(text);
    if (found) return line(found, program);
  }
  return undefined;
}

/** The compiler that the SDK would load: the program's own, else the one that comes with the SDK. */
function compilerOf(program: string): string {
  try {
    const path = createRequire(join(program, "noop.js")).resolve("typescript/package.json");
    return versionIn(dirname(path)) ?? "";
  } catch {
    return "of @pulumi/pulumi";
  }
}
