import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../pulumi/events";
import type { ComparedResource } from "./resource";
import { isObject, SECRET } from "./resource";

/** One thing in which the engine and the offline preview differ. */
export interface Difference {
  /** URN of the resource, or "" for the stack. */
  readonly urn: string;
  /** What it is about, a path such as `inputs.tags.Name`, `dependencies`, `finding cf-waf`. */
  readonly path: string;
  /** As the engine has it; undefined where it has nothing. */
  readonly engine: unknown;
  /** As the offline preview has it. */
  readonly offline: unknown;
}

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Compares resources: which there are, and every part of each. */
export function compareResources(
  engine: ReadonlyMap<string, ComparedResource>,
  offline: ReadonlyMap<string, ComparedResource>,
  encrypted = false,
): Difference[] {
  const urns = new Set([...engine.keys(), ...offline.keys()]);
  return [...urns].flatMap((urn) => {
    const [real, preview] = [engine.get(urn), offline.get(urn)];
    if (!real || !preview) {
      return [{ urn, path: "resource", engine: real && "made", offline: preview && "made" }];
    }
    return compareValues(real, preview, encrypted).map((difference) => ({ urn, ...difference }));
  });
}

/** Compares the outputs of the stack. */
export function compareOutputs(
  engine: Readonly<Record<string, unknown>>,
  offline: Readonly<Record<string, unknown>>,
  encrypted = false,
): Difference[] {
  return compareValues(engine, offline, encrypted, ["outputs"]).map((difference) => ({
    urn: "",
    ...difference,
  }));
}

/** Compares findings by pack, policy, level, resource and message. */
export function compareFindings(engine: readonly Finding[], offline: readonly Finding[]): Difference[] {
  const left = new Map(engine.map((finding) => [keyOf(finding), finding]));
  const right = new Map(offline.map((finding) => [keyOf(finding), finding]));
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [real, preview] = [left.get(key), right.get(key)];
    const finding = real ?? preview;
    if (!finding || (real && preview)) return [];
    return [
      {
        urn: finding.urn,
        path: `finding ${finding.pack}/${finding.policy}`,
        engine: real && `${real.enforcement}: ${real.message}`,
        offline: preview && `${preview.enforcement}: ${preview.message}`,
      },
    ];
  });
}

function keyOf({ pack, policy, enforcement, urn, message }: Finding): string {
  // The pack names a key of the stack's file with `<name>`; the offline preview knows which entry it is.
  const said = message.split("\n").filter((line) => !line.startsWith("To do: "));
  return JSON.stringify([pack, policy, enforcement, urn, said.at(-1)]);
}

/** Paths at which two values differ, as deep as both are objects or lists. */
function compareValues(
  engine: unknown,
  offline: unknown,
  encrypted: boolean,
  path: readonly string[] = [],
): Omit<Difference, "urn">[] {
  if (isDeepStrictEqual(engine, offline)) return [];
  // The offline preview decrypts nothing: what the engine knows as a secret is unknown to it.
  if (encrypted && engine === SECRET && (offline === UNKNOWN || offline === SECRET)) return [];
  const [left, right] = [entriesOf(engine), entriesOf(offline)];
  if (!left || !right || Array.isArray(engine) !== Array.isArray(offline)) {
    return [{ path: path.join("."), engine, offline }];
  }
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
    compareValues(left[key], right[key], encrypted, [...path, key]),
  );
}

function entriesOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (Array.isArray(value)) return Object.fromEntries((value as unknown[]).entries());
  return isObject(value) ? value : undefined;
}
