/** What no single key of a stack's configuration shows, only several of them together. */
import type { z } from "zod";
import { elasticBeanstalk, staticSite } from "../components/deploy-pipeline";
import {
  type Fault,
  isInZone,
  isRecord,
  type Path,
  pathText,
  placesOf,
  soundEntries,
  within,
} from "../components/fields";
import { type NetworkConfig, PLACEMENT_KEYS, placementFaults } from "../components/network";
import { ORIGIN_HEADER } from "../components/origin-secret";
import { architectureOf, regionFaults, type SsrServiceConfig } from "../components/ssr-service";
import {
  type OriginSecretHeader,
  placedHostsOf,
  type StaticSiteConfig,
  zoneFaults,
} from "../components/static-site";

type Issue = z.core.$ZodRawIssue;

/** A stack as far as it could be parsed. */
type Parsed = Readonly<Record<string, unknown>>;

/**
 * @param issues what is wrong with single keys; those keys are left out here, so that both are reported at once
 * @param region of the stack, where it is known
 */
export function crossStackFaults(
  stack: Parsed,
  issues: readonly Issue[],
  region: string | undefined,
): Fault[] {
  const isFaulty = (key: string) => issues.some(({ path }) => path?.[0] === key);
  const sites = entriesOf<StaticSiteConfig>(stack, "sites", issues);
  const services = entriesOf<SsrServiceConfig>(stack, "services", issues);
  const zone = isFaulty("zone") ? undefined : (stack["zone"] as string | undefined);
  const network = networkOf(stack, issues);
  return [
    ...(stack["zone"] === undefined && !isFaulty("zone") ? missingZone(stack, [...sites, ...services]) : []),
    ...hostFaults(zone, sites, services),
    ...sharedNames(sites, services),
    ...formerNames(sites, services),
    ...services.flatMap((service) => surroundingFaults(service, { ...stack, network, region })),
    ...sites.flatMap((site) => routesToSecretOrigins(site, services)),
    ...sites.flatMap(sitePipelineFaults),
    ...services.flatMap(servicePipelineFaults),
  ];
}

/** The network, where what decides on the place of a service is without fault; undefined otherwise. */
function networkOf(stack: Parsed, issues: readonly Issue[]): NetworkConfig | undefined {
  const faulty = issues.flatMap(placesOf).filter(([section]) => section === "network");
  const isUnreadable = faulty.some(
    ([, key]) => key === undefined || PLACEMENT_KEYS.some((each) => each === key),
  );
  return isUnreadable ? undefined : (stack["network"] ?? {});
}

/** A site or a service, as far as it can be judged. */
interface Entry<T> {
  readonly name: string;
  readonly path: Path;
  /** The keys that are without fault. */
  readonly sound: Partial<T>;
  readonly pipeline: unknown;
  readonly formerName: string | undefined;
  /** Keys of the pipeline that have a fault of their own. */
  readonly faultyPipelineKeys: ReadonlySet<unknown>;
}

function entriesOf<T extends object>(stack: Parsed, section: string, issues: readonly Issue[]): Entry<T>[] {
  const entries = stack[section];
  return Object.entries(isRecord(entries) ? entries : {}).flatMap(([name, value]) => {
    const own = issues.filter(({ path = [] }) => path[0] === section && path[1] === name);
    if (!isRecord(value) || own.some(({ code, path }) => code === "invalid_key" && path?.length === 2)) {
      return [];
    }
    const sound = Object.entries(value).flatMap(([key, each]) => {
      const below = own.flatMap(({ path: at = [] }) => (at[2] === key ? [at.slice(3)] : []));
      // Of a list, the entries without fault are left, each in its place.
      const isList = Array.isArray(each) && below.every(({ length }) => length > 0);
      if (below.length > 0 && !isList) return [];
      return [[key, soundEntries(each, new Set(below.map(([first]) => String(first))))] as const];
    });
    const path = [section, name];
    const ofPipeline = own.filter(({ path: at = [] }) => at[2] === "pipeline" && at.length > 3);
    return [
      {
        ...{ name, path, sound: Object.fromEntries(sound) as Partial<T>, pipeline: value["pipeline"] },
        formerName: own.some(({ path: at = [] }) => at[2] === "formerName")
          ? undefined
          : (value["formerName"] as string | undefined),
        faultyPipelineKeys: new Set(ofPipeline.map(({ path: at = [] }) => at[3])),
      },
    ];
  });
}

/** Without a zone, nothing can have a record in it. */
function missingZone(stack: Parsed, entries: readonly Entry<StaticSiteConfig | SsrServiceConfig>[]): Fault[] {
  const isNeeded =
    entries.length === 0 ||
    entries.some(
      ({ sound: { domain, dns, zone, zoneId } }) =>
        domain !== undefined && dns !== false && zone === undefined && zoneId === undefined,
    );
  return isNeeded && stack["zoneId"] === undefined
    ? [{ path: ["zone"], message: "is required: must be a string" }]
    : [];
}

/** Hosts outside their zone, and hosts that two entries claim. */
function hostFaults(
  zone: string | undefined,
  sites: readonly Entry<StaticSiteConfig>[],
  services: readonly Entry<SsrServiceConfig>[],
): Fault[] {
  const taken = new Map<string, Path>();
  const claimed = (host: string, path: Path): Fault[] => {
    const other = taken.get(host);
    if (other !== undefined) {
      return [{ path, message: `must not be a host that ${pathText(other)} has already, got "${host}"` }];
    }
    taken.set(host, path);
    return [];
  };
  const ofSites = sites.flatMap(({ path, sound }) => [
    ...placedHostsOf(sound).flatMap(({ host, keys }) => claimed(host, [...path, ...keys])),
    ...within(path, zoneFaults(sound, zone)),
  ]);
  const ofServices = services.flatMap(({ path, sound: { domain, aliases = [], ...own } }) =>
    [
      ...(domain === undefined ? [] : [{ host: domain, keys: ["domain"] }]),
      ...aliases.flatMap((host, index) => ({ host, keys: ["aliases", index] })),
    ].flatMap(({ host, keys }) => {
      const at = [...path, ...keys];
      const where = own.zone ?? (own.zoneId === undefined ? zone : undefined);
      const outside = own.dns !== false && where !== undefined && !isInZone(host, where);
      return [
        ...claimed(host, at),
        ...(outside ? [{ path: at, message: `must be in the hosted zone ${where}, got "${host}"` }] : []),
      ];
    }),
  );
  return [...ofSites, ...ofServices];
}

/** Their resources would have the same names. */
function sharedNames(
  sites: readonly Entry<StaticSiteConfig>[],
  services: readonly Entry<SsrServiceConfig>[],
): Fault[] {
  return services
    .filter(({ name }) => sites.some((site) => site.name === name))
    .map(({ path }) => ({ path, message: "must have another name: a site has this one" }));
}

/** Former names that something else has, or had too: Pulumi would keep it for one of the two. */
function formerNames(
  sites: readonly Entry<StaticSiteConfig>[],
  services: readonly Entry<SsrServiceConfig>[],
): Fault[] {
  const present = new Map([...sites, ...services].map(({ name, path }) => [name, path]));
  const former = new Map<string, Path>();
  return [...sites, ...services].flatMap(({ path, formerName }) => {
    if (formerName === undefined) return [];
    const at = [...path, "formerName"];
    const now = present.get(formerName);
    if (now !== undefined) {
      const message =
        now === path ? "must not be the present name" : `must not be the present name of ${pathText(now)}`;
      return [{ path: at, message: `${message}, got "${formerName}"` }];
    }
    const other = former.get(formerName);
    former.set(formerName, path);
    return other === undefined
      ? []
      : [
          {
            path: at,
            message: `must not be the former name of ${pathText(other)}, too, got "${formerName}"`,
          },
        ];
  });
}

/** What a service needs and the rest of the stack does not give. */
function surroundingFaults(
  { path, sound }: Entry<SsrServiceConfig>,
  stack: Parsed & { readonly network: NetworkConfig | undefined; readonly region: string | undefined },
): Fault[] {
  const { network, region } = stack;
  return within(path, [
    ...(network === undefined ? [] : placementFaults(network, sound)),
    ...(region === undefined ? [] : regionFaults(sound, region)),
    ...(sound.eventNotifications === true && stack["alarmEmail"] === undefined
      ? [{ path: ["eventNotifications"], message: "has no effect without alarmEmail, got true" }]
      : []),
  ]);
}

function sitePipelineFaults(site: Entry<StaticSiteConfig>): Fault[] {
  const { sound } = site;
  const { basicAuth, basicAuthOn } = sound;
  return pipelineFaults(site, (config) =>
    staticSite.faults(config, {
      guarded: basicAuth !== undefined && basicAuthOn !== "previews",
      hasErrorAlarm: hasAlarms(sound),
    }),
  );
}

function servicePipelineFaults(service: Entry<SsrServiceConfig>): Fault[] {
  const { sound } = service;
  const [type] = Object.values(sound.instanceTypes ?? []);
  return pipelineFaults(service, (config) =>
    elasticBeanstalk.faults(config, {
      hasErrorAlarm: hasAlarms(sound),
      architecture: type === undefined ? undefined : architectureOf(type),
      hasNetwork: sound.instanceSubnets !== "public",
    }),
  );
}

/** A service with a secret refuses what does not bear it: a site sends the same secret, under the same name. */
function routesToSecretOrigins(
  { path, sound }: Entry<StaticSiteConfig>,
  services: readonly Entry<SsrServiceConfig>[],
): Fault[] {
  const ofHost = (host: string) =>
    services.find(({ sound: { domain, aliases = [] } }) => host === domain || aliases.includes(host));
  const sent = sound.originSecrets ?? {};
  const unsent = Object.entries(sound.apiRoutes ?? {}).flatMap(([prefix, host]) => {
    const service = ofHost(host);
    return service?.sound.originSecret === undefined || sent[host] !== undefined
      ? []
      : [
          {
            path: [...path, "apiRoutes", prefix],
            message:
              `must not lead to ${pathText(service.path)}, which refuses what lacks its originSecret: ` +
              `send it by originSecrets of the site, got "${host}"`,
          },
        ];
  });
  const other = Object.entries(sent).flatMap(([host, header]) => {
    const service = ofHost(host);
    return service === undefined
      ? []
      : within([...path, "originSecrets", host], differences(header, service));
  });
  return [...unsent, ...other];
}

function differences(
  { headerName = ORIGIN_HEADER, secret }: OriginSecretHeader,
  { path, sound: { originSecret } }: Entry<SsrServiceConfig>,
): Fault[] {
  const service = pathText(path);
  if (originSecret === undefined) {
    return [{ path: [], message: `has no effect: ${service} has no originSecret` }];
  }
  const wanted = originSecret.headerName ?? ORIGIN_HEADER;
  return [
    ...(headerName.toLowerCase() === wanted.toLowerCase()
      ? []
      : [{ path: ["headerName"], message: `must be ${wanted}, as ${service} has it, got "${headerName}"` }]),
    ...(originSecret.secrets.includes(secret)
      ? []
      : [
          {
            path: ["secret"],
            message: `must be one of the secrets of ${service}.originSecret, got "${secret}"`,
          },
        ]),
  ];
}

/** What a pipeline may not have by its target. */
function pipelineFaults<T>(
  { path, pipeline, faultyPipelineKeys }: Entry<T>,
  faults: (pipeline: unknown) => Fault[],
): Fault[] {
  const found = pipeline === undefined ? [] : faults(pipeline);
  return within(
    [...path, "pipeline"],
    found.filter((fault) => !(fault.path.length === 1 && faultyPipelineKeys.has(fault.path[0]))),
  );
}

function hasAlarms({ alarms }: { readonly alarms?: unknown }): boolean {
  return alarms !== false && !(isRecord(alarms) && alarms["enabled"] === false);
}
