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

/** A fault that the compiler finds at no place, or in a tsconfig.json: not one of the program, whose faults stand at its lines. */
const CONFIGURATION_FAULT = /^\s*(?:[^\s(]*tsconfig[^\s(]*\.json\(\d+,\d+\): )?error (TS\d+: [^\n]*)/m;

/** What SDKs and compilers say when they do not fit together, and what it means. */
const KNOWN: readonly KnownFailure[] = [
  {
    pattern: /Cannot read propert(?:y|ies)[^\n]*\bfileExists\b[^]*\bts-node\b/,
    line: (_, program) =>
      `TypeScript ${compilerOf(program)} does not work with the ts-node that @pulumi/pulumi loads programs with: install typescript 5 or 6 in the project`,
  },
  {
    pattern: CONFIGURATION_FAULT,
    line: (found, program) => {
      const faults = found.input.matchAll(new RegExp(CONFIGURATION_FAULT, "gm"));
      const said = [...faults].map(([, fault = ""]) => shortened(fault)).join("; ");
      return `TypeScript ${compilerOf(program)} refuses the project's tsconfig.json (${said}): install a typescript that knows what it asks for, or change it`;
    },
  },
  {
    // What ts-node throws in the thread that loads ES modules arrives as an object that is no error and has no text.
    pattern: /Cannot convert object to primitive value\n[^\n]*\buncaughtHandler\b/,
    line: (_, program) =>
      `TypeScript ${compilerOf(program)} refuses the program or its tsconfig.json, and ts-node loses its words where the program is an ES module: npx tsc --noEmit in the project says them`,
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

/** Long enough to say what is wrong: the compiler goes on to list each value that there is, a hundred for some options. */
const LONGEST_FAULT = 120;

function shortened(text: string): string {
  const [first = ""] = text.split(/\.(?=\s|$)/);
  return first.length > LONGEST_FAULT ? `${first.slice(0, LONGEST_FAULT)} …` : first;
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
