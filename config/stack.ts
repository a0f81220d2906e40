/** The configuration of a stack: its keys, their schema, and the one step that checks all of it. */
import { z } from "zod";
import {
  deployPipelineConfigSchema,
  type DeployPipelineConfig,
  pipelineFoundationConfigSchema,
  type PipelineFoundationConfig,
} from "../components/deploy-pipeline";
import {
  applyRenames,
  email,
  type Fault,
  hostName,
  normalize,
  OBJECTS,
  type Rename,
  within,
  zoneId,
  isRecord,
} from "../components/fields";
import { networkConfigSchema, type NetworkConfig } from "../components/network";
import {
  SSR_SERVICE_RENAMES,
  ssrServiceConfigSchema,
  type SsrServiceConfig,
} from "../components/ssr-service";
import {
  STATIC_SITE_RENAMES,
  staticSiteConfigSchema,
  type StaticSiteConfig,
} from "../components/static-site";
import { crossStackFaults } from "./cross-stack";
import { quotaWarnings } from "./quotas";
import { withReceivers } from "./receivers";

/** What the stack has for each site and service, beside what its component takes. */
export interface EntryConfig {
  /**
   * Releases it from a Bitbucket repository.
   * @default none: release a site by hand (`npm run release`), a service as an application version of Elastic Beanstalk
   */
  readonly pipeline?: DeployPipelineConfig;
  /**
   * Name that it had before. What has been made under it is kept, files and releases too; of its pipeline, what AWS names after it is made
   * anew. Take the key away when every stack that had the former name is updated.
   * @default none: a new name makes a new one, and deletes that of the former name
   */
  readonly formerName?: string;
}

/** A site as the configuration holds it: what StaticSite takes, and its releases. */
export type SiteConfig = StaticSiteConfig & EntryConfig;

/** A service as the configuration holds it: what SsrService takes, and its releases. */
export type ServiceConfig = SsrServiceConfig & EntryConfig;

/** The configuration of one stack: the keys of `Pulumi.<stack>.yaml` under the project's name. */
export interface StackConfig {
  /**
   * Name of another stack, whose file holds what this one does not: objects are joined, lists and values replaced, `null` takes
   * a key away. Its policy levels hold, too. `<stack>` in a text of either file is the name of the stack that is read.
   * @default none: the file stands by itself
   */
  readonly like?: string;
  /**
   * Name of the Route 53 public hosted zone in which every domain lies, e.g. `example.com`. Required where a site or a
   * service has a `domain` and neither a zone of its own nor `dns: false`.
   * @default none: nothing has a record in Route 53
   */
  readonly zone?: string;
  /**
   * Id of that zone, e.g. `Z0123456789ABCDEFGHIJ`: where several zones have the name, or the look-up is not allowed.
   * @default looked up by `zone`
   */
  readonly zoneId?: string;
  /**
   * Address that gets every alarm, and is notified of releases that fail, recover or wait for approval. AWS asks it to confirm before it sends anything.
   * @default none: no alarms are made, except where `alarms` is written
   */
  readonly alarmEmail?: string;
  /**
   * Protects what holds data or cannot be made again in minutes from deletion, in Pulumi and, where AWS has it, in AWS.
   * @default false
   */
  readonly protect: boolean;
  /**
   * What all pipelines of the stack share: the Bitbucket connection, who is notified of releases, how long artifacts
   * are kept. Nothing is made without a pipeline.
   * @default a connection of this stack, no notifications but to `alarmEmail`, artifacts kept for 90 days
   */
  readonly pipelines?: PipelineFoundationConfig;
  /**
   * The VPC of the services: an existing one, or how to build one. Nothing is made without services.
   * @default a VPC is built, with the defaults of its keys
   */
  readonly network?: NetworkConfig;
  /**
   * Static sites by name. The name becomes part of the names of their resources: 1 to 20 lower-case letters, digits and single hyphens,
   * beginning with a letter.
   * @default none
   */
  readonly sites: Readonly<Record<string, SiteConfig>>;
  /**
   * Server-rendered services by name: of the same form as that of a site, and none that a site has.
   * @default none
   */
  readonly services: Readonly<Record<string, ServiceConfig>>;
}

const MAX_NAME = 20;

const name = z
  .string()
  .regex(
    new RegExp(`^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,${MAX_NAME - 1}}$`),
    `name must be 1 to ${MAX_NAME} lower-case letters, digits and single hyphens, beginning with a letter`,
  );

/** Keys of an entry that the stack has for it, and not its component. */
const ofEntry = { pipeline: deployPipelineConfigSchema.optional(), formerName: name.optional() };

/** The schema of a stack's values, key by key. */
export const stackSchema = z.strictObject({
  like: z
    .string()
    .regex(/^[\w.-]+$/, "must be the name of a stack")
    .optional(),
  zone: hostName.optional(),
  zoneId: zoneId.optional(),
  alarmEmail: email.optional(),
  protect: z.boolean().default(false),
  pipelines: pipelineFoundationConfigSchema.optional(),
  network: networkConfigSchema.optional(),
  sites: z.record(name, staticSiteConfigSchema.safeExtend(ofEntry)).default({}),
  services: z.record(name, ssrServiceConfigSchema.safeExtend(ofEntry)).default({}),
});

/** The keys of a stack, without namespace. */
export const STACK_KEYS: readonly string[] = Object.keys(stackSchema.shape);

/** Former names of keys, by the section whose entries they were keys of. */
export const ENTRY_RENAMES: Readonly<Record<"sites" | "services", readonly Rename[]>> = {
  sites: STATIC_SITE_RENAMES,
  services: SSR_SERVICE_RENAMES,
};

/** A stack's configuration, and all that is wrong with it or out of date in it. */
export interface CheckedStack {
  /** The configuration with every default; undefined where it has a fault. */
  readonly value: StackConfig | undefined;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** What follows from keys that are not given. */
  readonly notes: readonly Fault[];
}

/**
 * Checks the values of a stack's keys in one parse, what only shows when all of them are seen together included.
 *
 * @param region of the stack, where it is known
 */
export function checkStack(
  values: Readonly<Record<string, unknown>>,
  region: string | undefined,
): CheckedStack {
  const renamed = withPresentNames(values);
  const across: Fault[] = [];
  const schema = stackSchema.superRefine((stack, { issues }) => {
    across.push(...crossStackFaults(stack, issues, region));
  }, OBJECTS);
  const received = withReceivers(renamed.values);
  const { value, faults } = normalize(schema, received.values);
  const all = [...renamed.faults, ...faults, ...across];
  // Schema and interface of each part are held equal beside it.
  const stack = all.length === 0 ? (value as StackConfig | undefined) : undefined;
  return {
    value: stack,
    faults: all,
    warnings: [
      ...renamed.warnings,
      ...received.warnings,
      ...(stack === undefined ? [] : quotaWarnings(stack.sites)),
    ],
    notes: received.notes,
  };
}

function withPresentNames(values: Readonly<Record<string, unknown>>) {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const present: Record<string, unknown> = { ...values };
  for (const [section, renames] of Object.entries(ENTRY_RENAMES)) {
    const entries = values[section];
    if (!isRecord(entries)) {
      continue;
    }
    present[section] = Object.fromEntries(
      Object.entries(entries).map(([entry, given]) => {
        const renamed = applyRenames(given, renames);
        faults.push(...within([section, entry], renamed.faults));
        warnings.push(...within([section, entry], renamed.warnings));
        return [entry, renamed.value];
      }),
    );
  }
  return { values: present, faults, warnings };
}
