import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { Resource } from "../engine/deployment";
import { structForProvider } from "../provider/structs";

/** Finds the provider resource of a reference. */
export type FindProvider = (reference: string) => Resource | undefined;

/** A resource as a policy sees it before it is made: its inputs. */
export function analyzeRequest(resource: Resource, findProvider: FindProvider): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(resource.urn);
  request.setName(resource.name);
  request.setProperties(structForProvider(resource.inputs));
  request.setOptions(optionsOf(resource));
  const provider = providerOf(resource, findProvider);
  if (provider) request.setProvider(provider);
  return encodedOnce(request);
}

/** Every pack gets the same message, and turning it into bytes is the larger part of sending it. */
function encodedOnce<Message extends { serializeBinary(): Uint8Array }>(message: Message): Message {
  const encode = message.serializeBinary.bind(message);
  let bytes: Uint8Array | undefined;
  message.serializeBinary = () => (bytes ??= encode());
  return message;
}

/** The whole stack as stack policies see it: outputs, parents and dependencies. */
export function stackRequest(
  resources: readonly Resource[],
  findProvider: FindProvider,
): analyzer.AnalyzeStackRequest {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(resources.map((resource) => stackResource(resource, findProvider)));
  return encodedOnce(request);
}

function stackResource(resource: Resource, findProvider: FindProvider): analyzer.AnalyzerResource {
  const message = new analyzer.AnalyzerResource();
  message.setType(resource.type);
  message.setUrn(resource.urn);
  message.setName(resource.name);
  message.setProperties(structForProvider(resource.outputs));
  message.setOptions(optionsOf(resource));
  message.setParent(resource.parent);
  message.setDependenciesList([...resource.dependencies]);
  for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new analyzer.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(key, dependencies);
  }
  const provider = providerOf(resource, findProvider);
  if (provider) message.setProvider(provider);
  return message;
}

function providerOf(
  resource: Resource,
  findProvider: FindProvider,
): analyzer.AnalyzerProviderResource | undefined {
  const provider = resource.provider === "" ? undefined : findProvider(resource.provider);
  if (!provider) return undefined;
  const message = new analyzer.AnalyzerProviderResource();
  message.setType(provider.type);
  message.setUrn(provider.urn);
  message.setName(provider.name);
  message.setProperties(structForProvider(provider.inputs));
  return message;
}

function optionsOf(resource: Resource): analyzer.AnalyzerResourceOptions {
  const { options } = resource;
  const message = new analyzer.AnalyzerResourceOptions();
  message.setProtect(resource.protect);
  message.setIgnorechangesList([...options.ignoreChanges]);
  message.setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined);
  message.setDeletebeforereplace(options.deleteBeforeReplace === true);
  message.setAdditionalsecretoutputsList([...options.additionalSecretOutputs]);
  message.setAliasesList([...options.aliases]);
  message.setParent(resource.parent);
  const timeouts = new analyzer.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(seconds(options.timeouts?.create));
  timeouts.setUpdate(seconds(options.timeouts?.update));
  timeouts.setDelete(seconds(options.timeouts?.delete));
  message.setCustomtimeouts(timeouts);
  return message;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Seconds of a duration such as `1h30m`. */
function seconds(duration = ""): number {
  return [...duration.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNIT_SECONDS[unit ?? ""] ?? 0),
    0,
  );
}
