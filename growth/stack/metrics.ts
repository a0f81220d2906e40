import type { MetricName } from "../model/alarm";

/** Names of CloudWatch that the model knows. */
export const KNOWN_METRICS = [
  "CPUUtilization",
  "NetworkIn",
  "NetworkOut",
  "TargetResponseTime",
  "Latency",
  "RequestCount",
] as const;

/** Metrics by the names of predefined specifications and of CloudWatch; undefined where the model does not know one. */
export function metricNamed(name: string | undefined): MetricName | undefined {
  const names: Readonly<Record<string, MetricName>> = {
    ASGAverageCPUUtilization: "CPUUtilization",
    ASGAverageNetworkIn: "NetworkIn",
    ASGAverageNetworkOut: "NetworkOut",
    ALBRequestCountPerTarget: "RequestCountPerTarget",
    CPUUtilization: "CPUUtilization",
    NetworkIn: "NetworkIn",
    NetworkOut: "NetworkOut",
    TargetResponseTime: "Latency",
    Latency: "Latency",
    RequestCount: "RequestCount",
    RequestCountPerTarget: "RequestCountPerTarget",
  };
  return name === undefined ? undefined : names[name];
}
