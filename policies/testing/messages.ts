/** The analyzer protocol's messages for a resource that a test describes. */
import {
  AnalyzerProviderResource,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeRequest,
  AnalyzeStackRequest,
  type AnalyzeDiagnostic,
  type AnalyzeResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** Pulumi's mark of a text that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as a program would register it. */
export interface Planted {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Names of the resources that each property was computed from. */
  readonly uses?: Readonly<Record<string, readonly string[]>>;
  /** Name of the parent. */
  readonly parent?: string;
  /** Settings of the resource's provider. */
  readonly provider?: Readonly<Record<string, unknown>>;
}

/** What a policy reported of a resource. */
export interface Finding {
  readonly policy: string;
  readonly level: "advisory" | "mandatory" | "remediate" | "disabled";
  /** Name of the resource; empty where the policy named none. */
  readonly resource: string;
  readonly message: string;
}

export function urnOf({ type, name }: Pick<Planted, "type" | "name">): string {
  return `urn:pulumi:prod::example::${type}::${name}`;
}

export function analyzeRequest(resource: Planted): AnalyzeRequest {
  const request = new AnalyzeRequest()
    .setType(resource.type)
    .setName(resource.name)
    .setUrn(urnOf(resource))
    .setProperties(structOf(resource.props))
    .setOptions(new AnalyzerResourceOptions());
  return resource.provider === undefined ? request : request.setProvider(providerOf(resource.provider));
}

export function stackRequest(program: readonly Planted[]): AnalyzeStackRequest {
  const urns = new Map(program.map((resource) => [resource.name, urnOf(resource)]));
  const urn = (name: string) => {
    const found = urns.get(name);
    if (found === undefined) {
      throw new Error(`the program has no resource named ${name}`);
    }
    return found;
  };
  return new AnalyzeStackRequest().setResourcesList(
    program.map((resource) => {
      const uses = Object.entries(resource.uses ?? {});
      const message = new AnalyzerResource()
        .setType(resource.type)
        .setName(resource.name)
        .setUrn(urnOf(resource))
        .setProperties(structOf(resource.props))
        .setOptions(new AnalyzerResourceOptions())
        .setParent(resource.parent === undefined ? "" : urn(resource.parent))
        .setDependenciesList([...new Set(uses.flatMap(([, names]) => names.map(urn)))]);
      if (resource.provider !== undefined) {
        message.setProvider(providerOf(resource.provider));
      }
      for (const [property, names] of uses) {
        message
          .getPropertydependenciesMap()
          .set(property, new AnalyzerPropertyDependencies().setUrnsList(names.map(urn)));
      }
      return message;
    }),
  );
}

function providerOf(props: Readonly<Record<string, unknown>>): AnalyzerProviderResource {
  return new AnalyzerProviderResource()
    .setType("pulumi:providers:aws")
    .setName("explicit")
    .setUrn(urnOf({ type: "pulumi:providers:aws", name: "explicit" }))
    .setProperties(structOf(props));
}

export function structOf(props: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
}

/** The name at the end of a URN; undefined where there is no URN. */
function nameOf(urn: string): string | undefined {
  return urn === "" ? undefined : urn.split("::").at(-1);
}

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;

export function findingsOf(response: AnalyzeResponse, resource = ""): Finding[] {
  return response.getDiagnosticsList().map((diagnostic: AnalyzeDiagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()],
    resource: nameOf(diagnostic.getUrn()) ?? resource,
    message: diagnostic.getMessage(),
  }));
}
