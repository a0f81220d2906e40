/**
 * What no single site or service of a stack's configuration shows, only all of it together. Keys with a fault of their
 * own are left out, so that these faults come at once with those.
 */
import type { z } from "zod";
import { elasticBeanstalk, staticSite } from "./components/deploy-pipeline";
import { networkConfigSchema, placementFaults } from "./components/network";
import { type Fault as KeyFault, pathText } from "./components/fields";
import type { Fault } from "./components/shared/validation";
import { regionFaults, type SsrServiceConfig } from "./components/ssr-service";
import { isInZone, placedHostsOf, type StaticSiteConfig, zoneFaults } from "./components/static-site";

/** The schema of one site and of one service. */
export interface EntrySchemas {
  readonly site: z.ZodType<StaticSiteConfig>;
  readonly service: z.ZodType<SsrServiceConfig>;
}

/** @param region the stack's region, where the configuration names one */
export function stackFaults(
  values: Readonly<Record<string, unknown>>,
  schemas: EntrySchemas,
  region: string | undefined,
): Fault[] {
  const sites = judgeable(schemas.site, values["sites"]);
  const services = judgeable(schemas.service, values["services"]);
  return [
    ...hostFaults(values["zone"], sites, services),
    ...services
      .filter(({ name }) => isRecord(values["sites"]) && name in values["sites"])
      .map(({ name }) => ({
        path: `services.${name}`,
        message: "must have another name: a site has this one",
      })),
    ...surroundingFaults(values, services, region),
    ...pipelinesFaults(values),
  ];
}

/** An entry as far as it can be judged. */
interface Judgeable<T> {
  readonly name: string;
  /** The keys with which the schema finds no fault. */
  readonly args: Partial<T>;
  readonly faulty: ReadonlySet<PropertyKey | undefined>;
}

function judgeable<T extends object>(schema: z.ZodType<T>, entries: unknown): Judgeable<T>[] {
  return Object.entries(isRecord(entries) ? entries : {}).map(([name, value]) => {
    const result = schema.safeParse(value);
    if (result.success) {
      return { name, args: result.data, faulty: new Set() };
    }
    const faulty = new Set(result.error.issues.map(({ path: [first] }) => first));
    const sound = Object.entries(isRecord(value) ? value : {}).filter(([key]) => !faulty.has(key));
    return { name, args: Object.fromEntries(sound) as Partial<T>, faulty };
  });
}

/** Hosts outside their zone, and hosts that two entries claim. */
function hostFaults(
  zone: unknown,
  sites: readonly Judgeable<StaticSiteConfig>[],
  services: readonly Judgeable<SsrServiceConfig>[],
): Fault[] {
  const stackZone = typeof zone === "string" ? zone : undefined;
  const taken = new Map<string, string>();
  const claimed = (host: string, path: string): Fault[] => {
    const other = taken.get(host);
    if (other !== undefined) {
      return [{ path, message: `must not be a host that ${other} has already, got "${host}"` }];
    }
    taken.set(host, path);
    return [];
  };
  const ofSites = sites.flatMap(({ name, args }) => [
    ...placedHostsOf(args).flatMap(({ host, path }) => claimed(host, `sites.${name}.${path}`)),
    ...zoneFaults(args, stackZone).map((fault) => ({ ...fault, path: `sites.${name}.${fault.path}` })),
  ]);
  const ofServices = services.flatMap(({ name, args: { domain, aliases = [] } }) =>
    [
      ...(domain === undefined ? [] : [{ host: domain, key: "domain" }]),
      ...aliases.map((host, i) => ({ host, key: `aliases[${i}]` })),
    ].flatMap(({ host, key }) => {
      const path = `services.${name}.${key}`;
      const outside = stackZone !== undefined && !isInZone(host, stackZone);
      return [
        ...claimed(host, path),
        ...(outside ? [{ path, message: `must be in the hosted zone ${stackZone}, got "${host}"` }] : []),
      ];
    }),
  );
  return [...ofSites, ...ofServices];
}

/** What a service asks for and the rest of the stack does not give. */
function surroundingFaults(
  { network, alarmEmail }: Readonly<Record<string, unknown>>,
  services: readonly Judgeable<SsrServiceConfig>[],
  region: string | undefined,
): Fault[] {
  const built = networkConfigSchema.safeParse(network ?? {});
  return services.flatMap(({ name, args, faulty }) =>
    [
      ...[
        ...(built.success ? placementFaults(built.data, args) : []),
        ...(region === undefined ? [] : regionFaults(args, region)),
      ].map(({ path, message }) => ({ path: pathText(path), message })),
      ...(args.eventNotifications === true && alarmEmail === undefined
        ? [{ path: "eventNotifications", message: "has no effect without alarmEmail, got true" }]
        : []),
    ]
      .filter(({ path }) => !faulty.has(path))
      .map((fault) => ({ ...fault, path: `services.${name}.${fault.path}` })),
  );
}

/** What a pipeline may not have by its target. */
function pipelinesFaults({ sites, services }: Readonly<Record<string, unknown>>): Fault[] {
  const faultsIn = (
    entries: unknown,
    section: string,
    faults: (args: Record<string, unknown>) => readonly KeyFault[],
  ) =>
    Object.entries(isRecord(entries) ? entries : {}).flatMap(([name, args]) =>
      isRecord(args)
        ? faults(args).map(({ path, message }) => ({
            path: pathText([section, name, "pipeline", ...path]),
            message,
          }))
        : [],
    );
  return [
    ...faultsIn(sites, "sites", ({ basicAuth, basicAuthOn, alarms, pipeline }) =>
      staticSite.faults(pipeline, {
        guarded: isRecord(basicAuth) && basicAuthOn !== "previews",
        hasErrorAlarm: hasAlarms(alarms),
      }),
    ),
    ...faultsIn(services, "services", ({ alarms, pipeline }) =>
      elasticBeanstalk.faults(pipeline, { hasErrorAlarm: hasAlarms(alarms) }),
    ),
  ];
}

function hasAlarms(alarms: unknown): boolean {
  return alarms !== false && !(isRecord(alarms) && alarms["enabled"] === false);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
