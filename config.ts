/**
 * The only reader of the stack's configuration. All of it is checked as a whole, and every fault is reported at once
 * with the path of its key, before any resource is made.
 */
import * as pulumi from "@pulumi/pulumi";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import { z } from "zod";
import {
  deployPipelineConfigSchema,
  type DeployPipelineConfig,
  pipelineFoundationConfigSchema,
  type PipelineFoundationConfig,
} from "./components/deploy-pipeline";
import { networkConfigSchema, type NetworkConfig, placementFaults } from "./components/network";
import { type Fault, faultsOf, format } from "./components/shared/validation";
import { regionFaults, ssrServiceConfigSchema, type SsrServiceConfig } from "./components/ssr-service";
import {
  isInZone,
  placedHostsOf,
  staticSiteConfigSchema,
  type StaticSiteConfig,
  zoneFaults,
} from "./components/static-site";

/** A site as the configuration holds it: what StaticSite takes, and its releases. */
export type SiteConfig = StaticSiteConfig & {
  /** Releases the site from a Bitbucket repository. Without it, release by hand: `npm run release`. */
  readonly pipeline?: DeployPipelineConfig;
};

/** A service as the configuration holds it: what SsrService takes, and its releases. */
export type ServiceConfig = SsrServiceConfig & {
  /** Releases the service from a Bitbucket repository. */
  readonly pipeline?: DeployPipelineConfig;
};

/** The configuration of one stack: the keys of `Pulumi.<stack>.yaml` under the project's name. */
export interface StackConfig {
  /** Name of the Route 53 public hosted zone in which every domain lies, e.g. `example.com`. Required. */
  readonly zone: string;
  /**
   * Id of that zone, e.g. `Z0123456789ABCDEFGHIJ`: where several zones have the name, or the look-up is not allowed.
   * @default looked up by `zone`
   */
  readonly zoneId?: string;
  /**
   * Address that is told of every alarm, and of releases that fail, recover or wait for approval. AWS asks it to confirm before it sends anything.
   * @default none: alarms exist and show in the console, nobody is told
   */
  readonly alarmEmail?: string;
  /**
   * Protects what holds data or cannot be made again in minutes from deletion, in Pulumi and, where AWS has it, in AWS.
   * @default false
   */
  readonly protect: boolean;
  /**
   * What all pipelines of the stack share: the Bitbucket connection, who is told of releases, how long artifacts are
   * kept. Nothing is made without a pipeline.
   */
  readonly pipelines?: PipelineFoundationConfig;
  /** The VPC of the services: an existing one, or how to build one. Nothing is made without services. */
  readonly network?: NetworkConfig;
  /** Static sites by name. The name becomes part of the names of their resources. @default none */
  readonly sites: Readonly<Record<string, SiteConfig>>;
  /** Server-rendered services by name; a service may not have the name of a site. @default none */
  readonly services: Readonly<Record<string, ServiceConfig>>;
}

const MAX_NAME = 20;

const name = z
  .string()
  .regex(
    new RegExp(`^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,${MAX_NAME - 1}}$`),
    `name must be 1 to ${MAX_NAME} lower-case letters, digits and single hyphens, beginning with a letter`,
  );

const domainName = z
  .string()
  .regex(
    /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    "must be a lower-case domain name without a trailing dot, such as example.com",
  );

/** What a component takes, and its releases. That schema and interface agree is held beside each of them. */
function withPipeline<T>(schema: z.ZodObject): z.ZodType<T> {
  const extended: unknown = schema.safeExtend({ pipeline: deployPipelineConfigSchema.optional() });
  return extended as z.ZodType<T>;
}

const siteSchema = withPipeline<SiteConfig>(staticSiteConfigSchema);
const serviceSchema = withPipeline<ServiceConfig>(ssrServiceConfigSchema);

const stackConfigSchema = z.strictObject({
  zone: domainName,
  zoneId: z
    .string()
    .regex(/^Z[A-Z0-9]{1,31}$/, "must be a hosted zone id such as Z0123456789ABCDEFGHIJ")
    .optional(),
  alarmEmail: z.email("must be an e-mail address").optional(),
  protect: z.boolean().default(false),
  pipelines: pipelineFoundationConfigSchema.optional(),
  network: networkConfigSchema.optional(),
  sites: z.record(name, siteSchema).default({}),
  services: z.record(name, serviceSchema).default({}),
});

/** The keys that hold one word or number; all others hold YAML structures, which Pulumi hands over as JSON. */
const SCALARS = new Set(["zone", "zoneId", "alarmEmail"]);

/** Thrown for a configuration with faults; the message has one line for each and needs no stack trace. */
export class ConfigError extends pulumi.RunError {}

/** Reads and checks the configuration of the running stack. @throws {ConfigError} that lists every fault */
export function loadConfig(): StackConfig {
  // The SDK exports this function without declaring it.
  const { isConfigSecret } = runtimeConfig as unknown as { isConfigSecret: (key: string) => boolean };
  return parseConfig(runtimeConfig.allConfig(), pulumi.getProject(), isConfigSecret);
}

/**
 * Checks raw configuration: keys with their namespace, values as Pulumi hands them over.
 *
 * @throws {ConfigError} that lists every fault
 */
export function parseConfig(
  raw: Readonly<Record<string, string>>,
  project: string,
  isSecret: (key: string) => boolean = () => false,
): StackConfig {
  const prefix = `${project}:`;
  const faults: Fault[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(raw)) {
    if (!key.startsWith(prefix)) {
      continue;
    }
    const field = key.slice(prefix.length);
    if (isSecret(key)) {
      faults.push({ path: key, message: ENCRYPTED });
    } else {
      values[field] = SCALARS.has(field) ? text : fromJson(text);
    }
  }
  const encrypted = new Set(faults.map((fault) => fault.path));
  faults.push(
    ...faultsOf(stackConfigSchema, values)
      .map((fault) => ({ ...fault, path: prefix + fault.path }))
      .filter((fault) => !encrypted.has(fault.path)),
  );
  faults.push(
    ...[...crossFaults(values), ...surroundingFaults(values, raw["aws:region"])].map((fault) => ({
      ...fault,
      path: prefix + fault.path,
    })),
  );
  if (faults.length === 0) {
    return stackConfigSchema.parse(values) as StackConfig;
  }
  throw new ConfigError([...faults.map(format), ...hint(raw, prefix)].join("\n"));
}

const ENCRYPTED =
  "must not hold an encrypted value (secure:): which resources exist may not hang on a secret; " +
  "keep the secret in AWS Secrets Manager and give its ARN under services.<name>.secrets";

/** What no single site or service shows. Judges those that are valid by themselves, so that all faults come at once. */
function crossFaults(values: Record<string, unknown>): Fault[] {
  const zone = typeof values["zone"] === "string" ? values["zone"] : undefined;
  const faults: Fault[] = [];
  const taken = new Map<string, string>();
  const take = (host: string, path: string) => {
    const other = taken.get(host);
    if (other === undefined) {
      taken.set(host, path);
    } else {
      faults.push({ path, message: `must not be a host that ${other} has already, got "${host}"` });
    }
  };
  for (const [site, args] of valid(siteSchema, values["sites"])) {
    placedHostsOf(args).forEach(({ host, path }) => take(host, `sites.${site}.${path}`));
    faults.push(
      ...zoneFaults(args, zone).map((fault) => ({ ...fault, path: `sites.${site}.${fault.path}` })),
    );
  }
  for (const [service, args] of valid(serviceSchema, values["services"])) {
    const { domain, aliases = [] } = args;
    const hosts = [
      { host: domain, path: "domain" },
      ...aliases.map((host, i) => ({ host, path: `aliases[${i}]` })),
    ];
    for (const { host, path } of hosts) {
      take(host, `services.${service}.${path}`);
      if (zone !== undefined && !isInZone(host, zone)) {
        faults.push({
          path: `services.${service}.${path}`,
          message: `must be in the hosted zone ${zone}, got "${host}"`,
        });
      }
    }
    if (isRecord(values["sites"]) && service in values["sites"]) {
      faults.push({ path: `services.${service}`, message: "must have another name: a site has this one" });
    }
  }
  return faults;
}

/** What a service asks for and the rest of the stack does not give. */
function surroundingFaults(values: Record<string, unknown>, region: string | undefined): Fault[] {
  const network = networkConfigSchema.safeParse(values["network"] ?? {});
  return valid(serviceSchema, values["services"]).flatMap(([service, args]) =>
    [
      ...(network.success ? placementFaults(network.data, args) : []),
      ...(region === undefined ? [] : regionFaults(args, region)),
      ...(args.eventNotifications === true && values["alarmEmail"] === undefined
        ? [{ path: "eventNotifications", message: "has no effect without alarmEmail, got true" }]
        : []),
    ].map((fault) => ({ ...fault, path: `services.${service}.${fault.path}` })),
  );
}

function valid<T extends z.ZodType>(schema: T, entries: unknown): [string, z.output<T>][] {
  return Object.entries(isRecord(entries) ? entries : {}).flatMap(([key, value]) => {
    const result = schema.safeParse(value);
    return result.success ? [[key, result.data] as [string, z.output<T>]] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Most likely the project was renamed by `pulumi new` while the stack files kept the old prefix. */
function hint(raw: Readonly<Record<string, string>>, prefix: string): string[] {
  const renamed = Object.keys(raw).find(
    (key) => /:(zone|sites|services)$/.test(key) && !key.startsWith(prefix),
  );
  return renamed === undefined
    ? []
    : [`${renamed}: belongs to another project; write ${prefix}${renamed.slice(renamed.indexOf(":") + 1)}`];
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
