import type { Finding } from "../pulumi/events";
import { comparable, type ComparedResource } from "./resource";

/** The JSON document of an offline preview of one stack, as far as it is compared. */
export interface OfflineStack {
  readonly stack: string;
  readonly succeeded: boolean;
  readonly resources: readonly OfflineResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly violations: readonly Finding[];
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
}

export interface OfflineResource {
  readonly urn: string;
  readonly type: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly provider: string;
  readonly protect: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: {
    readonly ignoreChanges?: readonly string[];
    readonly additionalSecretOutputs?: readonly string[];
    readonly timeouts?: Readonly<Record<string, string>>;
    readonly retainOnDelete?: boolean;
    readonly deletedWith?: string;
    readonly replaceOnChanges?: readonly string[];
  };
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** Resources of an offline preview. */
export function offlineResources({ resources }: OfflineStack): Map<string, ComparedResource> {
  return new Map(resources.map((resource) => [resource.urn, comparedOf(resource)]));
}

export function offlineOutputs({ outputs }: OfflineStack): Readonly<Record<string, unknown>> {
  return comparable(outputs);
}

function comparedOf(resource: OfflineResource): ComparedResource {
  const { urn, type, parent, custom, protect, provider, options } = resource;
  return {
    ...{ urn, parent, custom, protect },
    provider: provider.split("::").slice(0, 4).join("::"),
    inputs: type === STACK_TYPE ? {} : comparable(resource.inputs),
    dependencies: sorted(resource.dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies)
        .map(([key, urns]) => [key, sorted(urns)] as const)
        .filter(([, urns]) => urns.length > 0),
    ),
    options: {
      ignoreChanges: sorted(options.ignoreChanges),
      additionalSecretOutputs: sorted(options.additionalSecretOutputs),
      customTimeouts: Object.fromEntries(
        Object.entries(options.timeouts ?? {})
          .map(([key, text]) => [key, seconds(text)] as const)
          .filter(([, time]) => time > 0),
      ),
      retainOnDelete: options.retainOnDelete ?? false,
      deletedWith: options.deletedWith ?? "",
      replaceOnChanges: sorted(options.replaceOnChanges),
    },
  };
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Seconds of a duration as Go writes it, `1h30m`. */
function seconds(text: string): number {
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? "s"] ?? 1),
    0,
  );
}

function sorted(list: readonly string[] = []): string[] {
  return [...new Set(list)].sort();
}
