import { z } from "zod";
import { type Rule } from "../fields";
import type { Options } from "./option-settings/option-setting";

/** The keys of a service that say how an instance's health is found out. */
export interface HealthCheckKeys {
  /**
   * Path that answers 200 while an instance can serve, e.g. `/health`. It should be cheap and free of redirects, and
   * fail while the process shuts down. The root page is a poor check: it is slow, and may be served by a cache.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
   */
  readonly healthCheckPath: string;
  /** How the load balancer checks `healthCheckPath`. @default - every 15 s, 5 s to answer, 3 in a row, code 200 */
  readonly healthCheck?: HealthCheckConfig | undefined;
}

/** How the load balancer finds out whether an instance can serve. */
export interface HealthCheckConfig {
  /** Seconds between two checks, 5–300; more than `timeout`. @default 15 */
  readonly interval?: number | undefined;
  /** Seconds that an answer may take, 1–60. @default 5 */
  readonly timeout?: number | undefined;
  /** Good answers in a row that make an instance healthy, 2–10. @default 3 */
  readonly healthyThreshold?: number | undefined;
  /** Failed checks in a row that make it unhealthy, 2–10. @default 3 */
  readonly unhealthyThreshold?: number | undefined;
  /**
   * HTTP codes of a good answer, 200–299: one, a list (`200,204`) or a range (`200-299`). AWS takes up to 499, but a path
   * that redirects, asks for a login or is missing says nothing of the application: give the check a path of its own.
   *
   * @default "200"
   */
  readonly matcher?: string | undefined;
  /**
   * Whether instances that stay unhealthy are replaced by new ones. Then the path must answer for the instance alone: if
   * it fails with a database, all instances are replaced again and again. Turn it off with the policies `Rolling` and
   * `AllAtOnce`, whose restarts fail the checks of instances that run.
   *
   * @default true
   */
  readonly replace?: boolean | undefined;
  /**
   * Seconds that a new instance gets to start and to install the application before its health counts for
   * replacement, 60–7200.
   *
   * @default 600
   */
  readonly gracePeriod?: number | undefined;
}

/** What the policies accept as well (`eb-health-check-path`). */
const SUCCESS_CODES = /^2\d\d([,-]2\d\d)*$/;

export const healthCheckShape = {
  healthCheckPath: z
    .string()
    .max(1024)
    .regex(/^\/[^\s,#]*$/, 'must begin with a slash and hold no blank, comma or #, e.g. "/health"')
    .refine(
      (path) => !/^\/+(\?|$)/.test(path),
      "must not be the root page, which is slow, may redirect, and may be served by a cache: give a path of its own, e.g. /health",
    ),
  healthCheck: z
    .strictObject({
      interval: z.int().min(5).max(300).default(15),
      timeout: z.int().min(1).max(60).default(5),
      healthyThreshold: z.int().min(2).max(10).default(3),
      unhealthyThreshold: z.int().min(2).max(10).default(3),
      matcher: z
        .string()
        .regex(
          SUCCESS_CODES,
          'must be HTTP codes from 200 to 299, e.g. "200" or "200-299": a redirect or an error is no sign of health',
        )
        .default("200"),
      replace: z.boolean().default(true),
      gracePeriod: z.int().min(60).max(7200).default(600),
    })
    .prefault({}),
} as const;

export type HealthCheck = z.output<z.ZodObject<typeof healthCheckShape>>;

export const healthCheckRules: readonly Rule<HealthCheck>[] = [
  {
    reads: ["healthCheck.interval", "healthCheck.timeout"],
    faults: ({ healthCheck: { interval, timeout } }) =>
      interval > timeout
        ? []
        : [{ path: ["healthCheck", "interval"], message: `must be more than timeout (${timeout})` }],
  },
];

/** nginx on the instances. */
export const INSTANCE_PORT = 80;

/** The checks of the load balancer's target group. */
export function healthCheckOptions({ healthCheckPath, healthCheck }: HealthCheck): Options {
  return {
    "aws:elasticbeanstalk:environment:process:default": {
      HealthCheckInterval: String(healthCheck.interval),
      HealthCheckPath: healthCheckPath,
      HealthCheckTimeout: String(healthCheck.timeout),
      HealthyThresholdCount: String(healthCheck.healthyThreshold),
      MatcherHTTPCode: healthCheck.matcher,
      Port: String(INSTANCE_PORT),
      Protocol: "HTTP",
      UnhealthyThresholdCount: String(healthCheck.unhealthyThreshold),
    },
  };
}
