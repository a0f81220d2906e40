/** What the CloudWatch agent of each instance collects, beyond what Elastic Beanstalk itself has it collect. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Rule } from "../fields";
import type { Logs } from "./logs";
import { AGENT_NAMESPACE } from "./metrics";

/** The keys of a service that say what its instances' CloudWatch agent collects. */
export interface AgentKeys {
  /**
   * Further log files of the instances that go to CloudWatch Logs, as absolute paths; of a pattern (`*`) the file that was
   * written last. Each has a log group of its own under `/aws/elasticbeanstalk/ENVIRONMENT`, kept for `logRetentionDays`. At most 10.
   *
   * @default [] - what Elastic Beanstalk streams: the application's output, nginx, the platform's own
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
   */
  readonly logFiles?: readonly string[] | undefined;
  /**
   * Further metrics of the instances: part of the agent → measurements, e.g. `{ swap: [swap_used_percent] }`. They appear
   * in the namespace `web-infra/SsrService` with the environment as dimension; each is charged as a custom metric.
   *
   * @default {} - memory in use, and space in use on the root volume
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html
   */
  readonly agentMetrics?: Readonly<Partial<Record<(typeof PLUGINS)[number], readonly string[]>>> | undefined;
}

const PLUGINS = ["cpu", "disk", "diskio", "mem", "net", "netstat", "processes", "swap"] as const;

/** Parts of the agent that measure several devices, and ask which. */
const OF_DEVICES: readonly string[] = ["cpu", "diskio", "net"];

const measurements = z
  .array(
    z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, "must be a measurement of the CloudWatch agent, e.g. swap_used_percent"),
  )
  .min(1)
  .max(20)
  .readonly();

export const agentShape = {
  logFiles: z
    .array(
      z
        .string()
        .max(256)
        .regex(
          /^\/(?!.*\/\.\.(?:\/|$))[\w./*-]*[\w.*-]$/,
          'must be the absolute path of a file, with * where it may vary, e.g. "/var/app/current/logs/*.log"',
        ),
    )
    // The agent's configuration must fit into a parameter of Systems Manager.
    .max(10)
    .refine((files) => new Set(files).size === files.length, "must not name a file twice")
    .readonly()
    .default([]),
  agentMetrics: z.partialRecord(z.enum(PLUGINS), measurements).default({}),
} as const;

export type Agent = z.output<z.ZodObject<typeof agentShape>>;

/** Systems Manager's limit on a parameter of the standard tier, in bytes. */
const MAX_BYTES = 4096;
/** As long as an environment's name may be. */
const LONGEST_NAME = "e".repeat(40);

export const agentRules: readonly Rule<Agent & Logs>[] = [
  {
    reads: ["logFiles", "agentMetrics", "logRetentionDays"],
    faults: (service) => {
      const bytes = Buffer.byteLength(JSON.stringify(agentConfig(LONGEST_NAME, service)));
      return bytes <= MAX_BYTES
        ? []
        : [
            {
              path: ["logFiles"],
              message: `must be fewer or shorter: with agentMetrics the agent's configuration has ${bytes} bytes, and a parameter takes ${MAX_BYTES}`,
            },
          ];
    },
  },
];

/** What every service measures, since the alarms and the dashboard read it. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  mem: ["mem_used_percent"],
  disk: ["used_percent"],
};

/**
 * The agent's configuration. The only dimension is the environment: with the group's name, values of an immutable
 * deployment's temporary group would be lost.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function agentConfig(environmentName: string, service: Agent & Pick<Logs, "logRetentionDays">) {
  const plugins = [...new Set([...Object.keys(ALWAYS), ...Object.keys(service.agentMetrics)])];
  const collected = plugins.map((plugin) => {
    const more = Object.entries(service.agentMetrics).find(([key]) => key === plugin)?.[1] ?? [];
    return [
      plugin,
      {
        measurement: [...new Set([...(ALWAYS[plugin] ?? []), ...more])],
        // The root volume; its device's name differs between types and says nothing.
        ...(plugin === "disk" ? { resources: ["/"], drop_device: true } : {}),
        ...(OF_DEVICES.includes(plugin) ? { resources: ["*"] } : {}),
        ...(plugin === "cpu" ? { totalcpu: true } : {}),
        metrics_collection_interval: 60,
        append_dimensions: { EnvironmentName: environmentName },
      },
    ] as const;
  });
  return {
    // Otherwise each instance's host name would be a dimension, and there were no mean of the group.
    agent: { omit_hostname: true },
    metrics: { namespace: AGENT_NAMESPACE, metrics_collected: Object.fromEntries(collected) },
    ...(service.logFiles.length === 0
      ? {}
      : {
          logs: {
            logs_collected: {
              files: {
                collect_list: service.logFiles.map((file) => ({
                  file_path: file,
                  log_group_name: `/aws/elasticbeanstalk/${environmentName}${file.replaceAll("*", "_")}`,
                  log_stream_name: "{instance_id}",
                  retention_in_days: service.logRetentionDays,
                })),
              },
            },
          },
        }),
  };
}

/** Where the agent lies on Amazon Linux 2023. */
const FOLDER = "/opt/aws/amazon-cloudwatch-agent";

/**
 * What Systems Manager runs on each instance, at its start and every half hour: gives the agent our configuration where it
 * lacks it, and else leaves it alone, since a restart interrupts the log streams. Elastic Beanstalk writes the agent's
 * configuration while it starts the application and in each deployment on running instances, so it waits for that first.
 *
 * @param parameter name of the parameter that holds the configuration
 * @param config the configuration itself, of which a new version is recognised
 * @param folder where the agent lies
 * @see https://github.com/aws/elastic-beanstalk-roadmap/issues/313
 */
export function agentScript(parameter: string, config: string, folder = FOLDER): string {
  const version = createHash("sha256").update(config).digest("hex").slice(0, 16);
  return [
    "set -u",
    `agent=${folder}`,
    "waited=no",
    "for try in $(seq 90); do",
    "  systemctl is-active --quiet web.service && break",
    "  waited=yes; sleep 10",
    "done",
    // The last steps of a start follow the application's own.
    '[ "$waited" = yes ] && sleep 60',
    `if grep -rqs '${AGENT_NAMESPACE}' "$agent/etc/amazon-cloudwatch-agent.d" &&`,
    `  [ "$(cat "$agent/etc/web-infra.version" 2>/dev/null)" = ${version} ]; then exit 0; fi`,
    `"$agent/bin/amazon-cloudwatch-agent-ctl" -a append-config -m ec2 -s -c 'ssm:${parameter}' || exit 1`,
    `echo ${version} > "$agent/etc/web-infra.version"`,
  ].join("\n");
}
