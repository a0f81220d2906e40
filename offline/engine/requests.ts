import { fileURLToPath } from "node:url";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { propertiesOf, structOf } from "../provider/structs";
import type { SourcePosition } from "./deployment";
import type { FormerPlace, Reading, Registration } from "./resources";

/** What a registration asks for. */
export function registrationOf(request: resource.RegisterResourceRequest): Registration {
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
    inputs: propertiesOf(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      [...request.getPropertydependenciesMap().entries()].map(([key, urns]) => [key, urns.getUrnsList()]),
    ),
    importId: request.getImportid(),
    formerly: request.getAliasesList().flatMap((alias): FormerPlace[] => {
      const spec = alias.getSpec();
      return spec === undefined
        ? []
        : [
            {
              ...{ name: spec.getName(), type: spec.getType() },
              ...{ stack: spec.getStack(), project: spec.getProject() },
              parent: spec.hasNoparent() ? "" : spec.hasParenturn() ? spec.getParenturn() : undefined,
            },
          ];
    }),
    trace: traceOf(request),
    options: {
      ignoreChanges: request.getIgnorechangesList(),
      deleteBeforeReplace: request.getDeletebeforereplacedefined()
        ? request.getDeletebeforereplace()
        : undefined,
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: [
        ...request.getAliasurnsList(),
        ...request
          .getAliasesList()
          .map((alias) => alias.getUrn())
          .filter((urn) => urn !== ""),
      ],
      timeouts: timeouts && {
        create: timeouts.getCreate(),
        update: timeouts.getUpdate(),
        delete: timeouts.getDelete(),
      },
      retainOnDelete: request.getRetainondelete() ?? false,
      deletedWith: request.getDeletedwith(),
      replaceOnChanges: request.getReplaceonchangesList(),
    },
  };
}

/** The program's call, from the inside out; a frame that is no file has no URI. */
function traceOf(request: resource.RegisterResourceRequest): SourcePosition[] {
  const frames = request.getStacktrace()?.getFramesList() ?? [];
  return frames.flatMap((frame) => {
    const position = frame.getPc();
    const uri = position?.getUri() ?? "";
    return position !== undefined && uri.startsWith("file:")
      ? [{ file: fileURLToPath(uri), line: position.getLine(), column: position.getColumn() }]
      : [];
  });
}

/** What a reading asks for. */
export function readingOf(request: resource.ReadResourceRequest): Reading {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    id: request.getId(),
    provider: request.getProvider(),
    version: request.getVersion(),
    downloadUrl: request.getPlugindownloadurl(),
    packageRef: request.getPackageref(),
    state: propertiesOf(request.getProperties()),
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
}

/** The message that would register a component's child, for the transforms that are to see it. */
export function childRequest(child: Registration): resource.RegisterResourceRequest {
  const request = new resource.RegisterResourceRequest();
  request.setType(child.type);
  request.setName(child.name);
  request.setParent(child.parent);
  request.setCustom(child.custom);
  request.setProtect(child.protect);
  request.setProvider(child.provider);
  request.setObject(structOf(child.inputs));
  request.setDependenciesList([...child.dependencies]);
  for (const [key, urns] of Object.entries(child.propertyDependencies)) {
    const dependencies = new resource.RegisterResourceRequest.PropertyDependencies();
    dependencies.setUrnsList([...urns]);
    request.getPropertydependenciesMap().set(key, dependencies);
  }
  return request;
}
