/** A stack that is like another one: its file holds what differs. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type * as stackFile from "../offline/project/stack-file";
import { type Fault, isRecord, nearest, type Path } from "../components/fields";
import { valuesOf } from "./texts";

type Values = Readonly<Record<string, unknown>>;

/** What the file of another stack says. */
export interface OtherStack {
  /** Values of the project's keys, without namespace. */
  readonly own: Values;
  /** Values of the provider's keys (`aws:`), which Pulumi reads from a stack's own file alone. */
  readonly aws: Values;
}

/** The stacks that have a file. */
export interface OtherStacks {
  readonly names: () => readonly string[];
  /** Undefined where the stack has no file. @throws {Error} with a line for each fault of one that Pulumi could not read */
  readonly read: (stack: string) => OtherStack | undefined;
}

/** The stack files of a folder, read as Pulumi reads that of the running stack. */
export function stackFilesOf(folder: string, project: string): OtherStacks {
  return {
    names: () =>
      readdirSync(folder).flatMap((file) => {
        const name = /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1];
        return name === undefined ? [] : [name];
      }),
    read: (stack) => {
      const path = join(folder, `Pulumi.${stack}.yaml`);
      if (!existsSync(path)) {
        return undefined;
      }
      // Only a stack that is like another one has need of a reader of YAML.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { readStackFile } = require("../offline/project/stack-file") as typeof stackFile;
      const entries = readStackFile(path, project);
      const encrypted = [...entries].flatMap(([key, entry]) => (entry.encrypted ? [key] : []));
      if (encrypted.length > 0) {
        throw new Error(encrypted.map((key) => `${key} holds an encrypted value (secure:)`).join("\n"));
      }
      const texts = Object.fromEntries([...entries].map(([key, { text }]) => [key, text]));
      const below = (namespace: string) => Object.fromEntries(valuesOf(texts, namespace));
      return { own: below(project), aws: below("aws") };
    },
  };
}

interface Given {
  readonly stack: string;
  readonly own: Values;
  readonly aws: Values;
}

/**
 * The values of a stack, with those of the stack that it is like: objects are joined, everything else is replaced, and `null`
 * takes a key away. `<stack>` in a text of either file is the name of the stack that is read.
 */
export function withLike(
  given: Given,
  others: OtherStacks,
): { readonly own: Values; readonly faults: Fault[] } {
  const { stack, own, aws } = given;
  const { like } = own;
  if (typeof like !== "string" || !/^[\w.-]+$/.test(like)) {
    // Anything else than a name is a fault of the schema.
    return { own: named(own, stack) as Values, faults: [] };
  }
  let other: OtherStack | undefined;
  try {
    other = like === stack ? undefined : others.read(like);
  } catch (error) {
    return { own: named(own, stack) as Values, faults: unreadable(like, error) };
  }
  if (other === undefined) {
    return { own: named(own, stack) as Values, faults: [noSuchStack(like, stack, others.names())] };
  }
  const merged = named(joined(other.own, own), stack) as Values;
  return {
    own: merged,
    faults: [
      ...(other.own["like"] === undefined ? [] : [chain(like, other.own["like"])]),
      ...(aws["region"] === undefined ? [noRegion(like, other.aws["region"])] : []),
      ...sharedHosts(named(other.own, like) as Values, merged, like),
    ],
  };
}

/** Names that a stack has instead of `<stack>`. */
function named(value: unknown, stack: string): unknown {
  if (typeof value === "string") {
    return value.replaceAll("<stack>", stack);
  }
  if (Array.isArray(value)) {
    return value.map((each) => named(each, stack));
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each, stack)]))
    : value;
}

function joined(base: unknown, own: unknown): unknown {
  if (!isRecord(base) || !isRecord(own)) {
    return own;
  }
  const kept = Object.entries(base).filter(([key]) => !Object.hasOwn(own, key));
  const given = Object.entries(own).flatMap(([key, value]) =>
    value === null && Object.hasOwn(base, key)
      ? []
      : [[key, Object.hasOwn(base, key) ? joined(base[key], value) : value] as const],
  );
  return Object.fromEntries([...kept, ...given]);
}

function noSuchStack(like: string, stack: string, names: readonly string[]): Fault {
  const possible = names.filter((name) => name !== stack);
  const meant = nearest(like, possible);
  const advice = meant === undefined ? `there are ${possible.sort().join(", ")}` : `did you mean ${meant}?`;
  return {
    path: ["like"],
    message: `must name another stack that has a file (${advice}), got ${JSON.stringify(like)}`,
  };
}

/** Each line of the message names the file and the place in it. */
function unreadable(like: string, error: unknown): Fault[] {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n");
  return lines.map((line) => ({
    path: ["like"],
    message: `must name a stack whose file can be read, and that of ${like} cannot: ${line}`,
  }));
}

function chain(like: string, further: unknown): Fault {
  return {
    path: ["like"],
    message: `must name a stack that stands by itself, and ${like} is like ${String(further)}: name that one, got "${like}"`,
  };
}

function noRegion(like: string, region: unknown): Fault {
  const example = typeof region === "string" ? region : "eu-west-1";
  return {
    path: ["like"],
    message: `does not bring the region along, since Pulumi reads the provider's keys from this file alone: write aws:region: ${example} here, as Pulumi.${like}.yaml has it`,
  };
}

/** Keys whose hosts only one stack can have. */
const HOSTS = ["domain", "aliases", "redirectFrom", "previews"] as const;

function hostsOf(values: Values): Map<unknown, Path> {
  const hosts = new Map<unknown, Path>();
  for (const section of ["sites", "services"]) {
    for (const [name, entry] of Object.entries(isRecord(values[section]) ? values[section] : {})) {
      for (const key of HOSTS) {
        const value = isRecord(entry) ? entry[key] : undefined;
        for (const host of Array.isArray(value) ? (value as unknown[]) : [value]) {
          if (typeof host === "string") {
            hosts.set(host, [section, name, key]);
          }
        }
      }
    }
  }
  return hosts;
}

function sharedHosts(base: Values, merged: Values, like: string): Fault[] {
  const taken = hostsOf(base);
  return [...hostsOf(merged)].flatMap(([host, path]) =>
    taken.has(host)
      ? [
          {
            path,
            message: `must be another host than that of stack ${like}: write it here, or write <stack> for the stack's name in Pulumi.${like}.yaml, got ${JSON.stringify(host)}`,
          },
        ]
      : [],
  );
}
