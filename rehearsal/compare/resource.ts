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

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const ASSET_SIGNATURES = new Set(["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"]);
const REFERENCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";
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
  if (signature === SECRET_SIGNATURE) return SECRET;
  if (signature === REFERENCE_SIGNATURE) return value["id"] ?? value["urn"];
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
