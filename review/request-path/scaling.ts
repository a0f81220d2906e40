import { text, type Resource } from "../preview-document";
import { box, only, optionOf, type Box, type Graph } from "./path";

const MEASURES: Readonly<Record<string, string>> = {
  CPUUtilization: "CPU of the instances",
  RequestCount: "requests",
  Latency: "seconds to answer",
  NetworkIn: "traffic that comes in",
  NetworkOut: "traffic that goes out",
};

const STATISTICS: Readonly<Record<string, string>> = {
  Average: "on average",
  Sum: "in all",
  Minimum: "the least",
  Maximum: "the most",
};

/** `for 3 minutes`, `2 times for 5 minutes`. */
function periods(count: string, minutes: string): string {
  const one = (length: string): string => `for ${length} ${length === "1" ? "minute" : "minutes"}`;
  // Periods of a minute, one after the other, are minutes.
  if (minutes === "1" || count === "1") return one(minutes === "1" ? count : minutes);
  return `${count} times ${one(minutes)}`;
}

/** `1 instance more`, `2 instances fewer`. */
function instances(change: string): string {
  const count = change.replace(/^[+-]/, "");
  return `${count} ${count === "1" ? "instance" : "instances"} ${change.startsWith("-") ? "fewer" : "more"}`;
}

/** What adds instances to an environment and takes them away; undefined where nothing does. */
export function scalingBox(graph: Graph, environment: Resource): Box | undefined {
  const option = (name: string): string => optionOf(environment, "aws:autoscaling:trigger", name);
  const size = (name: string): string => optionOf(environment, "aws:autoscaling:asg", name);
  const policies = graph.users(environment, "aws:autoscaling/policy:Policy");
  const schedules = graph.users(environment, "aws:autoscaling/schedule:Schedule");
  const measure = option("MeasureName");
  if (measure === "" && policies.length === 0) return undefined;
  const lasting = periods(option("EvaluationPeriods") || "1", option("Period") || "5");
  const unit = option("Unit") === "Percent" ? " %" : "";
  return box(
    "scaling",
    "scaling",
    "Auto Scaling",
    [
      measure === ""
        ? ""
        : `${MEASURES[measure] ?? measure}, ${STATISTICS[option("Statistic")] ?? option("Statistic")}`,
      option("UpperThreshold") === ""
        ? ""
        : `above ${option("UpperThreshold")}${unit} ${lasting}: ${instances(option("UpperBreachScaleIncrement") || "1")}, up to ${size("MaxSize") || "4"}`,
      option("LowerThreshold") === ""
        ? ""
        : `below ${option("LowerThreshold")}${unit} ${lasting}: ${instances(option("LowerBreachScaleIncrement") || "-1")}, down to ${size("MinSize") || "1"}`,
      ...policies.map(policyLine),
      ...schedules.map(({ inputs }) => `${text(inputs["recurrence"])}: at least ${text(inputs["minSize"])}`),
    ],
    [environment, ...policies, ...schedules],
  );
}

/** What a scaling policy holds. */
export function policyLine({ name, inputs }: Resource): string {
  const target = only(inputs, "targetTrackingConfiguration");
  const metric = only(target, "predefinedMetricSpecification")["predefinedMetricType"];
  return target["targetValue"] === undefined
    ? `policy ${name}`
    : `${text(metric ?? "own metric")} held at ${text(target["targetValue"])}`;
}
