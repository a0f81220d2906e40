import { instanceType, saturatedCpu } from "../../../components/aws/instance-types";
import { BeanstalkOptions, ENVIRONMENT } from "../../aws/beanstalk-options";
import { BEANSTALK_ENVIRONMENT } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { isParked } from "./parked";

const TRIGGER = "aws:autoscaling:trigger";

export const ebCpuReachable = defineRule({
  id: "eb-cpu-reachable",
  pack: "reliability",
  demands:
    "The processes of a Beanstalk environment of Node.js can bring its instances to the CPU at which it grows.",
  why: "A process of Node.js runs JavaScript on one vCPU: one of them fills an instance of 4 vCPUs at about 31 % CPU, and a trigger at 60 % never fires.",
  fix: "Run as many processes as the instance has vCPUs (WEB_CONCURRENCY, started by node:cluster), take a smaller instance type, or lower UpperThreshold and LowerThreshold.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-autoscaling-triggers.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: (environment, demand) => {
      const options = new BeanstalkOptions(environment);
      const processes = options.get("aws:elasticbeanstalk:application:environment", "WEB_CONCURRENCY");
      const upper = options.get(TRIGGER, "UpperThreshold");
      const number = () => processes.number() ?? 1;
      const reachable = () => saturatedCpu(number(), mostVcpus(options) ?? 1);
      const canGrow = () =>
        !isNode(environment.props) ||
        !options.get(ENVIRONMENT, "EnvironmentType").isOneOf("LoadBalanced") ||
        !options.get(TRIGGER, "MeasureName").isOneOf("CPUUtilization") ||
        isParked(options) ||
        mostVcpus(options) === undefined ||
        (upper.number() ?? 0) < reachable();
      const message = () =>
        `${TRIGGER}: UpperThreshold is ${upper.shown()}, but instances of ${mostVcpus(options) ?? 1} vCPUs with ${number()} saturated ${number() === 1 ? "process" : "processes"} show ${reachable()} % CPU; set WEB_CONCURRENCY, a smaller instance type or a lower threshold.`;
      if (processes.unknown || processes.present) {
        demand(canGrow, message);
      } else {
        // One process is the usual case, but an application may start more without saying so here.
        demand(canGrow, message, "advisory");
      }
    },
  },
});

/** Other platforms have threads that run on every vCPU. */
function isNode(props: Value): boolean {
  return ["solutionStackName", "platformArn"].some((key) => {
    const name = props.at(key);
    return !name.unknown && /Node\.?js/i.test(name.text() ?? "");
  });
}

/** Of the largest instance type that the environment may take; undefined where none is named, or one is not known. */
function mostVcpus(options: BeanstalkOptions): number | undefined {
  const several = options.get("aws:ec2:instances", "InstanceTypes");
  const one = options.get("aws:autoscaling:launchconfiguration", "InstanceType");
  const names = (several.absent ? one : several).text()?.split(",") ?? [];
  const vcpus = names.flatMap((name) => instanceType(name.trim())?.vcpus ?? []);
  return vcpus.length === 0 || vcpus.length < names.length ? undefined : Math.max(...vcpus);
}
