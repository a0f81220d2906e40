import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { CallResponse, CheckFailure, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { InvokeResponse as Answer } from "../provider/provider";
import { propertiesOf, structOf } from "../provider/structs";
import type { Deployment, Resource } from "./deployment";
import type { Components } from "./components";
import type { Invokes } from "./invoke";
import type { Hooks } from "./hooks";
import type { Providers } from "./providers";
import { childRequest, readingOf, registrationOf } from "./requests";
import type { Registration, Resources } from "./resources";
import type { Rpc } from "./rpc";
import type { Callbacks } from "./transforms";

const { ResourceMonitorFeature: Feature } = resource;

/**
 * What this engine can do, by the names under which SDKs ask for it one by one, and the numbers that newer ones expect with the facts
 * of the deployment. An SDK leaves out what an engine does not have: without "secrets", it sends every secret in plain text.
 */
const FEATURES: ReadonlyMap<string, resource.ResourceMonitorFeature> = new Map([
  ["secrets", Feature.RESOURCE_MONITOR_FEATURE_SECRETS],
  ["resourceReferences", Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES],
  ["outputValues", Feature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES],
  ["aliasSpecs", Feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS],
  ["replacementTrigger", Feature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER],
  ["deletedWith", Feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH],
  ["replaceWith", Feature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH],
  ["transforms", Feature.RESOURCE_MONITOR_FEATURE_TRANSFORMS],
  ["invokeTransforms", Feature.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS],
  ["parameterization", Feature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION],
  ["resourceHooks", Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS],
  ["errorHooks", Feature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS],
]);

/** What the service hands its calls to. */
export interface MonitorServices {
  readonly deployment: Deployment;
  readonly resources: Resources;
  readonly components: Components;
  readonly providers: Providers;
  readonly invokes: Invokes;
  readonly callbacks: Callbacks;
  readonly hooks: Hooks;
  readonly rpc: Rpc;
}

/** The ResourceMonitor service: what a program registers, reads and calls, and the answers. */
export function monitorService(
  services: MonitorServices,
): IResourceMonitorServer & UntypedServiceImplementation {
  const { callbacks, hooks, rpc } = services;
  const accepted = () => new Empty();
  return {
    ...deploymentHandlers(services),
    ...invokeHandlers(services),
    registerResource: rpc.handle((request) => registerResource(services, request)),
    readResource: rpc.handle((request) => readResource(services.resources, request)),
    registerResourceOutputs: rpc.handle((request) => registerOutputs(services.deployment, request)),
    registerStackTransform: rpc.handle((callback) => {
      callbacks.addStackTransform(callback);
      return new Empty();
    }),
    registerStackInvokeTransform: rpc.handle((callback) => {
      callbacks.addInvokeTransform(callback);
      return new Empty();
    }),
    registerResourceHook: rpc.handle((request) => {
      hooks.add(request);
      return new Empty();
    }),
    // They run when a change fails; a preview makes none.
    registerErrorHook: rpc.handle(accepted),
    signalAndWaitForShutdown: rpc.handle(accepted),
  };
}

function deploymentHandlers({ deployment, providers, rpc }: MonitorServices) {
  return {
    getDeploymentInfo: rpc.handle<Empty, resource.DeploymentInfo>(() => {
      const info = new resource.DeploymentInfo();
      info.setProject(deployment.project);
      info.setStack(deployment.stack);
      info.setOrganization("organization");
      for (const [key, value] of Object.entries(deployment.config)) info.getConfigMap().set(key, value);
      info.setConfigsecretkeysList([...deployment.secretKeys]);
      info.setDryrun(true);
      info.setSupportedfeaturesList([...FEATURES.values()]);
      return info;
    }),
    supportsFeature: rpc.handle<resource.SupportsFeatureRequest, resource.SupportsFeatureResponse>(
      (request) => {
        const response = new resource.SupportsFeatureResponse();
        response.setHassupport(FEATURES.has(request.getId()));
        return response;
      },
    ),
    registerPackage: rpc.handle<resource.RegisterPackageRequest, resource.RegisterPackageResponse>(
      (request) => {
        const parameterized = request.getParameterization();
        const response = new resource.RegisterPackageResponse();
        response.setRef(
          providers.register({
            name: parameterized?.getName() ?? request.getName(),
            version: parameterized?.getVersion() ?? request.getVersion(),
            downloadUrl: request.getDownloadUrl(),
          }),
        );
        return response;
      },
    ),
  };
}

function invokeHandlers({ callbacks, invokes, providers, rpc }: MonitorServices) {
  const providerOf = (request: resource.ResourceInvokeRequest | resource.ResourceCallRequest) => {
    const needed = providers.request(
      request.getTok(),
      request.getPackageref(),
      request.getVersion(),
      request.getPlugindownloadurl(),
    );
    return needed.name === "pulumi"
      ? request.getProvider()
      : providers.resolve(request.getProvider(), needed, "", request.getTok());
  };
  return {
    invoke: rpc.handle<resource.ResourceInvokeRequest, InvokeResponse>(async (request) => {
      await callbacks.transformInvoke(request);
      const args = propertiesOf(request.getArgs());
      const call = { token: request.getTok(), args, provider: providerOf(request) };
      return answered(new InvokeResponse(), await invokes.invoke(call));
    }),
    call: rpc.handle<resource.ResourceCallRequest, CallResponse>((request) => {
      const args = propertiesOf(request.getArgs());
      const call = { token: request.getTok(), args, provider: providerOf(request) };
      return answered(new CallResponse(), invokes.call(call));
    }),
  };
}

function answered<Response extends InvokeResponse | CallResponse>(
  response: Response,
  answer: Answer,
): Response {
  if ("failures" in answer) {
    response.setFailuresList(
      answer.failures.map(({ property, reason }) => {
        const failure = new CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        return failure;
      }),
    );
  } else {
    response.setReturn(structOf(answer.result));
  }
  return response;
}

async function registerResource(
  services: MonitorServices,
  request: resource.RegisterResourceRequest,
): Promise<resource.RegisterResourceResponse> {
  const { callbacks, deployment, hooks } = services;
  await callbacks.transform(request, ancestors(deployment, request.getParent()));
  const made = services.resources.register(registrationOf(request));
  callbacks.remember(made.urn, request.getCustom() ? [] : request.getTransformsList());
  if (made.remote) {
    await services.components.construct(made, (registration) => registerChild(services, registration));
  }
  const bound = request.getHooks();
  if (bound && made.operation === "create") {
    await hooks.around(made, bound.getBeforeCreateList(), bound.getAfterCreateList());
  }
  const response = new resource.RegisterResourceResponse();
  response.setUrn(made.urn);
  response.setId(made.id);
  response.setObject(structOf(made.outputs));
  if (made.remote) addPropertyDependencies(response, made);
  return response;
}

/** A child of a remote component: the transforms of the stack and of its parents are for it too. */
async function registerChild(services: MonitorServices, child: Registration): Promise<Resource> {
  const { callbacks, deployment, resources } = services;
  const parents = ancestors(deployment, child.parent);
  if (!callbacks.applyTo(parents)) return resources.register(child);
  const request = childRequest(child);
  await callbacks.transform(request, parents);
  return resources.register(registrationOf(request));
}

/** What comes out of a remote component depends on the component. */
function addPropertyDependencies(response: resource.RegisterResourceResponse, made: Resource): void {
  for (const key of Object.keys(made.outputs)) {
    const dependencies = new resource.RegisterResourceResponse.PropertyDependencies();
    dependencies.setUrnsList([made.urn]);
    response.getPropertydependenciesMap().set(key, dependencies);
  }
}

function ancestors(deployment: Deployment, parent: string): string[] {
  const urns: string[] = [];
  for (let urn = parent; urn !== ""; urn = deployment.find(urn)?.parent ?? "") urns.push(urn);
  return urns;
}

function readResource(
  resources: Resources,
  request: resource.ReadResourceRequest,
): resource.ReadResourceResponse {
  const read = resources.read(readingOf(request));
  const response = new resource.ReadResourceResponse();
  response.setUrn(read.urn);
  response.setProperties(structOf(read.outputs));
  return response;
}

function registerOutputs(deployment: Deployment, request: resource.RegisterResourceOutputsRequest): Empty {
  const made = deployment.find(request.getUrn());
  if (!made) throw new Error(`unknown resource ${request.getUrn()}`);
  made.outputs = propertiesOf(request.getOutputs());
  return new Empty();
}
