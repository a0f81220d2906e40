import type { PlainProperties, SimulationContext } from "../contract";
import type { Deployment, Resource } from "./deployment";
import { asRecord } from "../project/project";
import { EngineFault } from "./faults";
import { isProviderType, makeUrn, packageOf, providerType } from "./urn";
import { plainMap, UNKNOWN_WIRE, type Wire } from "./wire";

/** The package that a resource or function needs, as the SDK names it. */
export interface PackageRequest {
  readonly name: string;
  readonly version: string;
  readonly downloadUrl: string;
}

const NO_OPTIONS = {
  ignoreChanges: [],
  deleteBeforeReplace: undefined,
  additionalSecretOutputs: [],
  aliases: [],
  timeouts: undefined,
} as const;

/** Account that simulated ARNs name where the configuration does not say which it is. */
const ACCOUNT = "000000000000";
const REGION = "us-east-1";

/** Chooses the provider of a resource as the engine does: the one named, the parent's, else a default one. */
export class Providers {
  private readonly packages = new Map<string, PackageRequest>();

  constructor(private readonly deployment: Deployment) {}

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

  /** Provider that the children of a remote component would use: the component's own for AWS, as far as it has one. */
  forChildren(component: Resource): string {
    return this.inherited(component.urn, "aws") ?? component.provider;
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
      const inputs: Record<string, Wire> = this.configuration(request.name);
      if (request.version !== "") inputs["version"] = request.version;
      this.deployment.add({
        ...{
          urn,
          type,
          name,
          inputs,
          outputs: inputs,
          parent: "",
          custom: true,
          remote: false,
          protect: false,
        },
        ...{ operation: "create", provider: "", providers: new Map(), id: "", dependencies: [] },
        ...{ propertyDependencies: {}, options: NO_OPTIONS, isDefaultProvider: true },
      });
    }
    return `${urn}::${UNKNOWN_WIRE}`;
  }

  /** Configuration of the provider's own namespace, `aws:region`. */
  private configuration(name: string): Record<string, Wire> {
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

  /** Where a resource would be made: its own `region`, else its provider's, else the configuration's. */
  context(reference: string, properties: Readonly<Record<string, unknown>>): SimulationContext {
    const inputs = this.find(reference)?.inputs ?? this.configuration("aws");
    const provider = plainMap(inputs);
    const region =
      firstText(properties["region"], provider["region"], this.deployment.config["aws:region"]) ?? REGION;
    const account = accountOf(provider);
    const defaultTags = tagsOf(provider["defaultTags"]);
    return {
      account: account ?? ACCOUNT,
      region,
      partition: region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws",
      stack: this.deployment.stack,
      project: this.deployment.project,
      ...(defaultTags === undefined ? {} : { defaultTags }),
    };
  }
}

/** True for the resources that need a provider. */
export function needsProvider(type: string): boolean {
  return !isProviderType(type) && packageOf(type) !== "pulumi";
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find(
    (value): value is string => typeof value === "string" && value !== "" && value !== UNKNOWN_WIRE,
  );
}

function parsedOr(text: string, fallback: unknown): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return fallback;
  }
}

/** The account that a provider works in, as far as its configuration says: the one it allows, else that of the last role it assumes. */
function accountOf(provider: Readonly<Record<string, unknown>>): string | undefined {
  const roles = [provider["assumeRole"], provider["assumeRoles"]]
    .flatMap(listOf)
    .map((role) => asRecord(role)?.["roleArn"]);
  return firstText(...listOf(provider["allowedAccountIds"]), accountOfArn(roles.at(-1)));
}

/** A list as the program gives it, or as configuration does: as JSON. */
function listOf(value: unknown): readonly unknown[] {
  const list = typeof value === "string" ? parsedOr(value, []) : value;
  return Array.isArray(list) ? (list as unknown[]) : asRecord(list) ? [list] : [];
}

function accountOfArn(arn: unknown): string | undefined {
  return typeof arn === "string" ? /^arn:[\w-]+:iam::(\d{12}):/.exec(arn)?.[1] : undefined;
}

/** `tags` of `defaultTags`, which configuration gives as JSON. */
function tagsOf(defaultTags: unknown): PlainProperties | undefined {
  const block = asRecord(typeof defaultTags === "string" ? parsedOr(defaultTags, {}) : defaultTags);
  return asRecord(block?.["tags"]);
}
