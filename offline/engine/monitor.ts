import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { CallResponse, CheckFailure, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Deployment, Resource } from "./deployment";
import type { FunctionResult, Functions } from "./functions";
import type { Hooks } from "./hooks";
import type { Providers } from "./providers";
import type { Registrar, Registration } from "./registration";
import type { Rpc } from "./rpc";
import { mapOf, structOf } from "./structs";
import type { Callbacks } from "./transforms";
import { normalizedMap } from "./wire";

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

export interface MonitorParts {
  readonly deployment: Deployment;
  readonly registrar: Registrar;
  readonly providers: Providers;
  readonly functions: Functions;
  readonly callbacks: Callbacks;
  readonly hooks: Hooks;
  readonly rpc: Rpc;
}

/** The ResourceMonitor service: what a program tells the engine, and what it is told back. */
export function monitorService(parts: MonitorParts): IResourceMonitorServer & UntypedServiceImplementation {
  const { callbacks, hooks, rpc } = parts;
  const accepted = () => new Empty();
  return {
    ...deploymentHandlers(parts),
    ...functionHandlers(parts),
    registerResource: rpc.handle((request) => registerResource(parts, request)),
    readResource: rpc.handle((request) => readResource(parts, request)),
    registerResourceOutputs: rpc.handle((request) => registerOutputs(parts.deployment, request)),
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

function deploymentHandlers({ deployment, providers, rpc }: MonitorParts) {
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

function functionHandlers({ callbacks, functions, providers, rpc }: MonitorParts) {
  const providerOf = (request: resource.ResourceInvokeRequest | resource.ResourceCallRequest) => {
    const asked = providers.request(
      request.getTok(),
      request.getPackageref(),
      request.getVersion(),
      request.getPlugindownloadurl(),
    );
    return asked.name === "pulumi"
      ? request.getProvider()
      : providers.resolve(request.getProvider(), asked, "", request.getTok());
  };
  return {
    invoke: rpc.handle<resource.ResourceInvokeRequest, InvokeResponse>(async (request) => {
      await callbacks.transformInvoke(request);
      const call = { token: request.getTok(), args: mapOf(request.getArgs()), provider: providerOf(request) };
      return answered(new InvokeResponse(), await functions.invoke(call));
    }),
    call: rpc.handle<resource.ResourceCallRequest, CallResponse>((request) => {
      const call = { token: request.getTok(), args: mapOf(request.getArgs()), provider: providerOf(request) };
      return answered(new CallResponse(), functions.call(call));
    }),
  };
}

function answered<Response extends InvokeResponse | CallResponse>(
  response: Response,
  result: FunctionResult,
): Response {
  if ("failure" in result) {
    const failure = new CheckFailure();
    failure.setReason(result.failure);
    response.setFailuresList([failure]);
  } else {
    response.setReturn(structOf(result.values));
  }
  return response;
}

async function registerResource(
  parts: MonitorParts,
  request: resource.RegisterResourceRequest,
): Promise<resource.RegisterResourceResponse> {
  await parts.callbacks.transform(request, ancestors(parts.deployment, request.getParent()));
  const made = parts.registrar.register(registrationOf(request));
  const hooks = request.getHooks();
  if (hooks && made.operation === "create") {
    await parts.hooks.around(made, hooks.getBeforeCreateList(), hooks.getAfterCreateList());
  }
  parts.callbacks.remember(made.urn, request.getCustom() ? [] : request.getTransformsList());
  const response = new resource.RegisterResourceResponse();
  response.setUrn(made.urn);
  response.setId(made.id);
  response.setObject(structOf(made.outputs));
  if (made.remote) addPropertyDependencies(response, made);
  return response;
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

function registrationOf(request: resource.RegisterResourceRequest): Registration {
  const timeouts = request.getCustomtimeouts();
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    protect: request.getProtect() === true,
    provider: request.getProvider(),
    providers: new Map(request.getProvidersMap().entries()),
    version: request.getVersion(),
    downloadUrl: request.getPlugindownloadurl(),
    packageRef: request.getPackageref(),
    inputs: mapOf(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      [...request.getPropertydependenciesMap().entries()].map(([key, urns]) => [key, urns.getUrnsList()]),
    ),
    importId: request.getImportid(),
    options: {
      ignoreChanges: request.getIgnorechangesList(),
      deleteBeforeReplace: request.getDeletebeforereplacedefined()
        ? request.getDeletebeforereplace()
        : undefined,
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: request
        .getAliasesList()
        .map((alias) => alias.getUrn())
        .filter((urn) => urn !== ""),
      timeouts: timeouts && {
        create: timeouts.getCreate(),
        update: timeouts.getUpdate(),
        delete: timeouts.getDelete(),
      },
    },
  };
}

function readResource(
  parts: MonitorParts,
  request: resource.ReadResourceRequest,
): resource.ReadResourceResponse {
  const read = parts.registrar.read({
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    id: request.getId(),
    provider: request.getProvider(),
    version: request.getVersion(),
    downloadUrl: request.getPlugindownloadurl(),
    packageRef: request.getPackageref(),
    state: mapOf(request.getProperties()),
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  });
  const response = new resource.ReadResourceResponse();
  response.setUrn(read.urn);
  response.setProperties(structOf(read.outputs));
  return response;
}

function registerOutputs(deployment: Deployment, request: resource.RegisterResourceOutputsRequest): Empty {
  const made = deployment.find(request.getUrn());
  if (!made) throw new Error(`unknown resource ${request.getUrn()}`);
  made.outputs = normalizedMap(mapOf(request.getOutputs()));
  return new Empty();
}
