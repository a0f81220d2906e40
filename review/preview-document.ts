import { isRecord } from "../growth/stack/document";
import type { ResourceDocument, StackDocument } from "../offline/report/document";
import { UsageError } from "../offline/errors";

/** What a property of a resource holds, as JSON has it; a secret is `[secret]`. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** What a preview writes in the place of a secret. */
export const SECRET = "[secret]";

/** Pulumi's mark of a value that only a deployment knows. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource of a preview's document; its inputs as JSON has them. */
export type Resource = Omit<ResourceDocument, "inputs" | "options"> & {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly options: ResourceOptions;
};

/** The options that decide what a change does. */
export type ResourceOptions = Required<
  Pick<
    ResourceDocument["options"],
    "aliases" | "ignoreChanges" | "replaceOnChanges" | "retainOnDelete" | "deleteBeforeReplace"
  >
>;

/** What a policy says of a resource. */
export type Finding = StackDocument["violations"][number];

/** One stack of a preview's document. */
export interface Stack {
  readonly stack: string;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, Value>>;
  /** Configuration of the providers, by their URN; those among the resources too. */
  readonly providers: ReadonlyMap<string, Readonly<Record<string, Value>>>;
  readonly findings: readonly Finding[];
  /** Messages of a program that failed. */
  readonly errors: readonly string[];
  readonly notSimulated: readonly string[];
  /** By pack, the level of each policy that is not disabled; undefined where no policy has seen it. */
  readonly policyLevels: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** False where it comes from a state, which no policy has seen. */
  readonly judged: boolean;
}

/**
 * Reads the document that `npm run preview -- --json` prints.
 *
 * @param source what the text is, for messages
 * @throws UsageError where it is none, or of a version that lacks what a review needs
 */
export function readDocument(text: string, source: string): readonly Stack[] {
  const document = parse(text);
  if (document === undefined) throw new UsageError(`${source}: the preview printed no JSON document`);
  const stacks = document["stacks"];
  if (!Array.isArray(stacks)) throw new UsageError(`${source}: the preview's document has no stacks`);
  return stacks.map((stack) => readStack(stack, source));
}

function readStack(stack: unknown, source: string): Stack {
  if (!isRecord(stack) || typeof stack["stack"] !== "string" || !Array.isArray(stack["resources"])) {
    throw new UsageError(
      `${source}: the preview's document is of an older layout: a stack without resources`,
    );
  }
  const diagnostics = list(stack["diagnostics"]).filter(isRecord);
  const resources = stack["resources"].map((resource) => readResource(resource, source));
  return {
    stack: stack["stack"],
    // A program registers in an order of its own at each run.
    resources: sortedBy(resources, ({ urn }) => urn),
    providers: providersAmong([
      ...list(stack["defaultProviders"])
        .filter(isRecord)
        .map(({ urn, inputs }) => ({ urn: text(urn), inputs: recordOf(inputs) })),
      ...resources,
    ]),
    outputs: recordOf(stack["outputs"]),
    findings: sortedBy(list(stack["violations"]).filter(isRecord).map(readFinding), (finding) =>
      Object.values(finding).join("\0"),
    ),
    errors: diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => text(message)),
    notSimulated: list(stack["notSimulated"]).map(text),
    policyLevels: levelsIn(stack["policyLevels"]),
    judged: true,
  };
}

/** Previews made by an older version have none. */
function levelsIn(levels: unknown): Stack["policyLevels"] {
  return isRecord(levels)
    ? Object.fromEntries(
        Object.entries(levels).map(([pack, policies]) => [
          pack,
          Object.fromEntries(
            Object.entries(recordOf(policies)).map(([policy, level]) => [policy, text(level)]),
          ),
        ]),
      )
    : undefined;
}

const recordOf = (value: unknown) => (isRecord(value) ? value : {}) as Record<string, Value>;

/** The configuration of every provider among resources. */
export function providersAmong(
  resources: readonly Pick<Resource, "urn" | "inputs">[],
): ReadonlyMap<string, Readonly<Record<string, Value>>> {
  return new Map(
    resources
      .filter(({ urn }) => urn.split("::")[2]?.split("$").at(-1)?.startsWith("pulumi:providers:") === true)
      .map(({ urn, inputs }) => [urn, inputs]),
  );
}

const OPERATIONS = ["create", "import", "read"] as const;

/** Reads one resource; a state's export has the same fields, but for the name and the options. */
export function readResource(resource: unknown, source: string): Resource {
  if (!isRecord(resource) || typeof resource["urn"] !== "string" || typeof resource["type"] !== "string") {
    throw new UsageError(`${source}: a resource has no URN or type`);
  }
  const { urn, type, inputs, dependencies, propertyDependencies } = resource;
  const options = isRecord(resource["options"]) ? resource["options"] : {};
  return {
    ...{ urn, type, name: urn.split("::").slice(3).join("::") },
    parent: text(resource["parent"]),
    custom: resource["custom"] === true,
    protect: resource["protect"] === true,
    operation:
      resource["external"] === true
        ? "read"
        : (OPERATIONS.find((each) => each === resource["operation"]) ?? "create"),
    provider: text(resource["provider"]),
    inputs: recordOf(inputs),
    dependencies: list(dependencies).map(text),
    propertyDependencies: Object.fromEntries(
      Object.entries(isRecord(propertyDependencies) ? propertyDependencies : {}).map(([key, urns]) => [
        key,
        list(urns).map(text),
      ]),
    ),
    options: {
      aliases: list(options["aliases"]).map(text),
      ignoreChanges: list(options["ignoreChanges"]).map(text),
      replaceOnChanges: list(options["replaceOnChanges"]).map(text),
      retainOnDelete: options["retainOnDelete"] === true || resource["retainOnDelete"] === true,
      deleteBeforeReplace: options["deleteBeforeReplace"] === true,
    },
  };
}

function readFinding(finding: Record<string, unknown>): Finding {
  const { pack, policy, enforcement, severity, urn, message } = finding;
  return {
    ...{ pack: text(pack), policy: text(policy), severity: text(severity), urn: text(urn) },
    enforcement: enforcement === "mandatory" ? "mandatory" : "advisory",
    message: text(message),
  };
}

/** The text as JSON, where that is an object; npm may print lines of its own before it. */
function parse(printed: string): Record<string, unknown> | undefined {
  const start = printed.startsWith("{") ? 0 : printed.indexOf("\n{") + 1;
  try {
    const document: unknown = JSON.parse(printed.slice(start));
    return isRecord(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** The objects of a list, or the one object that stands for it. */
export function records(value: unknown): readonly Record<string, unknown>[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isRecord);
}

function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);
}
