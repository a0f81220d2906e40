import { isDefaultProvider } from "../pulumi/events";
import { comparable, type ComparedResource } from "./resource";

/** A resource as the engine reports it: in its state and in the steps of a preview (sdk/go/common/apitype/core.go, ResourceV3). */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly delete?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly additionalSecretOutputs?: readonly string[];
  readonly customTimeouts?: Readonly<Record<string, number>>;
  readonly ignoreChanges?: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly replaceOnChanges?: readonly string[];
}

const STACK_TYPE = "pulumi:pulumi:Stack";
const NANOSECONDS = 1_000_000_000;

/** Resources of a state or a preview, without the providers that the engine adds. */
export function engineResources(resources: readonly StateResource[]): Map<string, ComparedResource> {
  return new Map(
    resources
      .filter(({ urn }) => !isDefaultProvider(urn))
      .map((resource) => [resource.urn, comparedOf(resource)]),
  );
}

/** Outputs of the stack. */
export function engineOutputs(resources: readonly StateResource[]): Readonly<Record<string, unknown>> {
  return comparable(resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {});
}

function comparedOf(resource: StateResource): ComparedResource {
  const { urn, type, parent = "", custom = false, protect = false, provider = "" } = resource;
  return {
    ...{ urn, parent, custom, protect },
    provider: provider.split("::").slice(0, 4).join("::"),
    // The stack has none: its registration carries the outputs.
    inputs: type === STACK_TYPE ? {} : comparable(resource.inputs ?? {}),
    dependencies: sorted(resource.dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies ?? {})
        .map(([key, urns]) => [key, sorted(urns ?? [])] as const)
        .filter(([, urns]) => urns.length > 0),
    ),
    options: {
      ignoreChanges: sorted(resource.ignoreChanges),
      additionalSecretOutputs: sorted(resource.additionalSecretOutputs),
      customTimeouts: Object.fromEntries(
        Object.entries(resource.customTimeouts ?? {})
          .filter(([, time]) => time > 0)
          .map(([key, time]) => [key, time >= NANOSECONDS ? time / NANOSECONDS : time]),
      ),
      retainOnDelete: resource.retainOnDelete ?? false,
      deletedWith: resource.deletedWith ?? "",
      replaceOnChanges: sorted(resource.replaceOnChanges),
    },
  };
}

function sorted(list: readonly string[] = []): string[] {
  return [...new Set(list)].sort();
}
