/**
 * What enhanced health publishes to CloudWatch every minute, and what it does not count: a service's own 4xx answers
 * (a visitor's mistyped address) must not turn the environment's health.
 *
 * The keys are in alphabetical order for readers; the provider compares the document as JSON.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-rules.html
 */
export function healthDocument() {
  const ignored = { ApplicationRequests4xx: { Enabled: false } };
  return {
    CloudWatchMetrics: {
      Environment: Object.fromEntries(ENVIRONMENT_METRICS.map((metric) => [metric, PERIOD])),
      Instance: {},
    },
    Rules: {
      Environment: {
        Application: ignored,
        ELB: { ELBRequests4xx: { Enabled: false } },
      },
    },
    Version: 1,
  };
}

/** Seconds; Beanstalk takes no other value. */
const PERIOD = 60;

const ENVIRONMENT_METRICS = [
  "ApplicationLatencyP95",
  "ApplicationRequests5xx",
  "ApplicationRequestsTotal",
  "InstancesDegraded",
  "InstancesOk",
  "InstancesSevere",
];
