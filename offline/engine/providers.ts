import { configure } from "../packages";
import { plain, withSecrets } from "../provider/properties";
import type { Provider } from "../provider/provider";
import { UNKNOWN_WIRE } from "../provider/wire";
import type { Deployment, Resource, ResourceOptions } from "./deployment";
import { EngineFault } from "./faults";
import { isProviderType, makeUrn, packageOf, providerType } from "./urn";

/** The package that a resource or function needs, as the SDK names it. */
export interface PackageRequest {
  readonly name: string;
  readonly version: string;
  readonly downloadUrl: string;
}

/** Options of a resource that the program gives none. */
export const NO_OPTIONS: ResourceOptions = {
  ignoreChanges: [],
  deleteBeforeReplace: undefined,
  additionalSecretOutputs: [],
  aliases: [],
  timeouts: undefined,
  retainOnDelete: false,
  deletedWith: "",
  replaceOnChanges: [],
};

/** Chooses the provider of a resource as the engine does: the one named, the parent's, else a default one. */
export class Providers {
  private readonly packages = new Map<string, PackageRequest>();
  private readonly instances = new Map<string, Provider>();

  constructor(
    private readonly deployment: Deployment,
    private readonly programDirectory: string,
  ) {}

  /** Remembers a package (`RegisterPackage`) and returns the reference by which resources name it. */
  register(request: PackageRequest): string {
    const reference = `${request.name}@${request.version}#${request.downloadUrl}`;
    this.packages.set(reference, request);
    return reference;
  }

  /** Package of a type or function token, with the version the SDK asks for. */
  request(token: string, packageRef: string, version: string, downloadUrl: string): PackageRequest {
    return this.packages.get(packageRef) ?? { name: packageOf(token), version, downloadUrl };
  }

  /** Reference to the provider of a custom resource. */
  resolve(reference: string, request: PackageRequest, parent: string, who: string): string {
    if (reference !== "") {
      if (!this.find(reference)) throw new EngineFault(`unknown provider '${reference}' for ${who}`);
      return reference;
    }
    return (
      this.inherited(parent, request.name) ??
      // Children of a remote component name no version: they share what the program uses.
      (request.version === "" ? this.anyDefault(request.name) : undefined) ??
      this.defaultProvider(request, who)
    );
  }

  /** Provider resource of a reference `<urn>::<id>`. */
  find(reference: string): Resource | undefined {
    const end = reference.lastIndexOf("::");
    return end < 0 ? undefined : this.deployment.find(reference.slice(0, end));
  }

  /** Provider of a package that the children of a remote component would use, as far as the component or its parents name one. */
  forChildren(component: Resource, packageName: string): string {
    return this.inherited(component.urn, packageName) ?? this.anyDefault(packageName) ?? "";
  }

  private inherited(parent: string, name: string): string | undefined {
    for (let urn = parent; urn !== "";) {
      const resource = this.deployment.find(urn);
      const found = resource?.providers.get(name);
      if (found !== undefined) return found;
      urn = resource?.parent ?? "";
    }
    return undefined;
  }

  private anyDefault(name: string): string | undefined {
    const found = this.deployment.resources.find(
      ({ isDefaultProvider, type }) => isDefaultProvider && type === providerType(name),
    );
    return found && `${found.urn}::${UNKNOWN_WIRE}`;
  }

  private defaultProvider(request: PackageRequest, who: string): string {
    this.checkAllowed(request.name, who);
    const { project, stack } = this.deployment;
    const suffix = request.version === "" ? "" : `_${request.version.replace(/[^A-Za-z0-9]/g, "_")}`;
    const name = `default${suffix}`;
    const type = providerType(request.name);
    const urn = makeUrn(stack, project, type, name, "");
    if (!this.deployment.find(urn)) {
      const configuration = this.configuration(request.name);
      const secret = Object.keys(configuration).filter((key) =>
        this.deployment.secretKeys.includes(`${request.name}:${key}`),
      );
      const inputs = withSecrets(
        plain(request.version === "" ? configuration : { ...configuration, version: request.version }),
        secret,
      );
      this.deployment.add({
        urn,
        type,
        name,
        inputs,
        outputs: inputs,
        parent: "",
        custom: true,
        remote: false,
        protect: false,
        operation: "create",
        provider: "",
        providers: new Map(),
        id: "",
        dependencies: [],
        propertyDependencies: {},
        options: NO_OPTIONS,
        isDefaultProvider: true,
      });
    }
    return `${urn}::${UNKNOWN_WIRE}`;
  }

  /** Configuration of the provider's own namespace, `aws:region`. */
  private configuration(name: string): Record<string, string> {
    const prefix = `${name}:`;
    const entries = Object.entries(this.deployment.config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]));
  }

  private checkAllowed(name: string, who: string): void {
    const setting = this.deployment.config["pulumi:disable-default-providers"];
    if (setting === undefined) return;
    const disabled: unknown = parsedOr(setting, []);
    if (Array.isArray(disabled) && (disabled.includes("*") || disabled.includes(name))) {
      throw new EngineFault(
        `default provider for '${name}' is disabled: ${who} must name an explicit provider`,
      );
    }
  }

  /** The provider of a reference, configured; without a reference, one of the package with the stack's configuration. */
  instance(reference: string, packageName: string): Provider {
    const resource = this.find(reference);
    const key = resource?.urn ?? packageName;
    let instance = this.instances.get(key);
    if (instance === undefined) {
      const variables = resource?.inputs.values ?? this.configuration(packageName);
      const region: unknown = variables["region"] ?? this.deployment.config["aws:region"];
      const configuration = { ...variables, ...(region === undefined ? {} : { region }) };
      instance = configure(packageName, configuration, this.programDirectory);
      this.instances.set(key, instance);
    }
    return instance;
  }
}

/** True for the resources that need a provider. */
export function needsProvider(type: string): boolean {
  return !isProviderType(type) && packageOf(type) !== "pulumi";
}

function parsedOr(text: string, fallback: unknown): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return fallback;
  }
}
