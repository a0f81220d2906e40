import { credentials } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest, type Callback } from "@pulumi/pulumi/proto/callback_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { EngineFault } from "./faults";

/** The program's own transforms and hooks, called back through the server that its SDK starts. */
export class Callbacks {
  private readonly clients = new Map<string, CallbacksClient>();
  private readonly stackTransforms: Callback[] = [];
  private readonly invokeTransforms: Callback[] = [];
  /** Transforms of a component, which its children inherit. */
  private readonly ofResource = new Map<string, readonly Callback[]>();

  addStackTransform(callback: Callback): void {
    this.stackTransforms.push(callback);
  }

  addInvokeTransform(callback: Callback): void {
    this.invokeTransforms.push(callback);
  }

  /** Remembers the transforms of a component once its URN is known. */
  remember(urn: string, transforms: readonly Callback[]): void {
    if (transforms.length > 0) this.ofResource.set(urn, transforms);
  }

  /** Own transforms first, then those of each parent upwards, then the stack's. */
  private forResource(own: readonly Callback[], parents: readonly string[]): readonly Callback[] {
    return [...own, ...parents.flatMap((urn) => this.ofResource.get(urn) ?? []), ...this.stackTransforms];
  }

  /** True if there are transforms for a resource with these parents. */
  applyTo(parents: readonly string[]): boolean {
    return this.forResource([], parents).length > 0;
  }

  /** Applies the transforms to a registration, in place. */
  async transform(request: resource.RegisterResourceRequest, parents: readonly string[]): Promise<void> {
    for (const callback of this.forResource(request.getTransformsList(), parents)) {
      const call = new resource.TransformRequest();
      call.setType(request.getType());
      call.setName(request.getName());
      call.setCustom(request.getCustom());
      call.setParent(request.getParent());
      call.setProperties(request.getObject());
      call.setOptions(optionsOf(request));
      const answer = resource.TransformResponse.deserializeBinary(
        await this.call(callback, call.serializeBinary()),
      );
      if (answer.getProperties()) request.setObject(answer.getProperties());
      const options = answer.getOptions();
      if (options) applyOptions(request, options);
    }
  }

  /** Applies the transforms to a function call, in place. */
  async transformInvoke(request: resource.ResourceInvokeRequest): Promise<void> {
    for (const callback of this.invokeTransforms) {
      const call = new resource.TransformInvokeRequest();
      call.setToken(request.getTok());
      call.setArgs(request.getArgs());
      const options = new resource.TransformInvokeOptions();
      options.setProvider(request.getProvider());
      options.setVersion(request.getVersion());
      options.setPluginDownloadUrl(request.getPlugindownloadurl());
      call.setOptions(options);
      const answer = resource.TransformInvokeResponse.deserializeBinary(
        await this.call(callback, call.serializeBinary()),
      );
      if (answer.getArgs()) request.setArgs(answer.getArgs());
      const changed = answer.getOptions();
      if (changed) {
        request.setProvider(changed.getProvider());
        request.setVersion(changed.getVersion());
        request.setPlugindownloadurl(changed.getPluginDownloadUrl());
      }
    }
  }

  /** Calls the program back. */
  call(callback: Callback, bytes: Uint8Array): Promise<Uint8Array> {
    const target = callback.getTarget();
    let client = this.clients.get(target);
    if (!client) {
      client = new CallbacksClient(target, credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
      });
      this.clients.set(target, client);
    }
    const request = new CallbackInvokeRequest();
    request.setToken(callback.getToken());
    request.setRequest(bytes);
    return new Promise((resolve, reject) => {
      client.invoke(request, (error, response) => {
        if (error) reject(new EngineFault(error.details));
        else resolve(response.getResponse_asU8());
      });
    });
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }
}

function optionsOf(request: resource.RegisterResourceRequest): resource.TransformResourceOptions {
  const options = new resource.TransformResourceOptions();
  options.setDependsOnList(request.getDependenciesList());
  if (request.hasProtect()) options.setProtect(request.getProtect() === true);
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() === true);
  options.setDeletedWith(request.getDeletedwith());
  options.setReplaceWithList(request.getReplaceWithList());
  if (request.getDeletebeforereplacedefined())
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  for (const [name, reference] of request.getProvidersMap().entries()) {
    options.getProvidersMap().set(name, reference);
  }
  options.setHooks(request.getHooks());
  options.setImport(request.getImportid());
  options.setHideDiffList(request.getHidediffsList());
  return options;
}

function applyOptions(
  request: resource.RegisterResourceRequest,
  options: resource.TransformResourceOptions,
): void {
  request.setDependenciesList(options.getDependsOnList());
  if (options.hasProtect()) request.setProtect(options.getProtect() === true);
  request.setIgnorechangesList(options.getIgnoreChangesList());
  request.setReplaceonchangesList(options.getReplaceOnChangesList());
  request.setVersion(options.getVersion());
  request.setAliasesList(options.getAliasesList());
  request.setProvider(options.getProvider());
  if (options.hasCustomTimeouts()) request.setCustomtimeouts(options.getCustomTimeouts());
  request.setPlugindownloadurl(options.getPluginDownloadUrl());
  if (options.hasRetainOnDelete()) request.setRetainondelete(options.getRetainOnDelete() === true);
  request.setDeletedwith(options.getDeletedWith());
  request.setReplaceWithList(options.getReplaceWithList());
  if (options.hasDeleteBeforeReplace()) {
    request.setDeletebeforereplace(options.getDeleteBeforeReplace() === true);
    request.setDeletebeforereplacedefined(true);
  }
  request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
  for (const [name, reference] of options.getProvidersMap().entries()) {
    request.getProvidersMap().set(name, reference);
  }
  request.setImportid(options.getImport());
}
