import { UsageError } from "../../offline/errors";

/** A resource of the preview's JSON document. */
export interface StackResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
}

/** One stack of the preview's JSON document, as far as growth reads it. */
export interface StackDocument {
  readonly stack: string;
  readonly resources: readonly StackResource[];
}

/** Reads the document that `npm run preview -- --json` prints. */
export function parseDocument(text: string): readonly StackDocument[] {
  const document = parse(text);
  if (!isRecord(document) || !Array.isArray(document["stacks"])) {
    throw new UsageError("the preview's document has no stacks");
  }
  return document["stacks"].filter(isRecord).map((stack) => ({
    stack: String(stack["stack"]),
    resources: (Array.isArray(stack["resources"]) ? stack["resources"] : []).filter(isResource),
  }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("the preview printed no JSON document");
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isResource(value: unknown): value is StackResource {
  return isRecord(value) && typeof value["type"] === "string" && isRecord(value["inputs"]);
}

/** A number that may be written as text. */
export function numberIn(inputs: Readonly<Record<string, unknown>>, key: string): number | undefined {
  const value = inputs[key];
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))
    ? Number(value)
    : undefined;
}

export function textIn(inputs: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = inputs[key];
  return typeof value === "string" ? value : undefined;
}

/** The region that an ARN or a zone's name among the inputs shows; the certificates of CloudFront aside. */
export function regionIn(resources: readonly StackResource[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { inputs } of resources) {
    for (const [, region] of JSON.stringify(inputs).matchAll(
      /arn:aws[\w-]*:[\w-]+:([a-z]{2}(?:-[a-z]+)+-\d):/g,
    )) {
      if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
