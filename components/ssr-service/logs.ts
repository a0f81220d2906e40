import { z } from "zod";
import { beanstalkRetentionDays } from "../fields";
import { healthDocument } from "./option-settings/health-document";
import type { Options } from "./option-settings/option-setting";

/** The keys of a service that say what its instances report. */
export interface LogsKeys {
  /** Days that the instances' logs are kept in CloudWatch Logs, as Elastic Beanstalk offers them. @default 30 */
  readonly logRetentionDays?: number | undefined;
  /** Runs the AWS X-Ray daemon on the instances. @default false */
  readonly xray?: boolean | undefined;
}

export const logsShape = {
  logRetentionDays: beanstalkRetentionDays.default(30),
  xray: z.boolean().default(false),
} as const;

export type Logs = z.output<z.ZodObject<typeof logsShape>>;

/** Streams of the instances' logs, enhanced health, and tracing. */
export function logsOptions({ logRetentionDays, xray }: Logs): Options {
  const logs = { DeleteOnTerminate: "false", RetentionInDays: String(logRetentionDays) };
  return {
    "aws:elasticbeanstalk:cloudwatch:logs": { ...logs, StreamLogs: "true" },
    "aws:elasticbeanstalk:cloudwatch:logs:health": { ...logs, HealthStreamingEnabled: "true" },
    "aws:elasticbeanstalk:healthreporting:system": {
      ConfigDocument: JSON.stringify(healthDocument()),
      EnhancedHealthAuthEnabled: "true",
      HealthCheckSuccessThreshold: "Ok",
      SystemType: "enhanced",
    },
    "aws:elasticbeanstalk:xray": { XRayEnabled: String(xray) },
  };
}
