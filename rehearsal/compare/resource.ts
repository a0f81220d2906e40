import { ARCHIVE, ASSET, RESOURCE, SECRET as SECRET_MARK, SIGNATURE } from "../../offline/provider/wire";

/** A resource in the form in which the offline preview and the engine are compared. */
export interface ComparedResource {
  readonly urn: string;
  readonly parent: string;
  readonly custom: boolean;
  /** URN of the provider, without its id. */
  readonly provider: string;
  readonly protect: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ComparedOptions;
}

/** Options of a resource that both report. An alias stands in a state only where a resource was found by it. */
export interface ComparedOptions {
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** In seconds; what is not set is missing. */
  readonly customTimeouts: Readonly<Record<string, number>>;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  readonly replaceOnChanges: readonly string[];
}

/** What a secret is shown as. */
export const SECRET = "[secret]";

const ASSET_SIGNATURES: ReadonlySet<string> = new Set([ASSET, ARCHIVE]);
const ASSET_KEYS = ["path", "text", "uri", "assets"];
/** A secret inside a container whose other parts are plain: Pulumi's own text for it. */
const SHOWN_OTHERWISE = new Set(["[secret]"]);

/** Properties as both sides show them: no bookkeeping of a provider, secrets as `[secret]`, an asset by what it is made of. */
export function comparable(properties: unknown): Readonly<Record<string, unknown>> {
  const value = shown(properties);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("__")))
    : {};
}

function shown(value: unknown): unknown {
  if (typeof value === "string") return SHOWN_OTHERWISE.has(value) ? SECRET : value;
  if (Array.isArray(value)) return (value as unknown[]).map(shown);
  if (!isObject(value)) return value;
  const signature = value[SIGNATURE];
  if (signature === SECRET_MARK) return SECRET;
  if (signature === RESOURCE) return value["id"] ?? value["urn"];
  if (typeof signature === "string" && ASSET_SIGNATURES.has(signature)) {
    return shown(
      Object.fromEntries(
        Object.entries(value).filter(([key, part]) => ASSET_KEYS.includes(key) && part !== ""),
      ),
    );
  }
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, shown(item)]));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
