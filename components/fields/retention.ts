/** For how many days logs can be kept. */
import { z } from "zod";

/**
 * Retention times of CloudWatch Logs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const CLOUDWATCH_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * Those of them that Elastic Beanstalk's option RetentionInDays takes.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-cloudwatchlogs
 */
export const BEANSTALK_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653,
] as const;

function oneOf(days: readonly number[]) {
  return z.number().refine((each) => days.includes(each), `must be one of ${days.join(", ")}`);
}

export const cloudWatchRetentionDays = oneOf(CLOUDWATCH_RETENTION_DAYS);

export const beanstalkRetentionDays = oneOf(BEANSTALK_RETENTION_DAYS);
