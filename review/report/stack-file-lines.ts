import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, LineCounter, parseDocument, type Node } from "yaml";
import type { PropertyChange } from "../compare/property-changes";
import type { StackFile } from "../revisions/stack-files";

/** A key of a stack's file; its path from the top, without `config`. */
interface Key {
  readonly path: readonly string[];
  readonly line: number;
  readonly value: unknown;
}

/** The lines of a stack's file, and which of them a change touches. */
export class StackFileLines {
  readonly #keys: readonly Key[];
  readonly #changed: readonly Key[];

  constructor({ text, former }: StackFile) {
    this.#keys = keysOf(text);
    this.#changed = former === undefined ? [] : changedKeys(keysOf(former), this.#keys);
  }

  /** The line of a key that a message names, `web-infra:services.app.scaling`: its own, or that of the nearest key around it. */
  ofKey(name: string): number | undefined {
    const path = name.split(".");
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.#keys.find((key) => isDeepStrictEqual(key.path, path.slice(0, length)));
      if (found !== undefined) return found.line;
    }
    return undefined;
  }

  /** The shallowest key of a name. */
  entry(name: string): readonly string[] | undefined {
    return this.#keys
      .filter(({ path }) => path.at(-1) === name)
      .sort((a, b) => a.path.length - b.path.length)[0]?.path;
  }

  /**
   * The line that a change of a resource comes from: of the changed keys in the resource's entry the one that its properties name or
   * whose value they hold, else the first of them; else a changed key that concerns the whole stack; else the entry itself.
   *
   * @param names of the resource and of the components around it, the nearest first
   */
  ofChange(names: readonly string[], properties: readonly PropertyChange[]): number {
    const entry = names.map((name) => this.entry(name)).find((path) => path !== undefined);
    const inEntry = entry === undefined ? [] : this.#changed.filter(({ path }) => startsWith(path, entry));
    const ofStack = this.#changed.filter(({ path }) => concernsStack(path, names));
    const best = bestOf(inEntry, properties) ?? bestOf(ofStack, properties);
    if (best !== undefined) return best.line;
    if (entry !== undefined) return this.ofPath(entry);
    return this.#changed.length === 1 ? (this.#changed[0]?.line ?? 1) : 1;
  }

  private ofPath(path: readonly string[]): number {
    return this.#keys.find((key) => isDeepStrictEqual(key.path, path))?.line ?? 1;
  }
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((part, at) => path[at] === part);

/** `aws:region` concerns every resource, `web-infra:network.cidrBlock` those of the network. */
function concernsStack([first = ""]: readonly string[], names: readonly string[]): boolean {
  if (first.startsWith("aws:")) return true;
  const own = first.split(":").at(-1) ?? "";
  return own !== "" && names.some((name) => name === own || name.startsWith(`${own}-`));
}

function bestOf(keys: readonly Key[], properties: readonly PropertyChange[]): Key | undefined {
  const weight = ({ path, value }: Key): number => {
    const name = (path.at(-1) ?? "").toLowerCase().replace(/^.*:/, "");
    const named = properties.some((change) => change.path.toLowerCase().includes(name));
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    const held =
      text !== "" &&
      properties.some(({ after }) => after !== undefined && JSON.stringify(after).includes(text));
    return (held ? 2 : 0) + (named ? 1 : 0);
  };
  return keys.reduce<Key | undefined>(
    (best, key) => (best === undefined || weight(key) > weight(best) ? key : best),
    undefined,
  );
}

/** Every key of a file, in its order. */
function keysOf(text: string): readonly Key[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const keys: Key[] = [];
  const add = (node: unknown, path: readonly string[]): void => {
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key) || !key.range) continue;
      const own = path.length === 0 && key.value === "config" ? [] : [...path, String(key.value)];
      const { line } = counter.linePos(key.range[0]);
      if (own.length > 0) keys.push({ path: own, line, value: (value as Node | null)?.toJS(document) });
      add(value, own);
    }
  };
  add(document.contents, []);
  return keys;
}

/** The deepest keys that are new or have another value; for one that is gone, the key around it. */
function changedKeys(before: readonly Key[], after: readonly Key[]): readonly Key[] {
  const nameOf = ({ path }: Key): string => path.join("\0");
  const [was, is] = [
    new Map(before.map((key) => [nameOf(key), key])),
    new Map(after.map((key) => [nameOf(key), key])),
  ];
  const changed = after.filter((key) => !isDeepStrictEqual(was.get(nameOf(key))?.value, key.value));
  const deepest = changed.filter(
    (key) =>
      !was.has(nameOf(key)) ||
      !changed.some((other) => other.path.length > key.path.length && startsWith(other.path, key.path)),
  );
  // Of what is new as a whole, its own line counts, not each of its parts.
  const own = deepest.filter(
    (key) => !after.some((other) => isAbove(other.path, key.path) && !was.has(nameOf(other))),
  );
  const gone = before.filter((key) => !is.has(nameOf(key)));
  const around = gone.flatMap(({ path }): Key[] => {
    for (let length = path.length - 1; length > 0; length -= 1) {
      const parent = is.get(path.slice(0, length).join("\0"));
      if (parent !== undefined) return [{ path, line: parent.line, value: undefined }];
    }
    return [];
  });
  return [...own, ...around];
}

const isAbove = (above: readonly string[], path: readonly string[]): boolean =>
  above.length < path.length && startsWith(path, above);
