import { merged, plain, UNKNOWN, type Properties } from "../provider/properties";
import type { InvokeRequest, InvokeResponse } from "../provider/provider";
import type { Deployment, Resource } from "./deployment";
import type { Providers } from "./providers";
import { resultFields } from "./result-fields";
import { outputsOf, type StackOutputs } from "./stack-references";
import { packageOf } from "./urn";

/** A call of a provider function, or of a method of a resource. */
export interface ProviderCall extends InvokeRequest {
  /** Reference of the provider. */
  readonly provider: string;
}

/** Key of the one unknown value in a result whose fields are not known: it makes the whole of it unknown. */
const WHOLE = "unknown";

/** Answers provider functions and methods. */
export class Invokes {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly programDirectory: string,
    private readonly stackOutputs: StackOutputs,
  ) {}

  async invoke({ provider, ...request }: ProviderCall): Promise<InvokeResponse> {
    const { token } = request;
    if (packageOf(token) === "pulumi") return { result: this.builtin(request) };
    const response = this.providers.instance(provider, packageOf(token)).invoke(request);
    if (response) return response;
    this.deployment.reportNotSimulated(
      token,
      `${token} is not simulated: its result is unknown in the offline preview`,
    );
    const fields = await resultFields(this.programDirectory, token);
    return { result: plain(Object.fromEntries((fields ?? [WHOLE]).map((field) => [field, UNKNOWN]))) };
  }

  /** A call by the provider of a remote component: of the provider that its children have. */
  async forComponent(component: Resource, request: InvokeRequest): Promise<InvokeResponse | undefined> {
    const name = packageOf(request.token);
    if (name === "pulumi") return { result: this.builtin(request) };
    return Promise.resolve(
      this.providers.instance(this.providers.forChildren(component, name), name).invoke(request),
    );
  }

  /** A method. No simulated provider has any. */
  call({ token }: ProviderCall): InvokeResponse {
    this.deployment.reportNotSimulated(
      token,
      `the method ${token} is not simulated: its result is unknown in the offline preview`,
    );
    return { result: plain({ [WHOLE]: UNKNOWN }) };
  }

  /** Functions of the engine itself. */
  private builtin({ token, args }: InvokeRequest): Properties {
    switch (token) {
      case "pulumi:pulumi:getResource":
        return this.getResource(args.values["urn"]);
      case "pulumi:pulumi:readStackOutputs":
      case "pulumi:pulumi:readStackResourceOutputs":
        return this.readStackOutputs(args.values["name"]);
      default:
        throw new Error(`${token}: no such function of the engine`);
    }
  }

  private getResource(urn: unknown): Properties {
    const resource = typeof urn === "string" ? this.deployment.find(urn) : undefined;
    if (!resource) throw new Error(`unknown resource ${JSON.stringify(urn)}`);
    const { id, outputs } = resource;
    return {
      values: { urn: resource.urn, id, state: outputs.values },
      secrets: outputs.secrets.map((path) => ["state", ...path]),
    };
  }

  private readStackOutputs(name: unknown): Properties {
    const found = typeof name === "string" ? outputsOf(name, this.stackOutputs) : undefined;
    const named = plain({ name: name ?? null });
    if (!found) return merged(named, plain({ outputs: UNKNOWN, secretOutputNames: UNKNOWN }));
    return merged(named, plain({ outputs: found.values, secretOutputNames: [...found.secretNames] }));
  }
}
