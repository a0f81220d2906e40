import { US_EAST_1 } from "../../../aws/regions";
import type { ReleaseSettings } from "../../../release-contract";
import type { Pipeline } from "../../config";
import type { StaticSiteTarget } from "./static-site-target";

/** What is kept of superseded releases where the configuration does not say. */
const RETENTION = { releases: 5, days: 14 } as const;

/** Seconds until the probes must have passed, where the configuration does not say. */
const PROBE_TIMEOUT_SECONDS = 120;

/** The values of a site once they are known. */
export type KnownSite = Pick<
  StaticSiteTarget,
  | "release"
  | "mode"
  | "indexDocument"
  | "pages"
  | "trailingSlash"
  | "guarded"
  | "apiRoutes"
  | "notFoundPages"
  | "previews"
> & {
  readonly bucket: string;
  readonly distributionId: string;
  readonly keyValueStoreArn?: string | undefined;
  readonly url: string;
  readonly errorAlarmName?: string | undefined;
};

/**
 * What the release program works with.
 *
 * @param state where manifests and archives are kept: `s3://bucket/folder`
 */
export function releaseSettings(config: Pipeline, site: KnownSite, state: string): ReleaseSettings {
  const { release, bucket, distributionId, keyValueStoreArn, url, indexDocument } = site;
  return {
    release,
    bucket,
    distributionId,
    ...(keyValueStoreArn === undefined ? {} : { keyValueStoreArn }),
    url,
    ...(indexDocument === undefined ? {} : { indexDocument }),
    state,
    retention: { ...RETENTION, ...config.retention },
    ...probeOf(config, site),
    externalPaths: [...(config.externalPaths ?? [])],
    ...(site.apiRoutes === undefined || site.apiRoutes.length === 0 ? {} : { apiRoutes: site.apiRoutes }),
    ...(site.notFoundPages === undefined ? {} : { notFoundPages: site.notFoundPages }),
    ...(site.previews === undefined ? {} : { previews: site.previews }),
    ...(config.exclude === undefined ? {} : { exclude: config.exclude }),
    ...(config.contentTypes === undefined ? {} : { contentTypes: config.contentTypes }),
    ...bakeOf(config, site),
  };
}

function probeOf(config: Pipeline, site: KnownSite): Pick<ReleaseSettings, "probe" | "mode"> {
  const probe = probeWanted(config, site);
  const { mode, pages, trailingSlash } = site;
  return probe === false
    ? mode === "static"
      ? { mode }
      : {}
    : {
        probe: {
          timeoutSeconds: probe.timeoutSeconds,
          ...(mode === undefined ? {} : { mode }),
          ...(pages === undefined ? {} : { pages }),
          ...(trailingSlash === undefined ? {} : { trailingSlash }),
          ...(probe.deepLink === undefined ? {} : { deepLink: probe.deepLink }),
        },
      };
}

/** A site that asks for a password can't be probed. */
function probeWanted(config: Pipeline, { guarded }: Pick<KnownSite, "guarded">): Probe | false {
  return config.probe ?? (guarded === true ? false : { timeoutSeconds: PROBE_TIMEOUT_SECONDS });
}

type Probe = Exclude<NonNullable<Pipeline["probe"]>, false>;

function bakeOf({ bakeAlarm }: Pipeline, { errorAlarmName }: KnownSite): Pick<ReleaseSettings, "bake"> {
  const alarmName = bakeAlarm === false ? undefined : (bakeAlarm.alarmName ?? errorAlarmName);
  return bakeAlarm === false || alarmName === undefined
    ? {}
    : { bake: { alarmName, region: US_EAST_1, minutes: bakeAlarm.minutes } };
}

/** How long the upload, the wait for another deployment and for the edge, and taking everything back may take. */
const DEPLOY_MINUTES = 60;

/**
 * When CodeBuild ends a deployment. It must never be what ends one that only waits: a deployment that is cut off cannot
 * take back what it has changed.
 */
export function deployTimeoutMinutes({ probe, bakeAlarm }: Pick<Pipeline, "probe" | "bakeAlarm">): number {
  const probeSeconds = probe === undefined || probe === false ? PROBE_TIMEOUT_SECONDS : probe.timeoutSeconds;
  const bakeMinutes = bakeAlarm === false ? 0 : bakeAlarm.minutes;
  return DEPLOY_MINUTES + Math.ceil(probeSeconds / 60) + bakeMinutes;
}
