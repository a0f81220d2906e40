import { readFileSync, writeFileSync } from "node:fs";
import { isMap, isScalar, isSeq, parseDocument, type Document } from "yaml";
import { offlineResources, type OfflineStack } from "../compare/offline";
import { isDeepStrictEqual } from "node:util";
import type { OfflinePreview } from "./offline-preview";

/** A change of one value in a stack file. */
export interface KeyChange {
  /** Path of the key, `web-infra:services.app.scaling.max`. */
  readonly key: string;
  readonly from: Changeable;
  readonly to: Changeable;
  /** Offline preview of the stack with the change. */
  readonly preview: OfflineStack;
  /** URNs that it makes, changes or removes. */
  readonly changed: ReadonlySet<string>;
}

/** How many values are tried: each costs an offline preview without policies. */
const MAX_TRIES = 8;

type Path = readonly (string | number)[];
/** The CLI writes a number or truth value at the top of a stack file as text. */
type Changeable = number | boolean | string;

/**
 * Looks for a value of the stack file which can be changed: the first number that can be one more, else the first true or false that can
 * be the other, so that the program accepts it and at least one resource differs. The file keeps the change.
 */
export async function changeOneKey(
  configFile: string,
  before: OfflineStack,
  preview: OfflinePreview,
): Promise<KeyChange | undefined> {
  const text = readFileSync(configFile, "utf8");
  for (const path of candidates(parseDocument(text)).slice(0, MAX_TRIES)) {
    const document = parseDocument(text);
    const from = document.getIn(path) as Changeable;
    const to = other(from);
    document.setIn(path, to);
    writeFileSync(configFile, document.toString());
    const after = await preview({ unknowns: false, configFile, policies: false }).catch(() => undefined);
    const changed = after?.succeeded === true ? changedUrns(before, after) : new Set<string>();
    if (after && changed.size > 0) return { key: path.slice(1).join("."), from, to, preview: after, changed };
  }
  writeFileSync(configFile, text);
  return undefined;
}

/** One more, or the other truth value; a text stays a text. */
function other(value: Changeable): Changeable {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return /^\d+$/.test(value) ? String(Number(value) + 1) : String(value !== "true");
}

/** URNs of the resources that are in one of them only, or have other inputs. */
function changedUrns(before: OfflineStack, after: OfflineStack): Set<string> {
  const [old, now] = [offlineResources(before), offlineResources(after)];
  return new Set(
    [...new Set([...old.keys(), ...now.keys()])].filter(
      (urn) => !isDeepStrictEqual(old.get(urn)?.inputs, now.get(urn)?.inputs),
    ),
  );
}

/** Paths of the numbers, then of the truth values, in the order of the file. Values of providers are left alone. */
function candidates(document: Document): Path[] {
  const config = document.get("config");
  if (!isMap(config)) return [];
  const numbers: Path[] = [];
  const switches: Path[] = [];
  const walk = (node: unknown, path: Path): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) if (isScalar(key)) walk(value, [...path, String(key.value)]);
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => walk(item, [...path, index]));
    } else if (isScalar(node)) {
      if (/^\d+$/.test(String(node.value))) numbers.push(path);
      if (/^(?:true|false)$/.test(String(node.value))) switches.push(path);
    }
  };
  for (const { key, value } of config.items) {
    if (isScalar(key) && !/^(?:aws|pulumi)(?:-native)?:/.test(String(key.value))) {
      walk(value, ["config", String(key.value)]);
    }
  }
  return [...numbers, ...switches];
}
