import type { Resource, ResourceOptions } from "../engine/deployment";
import { shown, type WireMap } from "../provider/wire";
import type { StackResult } from "../preview/result";

/** The document that `--json` prints; other tools read it, so its keys are a contract. */
export interface PreviewDocument {
  readonly project: string;
  readonly stacks: readonly StackDocument[];
}

export interface StackDocument {
  readonly stack: string;
  readonly succeeded: boolean;
  readonly resources: readonly ResourceDocument[];
  /** The providers that the program names nowhere, with their configuration. */
  readonly defaultProviders: readonly { readonly urn: string; readonly inputs: WireMap }[];
  readonly outputs: WireMap;
  readonly violations: readonly {
    readonly pack: string;
    readonly policy: string;
    readonly enforcement: "mandatory" | "advisory";
    readonly severity: string;
    readonly urn: string;
    readonly message: string;
    /** What the pack files the policy under, where it says so: controls of catalogues, requirements of frameworks. */
    readonly tags?: readonly string[] | undefined;
  }[];
  /** Findings that the configuration excuses for now. */
  readonly exempted: readonly {
    readonly pack: string;
    readonly policy: string;
    readonly urn: string;
    readonly reason: string;
    readonly expires: string;
  }[];
  /** Findings that the baseline holds, which `violations` has not. */
  readonly baselined: readonly { readonly pack: string; readonly policy: string; readonly urn: string }[];
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly message: string;
    readonly urn: string;
  }[];
  readonly summary: {
    readonly create: number;
    readonly policies: number;
    readonly mandatory: number;
    readonly advisory: number;
    /** How many types, functions and components are not simulated. */
    readonly notSimulated: number;
  };
  /** By pack, the level of each policy that is not disabled. */
  readonly policyLevels: StackResult["policyLevels"];
  /** Them, sorted. */
  readonly notSimulated: readonly string[];
  readonly timings: StackResult["timings"];
}

/** A resource: unknown values are Pulumi's own sentinel, secrets `[secret]`; an absent parent or provider is "". */
export interface ResourceDocument {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly protect: boolean;
  readonly operation: Resource["operation"];
  readonly provider: string;
  readonly inputs: WireMap;
  readonly dependencies: readonly string[];
  /** URNs that each input was made from; inputs made from none are left out. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Options of the resource as the program gives them. */
  readonly options: ResourceOptions;
}

/** Hides secrets in a text. */
export type Redact = (text: string) => string;

/** The document of a stack. */
export function stackDocument(result: StackResult, redact: Redact): StackDocument {
  return {
    stack: result.stack,
    succeeded: result.succeeded,
    resources: result.resources.map(resourceDocument),
    defaultProviders: result.defaultProviders.map(({ urn, inputs }) => ({ urn, inputs: shown(inputs) })),
    outputs: shown(result.outputs),
    violations: result.findings.map(({ pack, policy, enforcement, severity, urn, message, tags }) => ({
      ...{ pack, policy, enforcement, severity, urn },
      message: redact(message),
      ...(tags.length === 0 ? {} : { tags }),
    })),
    exempted: result.exempted,
    baselined: result.baselined.map(({ pack, policy, urn }) => ({ pack, policy, urn })),
    diagnostics: result.diagnostics.map(({ severity, message, urn }) => ({
      severity,
      message: redact(message),
      urn,
    })),
    summary: {
      create: result.resources.filter(({ operation }) => operation === "create").length,
      policies: result.policies,
      mandatory: result.findings.filter(({ enforcement }) => enforcement === "mandatory").length,
      advisory: result.findings.filter(({ enforcement }) => enforcement === "advisory").length,
      notSimulated: result.gaps.length,
    },
    policyLevels: result.policyLevels,
    notSimulated: result.gaps,
    timings: result.timings,
  };
}

function resourceDocument(resource: Resource): ResourceDocument {
  const { urn, type, name, parent, custom, protect, operation, provider, inputs } = resource;
  const { dependencies, options } = resource;
  const propertyDependencies = Object.fromEntries(
    Object.entries(resource.propertyDependencies).filter(([, urns]) => urns.length > 0),
  );
  return {
    ...{ urn, type, name, parent, custom, protect, operation, provider, inputs: shown(inputs), dependencies },
    ...{ propertyDependencies, options },
  };
}
