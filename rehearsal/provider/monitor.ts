import { credentials } from "@grpc/grpc-js";
import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { makeUrn, packageOf, STACK_TYPE } from "../../offline/engine/urn";
import { UNKNOWN_WIRE } from "../../offline/provider/wire";
import { UNKNOWN, type Properties } from "../../offline/provider/properties";
import type {
  ChildResource,
  InvokeRequest,
  InvokeResponse,
  RegisteredResource,
  ResourceMonitor,
} from "../../offline/provider/provider";
import { propertiesOf, structOf } from "../../offline/provider/structs";

const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** The engine that a component is constructed for, over its `ResourceMonitor` service. */
export class EngineMonitor implements ResourceMonitor {
  private readonly client: ResourceMonitorClient;

  /** References (`<urn>::<id>`) of the provider resources among the children. */
  private readonly references = new Map<string, string>();

  constructor(private readonly request: messages.ConstructRequest) {
    this.client = new ResourceMonitorClient(request.getMonitorendpoint(), credentials.createInsecure(), {
      "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
      "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    });
  }

  /** Registers the component itself, with the options that the program gave it, and returns its URN. */
  async registerComponent(inputs: Properties): Promise<string> {
    const { request } = this;
    const component = this.registration(request.getType(), request.getName(), request.getParent(), inputs);
    component.setCustom(false);
    component.setProtect(request.getProtect() ?? false);
    component.setDependenciesList(request.getDependenciesList());
    component.setAliasesList(request.getAliasesList());
    component.setIgnorechangesList(request.getIgnorechangesList());
    for (const [name, reference] of request.getProvidersMap().entries()) {
      component.getProvidersMap().set(name, reference);
    }
    for (const [key, dependencies] of request.getInputdependenciesMap().entries()) {
      setDependencies(component, key, dependencies.getUrnsList());
    }
    return (await this.register(component)).getUrn();
  }

  async registerResource(child: ChildResource): Promise<RegisteredResource> {
    const { request } = this;
    const parent = child.parent === "" ? this.stackUrn() : child.parent;
    const message = this.registration(child.type, child.name, parent, child.inputs);
    message.setCustom(child.custom);
    message.setProtect(request.getProtect() ?? false);
    message.setProvider(
      child.provider === undefined
        ? this.providerFor(child.type)
        : (this.references.get(child.provider) ?? `${child.provider}::`),
    );
    message.setDependenciesList([...child.dependencies]);
    for (const [key, urns] of Object.entries(child.propertyDependencies)) setDependencies(message, key, urns);
    const response = await this.register(message);
    const id = response.getId();
    if (child.type.startsWith("pulumi:providers:")) {
      this.references.set(response.getUrn(), `${response.getUrn()}::${id || UNKNOWN_WIRE}`);
    }
    return {
      urn: response.getUrn(),
      id: child.custom ? id || UNKNOWN : undefined,
      outputs: propertiesOf(response.getObject()),
    };
  }

  async invoke({ token, args }: InvokeRequest): Promise<InvokeResponse | undefined> {
    const message = new resource.ResourceInvokeRequest();
    message.setTok(token);
    message.setArgs(structOf(args));
    message.setProvider(this.providerFor(token));
    message.setAcceptresources(true);
    const response = await new Promise<messages.InvokeResponse>((settle, fail) => {
      this.client.invoke(message, (error, answer) => (error ? fail(error) : settle(answer)));
    });
    const failures = response
      .getFailuresList()
      .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
    return failures.length > 0 ? { failures } : { result: propertiesOf(response.getReturn()) };
  }

  /** The provider that the program gives the component for this package; "" leaves the choice to the engine. */
  private providerFor(token: string): string {
    return this.request.getProvidersMap().get(packageOf(token)) ?? "";
  }

  private stackUrn(): string {
    const [project, stack] = [this.request.getProject(), this.request.getStack()];
    return makeUrn(stack, project, STACK_TYPE, `${project}-${stack}`, "");
  }

  async registerOutputs(urn: string, outputs: Properties): Promise<void> {
    const message = new resource.RegisterResourceOutputsRequest();
    message.setUrn(urn);
    message.setOutputs(structOf(outputs));
    await new Promise<void>((settle, fail) => {
      this.client.registerResourceOutputs(message, (error) => (error ? fail(error) : settle()));
    });
  }

  close(): void {
    this.client.close();
  }

  private registration(type: string, name: string, parent: string, inputs: Properties) {
    const message = new resource.RegisterResourceRequest();
    message.setType(type);
    message.setName(name);
    message.setParent(parent);
    message.setObject(structOf(inputs));
    message.setAcceptsecrets(true);
    message.setAcceptresources(true);
    message.setSupportspartialvalues(true);
    message.setSupportsresultreporting(true);
    // As the SDKs do: without any, the engine takes each input to be made from everything that the resource depends on.
    for (const key of Object.keys(inputs.values)) setDependencies(message, key, []);
    return message;
  }

  private register(message: resource.RegisterResourceRequest): Promise<resource.RegisterResourceResponse> {
    return new Promise((settle, fail) => {
      this.client.registerResource(message, (error, response) => {
        if (error) fail(error);
        else if (response.getResult() !== resource.Result.SUCCESS) {
          fail(new Error(`the engine did not make ${message.getType()} '${message.getName()}'`));
        } else settle(response);
      });
    });
  }
}

function setDependencies(
  message: resource.RegisterResourceRequest,
  key: string,
  urns: readonly string[],
): void {
  const dependencies = new resource.RegisterResourceRequest.PropertyDependencies();
  dependencies.setUrnsList([...urns]);
  message.getPropertydependenciesMap().set(key, dependencies);
}
