import { readFileSync } from "node:fs";
import { LineCounter, parseDocument, type Document } from "yaml";
import { messageOf, UsageError } from "../errors";
import { shownPath } from "./paths";
import { AS_PULUMI, misleading } from "./yaml-as-pulumi";
import { conflictIn, parserFaults, unresolved, type YamlFault } from "./yaml-faults";

/** A YAML (or JSON) file as read: its value, and where each part of it stands. */
export interface YamlFile {
  readonly path: string;
  readonly value: unknown;
  /** `Pulumi.dev.yaml:7`, the line of the value at this path, or of the nearest one above it. */
  readonly where: (path: readonly (string | number)[]) => string;
  /** A line, with its place, for each value that is another one to the Pulumi CLI than it looks. */
  readonly warnings: readonly string[];
}

/** Reads a YAML file; a malformed one is a {@link UsageError} that names file, line and fault. */
export function readYamlFile(path: string): YamlFile {
  let text: string;
  try {
    text = textOf(readFileSync(path));
  } catch (error) {
    throw new UsageError(`${shownPath(path)}: cannot be read: ${messageOf(error)}`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    ...AS_PULUMI,
  });
  const placed = ({ offset, message }: YamlFault) =>
    `${shownPath(path)}:${lines.linePos(offset).line}: ${message}`;
  const conflict = conflictIn(text);
  if (conflict) throw new UsageError(placed(conflict));
  const faults = parserFaults(document, text);
  if (faults.length > 0) throw new UsageError(faults.map(placed).join("\n"));
  const open = unresolved(document);
  if (open.length > 0) throw new UsageError(open.map(placed).join("\n"));
  const where = (at: readonly (string | number)[]): string => {
    const offset = offsetOf(document, at);
    return `${shownPath(path)}:${offset === undefined ? 1 : lines.linePos(offset).line}`;
  };
  const warnings = misleading(document).map(placed);
  try {
    return { path, value: document.toJS({ maxAliasCount: 1000 }) as unknown, where, warnings };
  } catch (error) {
    throw new UsageError(`${shownPath(path)}: ${messageOf(error)}`);
  }
}

/** UTF-8, or UTF-16 with its mark, as some editors on Windows write; the CLI reads both and nothing else. */
function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("it is not UTF-8: save it in that encoding");
  }
}

function offsetOf(document: Document, path: readonly (string | number)[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const items = (parent as { items?: unknown[] } | undefined)?.items ?? [];
    for (const item of items) {
      const pair = item as { key?: { value?: unknown; range?: number[] } };
      if (pair.key?.value === key && pair.key?.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as { range?: number[] } | undefined;
    if (node?.range) return node.range[0];
  }
  return undefined;
}
