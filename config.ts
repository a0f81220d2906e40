/**
 * The only reader of the stack's configuration. All of it is checked as a whole, and every fault is reported at once
 * with the path of its key, before any resource is made.
 */
import { Region } from "@pulumi/aws/types/enums";
import * as pulumi from "@pulumi/pulumi";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import { z } from "zod";
import {
  deployPipelineConfigSchema,
  type DeployPipelineConfig,
  pipelineFoundationConfigSchema,
  type PipelineFoundationConfig,
} from "./components/deploy-pipeline";
import { networkConfigSchema, type NetworkConfig } from "./components/network";
import { applyRenames, formatFault, pathText, type Rename } from "./components/fields";
import { type Fault, faultsOf, format } from "./components/shared/validation";
import { SSR_SERVICE_RENAMES, ssrServiceConfigSchema, type SsrServiceConfig } from "./components/ssr-service";
import { STATIC_SITE_RENAMES, staticSiteConfigSchema, type StaticSiteConfig } from "./components/static-site";
import { stackFaults } from "./config-rules";

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
  values["sites"] = withPresentNames(values["sites"], STATIC_SITE_RENAMES, `${prefix}sites`, faults);
  values["services"] = withPresentNames(values["services"], SSR_SERVICE_RENAMES, `${prefix}services`, faults);
  const encrypted = new Set(faults.map((fault) => fault.path));
  faults.push(
    ...faultsOf(stackConfigSchema, values)
      .map((fault) => ({ ...fault, path: prefix + fault.path }))
      .filter((fault) => !encrypted.has(fault.path)),
  );
  const region = raw["aws:region"];
  const noRegion = regionFaults(region);
  faults.push(
    ...stackFaults(
      values,
      { site: siteSchema, service: serviceSchema },
      noRegion.length > 0 ? undefined : region,
    ).map((fault) => ({ ...fault, path: prefix + fault.path })),
    ...noRegion,
  );
  if (faults.length === 0) {
    return stackConfigSchema.parse(values) as StackConfig;
  }
  throw new ConfigError([...faults.map(format), ...hint(raw, prefix)].join("\n"));
}

/** Sites or services with the present names of their keys; each former one is a warning, and beside its new name a fault. */
function withPresentNames(
  entriesByName: unknown,
  renames: readonly Rename[],
  at: string,
  faults: Fault[],
): unknown {
  if (typeof entriesByName !== "object" || entriesByName === null || Array.isArray(entriesByName)) {
    return entriesByName;
  }
  const entries = Object.entries(entriesByName).map(([entry, given]) => {
    const { value, warnings, faults: found } = applyRenames(given, renames);
    warnings.forEach((each) => void pulumi.log.warn(formatFault(each, `${at}.${entry}.`)));
    faults.push(...found.map(({ path, message }) => ({ path: `${at}.${entry}.${pathText(path)}`, message })));
    return [entry, value];
  });
  return Object.fromEntries(entries);
}

const ENCRYPTED =
  "must not hold an encrypted value (secure:): which resources exist may not hang on a secret; " +
  "keep the secret in AWS Secrets Manager and give its ARN under services.<name>.secrets";

const REGIONS: ReadonlySet<string> = new Set(Object.values(Region));

/** Pulumi's AWS provider takes any text for a region, and fails at the first call of a host that does not exist. */
function regionFaults(region: string | undefined): Fault[] {
  return region === undefined || REGIONS.has(region)
    ? []
    : [{ path: "aws:region", message: `must be a region of AWS such as ap-northeast-2, got "${region}"` }];
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
