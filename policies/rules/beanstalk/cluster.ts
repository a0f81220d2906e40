import { BeanstalkOptions, CLUSTER } from "../../aws/beanstalk-options";
import { credentialIn } from "../../aws/credentials";
import { isLoadBalancerPolicyAtLeast } from "../../aws/tls-policies";
import { BEANSTALK_ENVIRONMENT } from "../../aws/type-tokens";
import { defineRule, type Demand, type Subject } from "../../engine/rule";
import { Value } from "../../engine/value";
import { healthPathFault } from "../health-paths";

const OPTIONS = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general-eks.html";
const CONTAINER = `${CLUSTER}:environment`;
const SCALING = `${CLUSTER}:environment:autoscaling`;
const TRIGGER = `${CLUSTER}:environment:autoscaling:trigger`;
const BALANCER = `${CLUSTER}:alb`;

/** Judges environments of the mode Cluster only. */
function ofClusters(judge: (options: BeanstalkOptions, demand: Demand) => void) {
  return (environment: Subject, demand: Demand): void => {
    const options = new BeanstalkOptions(environment);
    if (options.isCluster) {
      judge(options, demand);
    }
  };
}

const hasBalancer = (options: BeanstalkOptions) =>
  options.get(CONTAINER, "load-balancer-type").isOneOf("ALB");

export const ebClusterNamespaces = defineRule({
  id: "eb-cluster-namespaces",
  pack: "reliability",
  demands: "A Beanstalk Cluster environment has options of Cluster environments only.",
  why: "Elastic Beanstalk refuses the environment with InvalidParameterValueException.",
  fix: `Remove the options of the classic namespaces; set their counterparts in ${CLUSTER}:*.`,
  severity: "high",
  controls: [],
  url: OPTIONS,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: ofClusters((options, demand) => {
      for (const namespace of options.namespaces("aws:").filter((each) => !each.startsWith(CLUSTER))) {
        demand(
          () => false,
          `${namespace} is for environments of instances; a Cluster environment refuses it.`,
        );
      }
    }),
  },
});

export const ebClusterReplicas = defineRule({
  id: "eb-cluster-replicas",
  pack: "reliability",
  demands: "A Beanstalk Cluster environment keeps enough replicas to lose one and has room to grow.",
  why: "One replica is an outage at each failure and each move to another node.",
  fix: `Set min-replica in ${SCALING} to 2 or more and max-replica above it.`,
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-cluster-scaling.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    minimum: { type: "number", default: 2, minimum: 1, about: "How many replicas there must be at least." },
  },
  environments: { dev: { minimum: 1 } },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: (environment, demand, { minimum }) => {
      ofClusters((options) => {
        const [min, max] = [options.get(SCALING, "min-replica"), options.get(SCALING, "max-replica")];
        demand(
          () => (min.number() ?? 1) >= minimum,
          () => `${SCALING} min-replica is ${min.shown()}; set it to ${minimum} or more.`,
        );
        demand(
          () => (min.number() ?? 1) < (max.number() ?? 10),
          () => `${SCALING} max-replica (${max.shown()}) must be above min-replica (${min.shown()}).`,
        );
      })(environment, demand);
    },
  },
});

export const ebClusterProbes = defineRule({
  id: "eb-cluster-probes",
  pack: "reliability",
  demands: "A Beanstalk Cluster environment asks each replica whether it is ready, at a path made for it.",
  why: "Every probe is off until it is enabled: visitors reach replicas that still start, and those that hang stay.",
  fix: `Set enabled and http-path in ${CONTAINER}:readiness-probe and :liveness-probe, and healthcheck-path in ${BALANCER}.`,
  severity: "critical",
  controls: [],
  url: `${OPTIONS}#command-options-eks-probes`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: ofClusters((options, demand) => {
      for (const probe of ["readiness-probe", "liveness-probe"]) {
        const namespace = `${CONTAINER}:${probe}`;
        demand(
          () => options.get(namespace, "enabled").bool() === true,
          () => `${namespace} enabled is ${options.get(namespace, "enabled").shown()}; set it to true.`,
        );
        const path = options.get(namespace, "http-path");
        const fault = () => healthPathFault(path.text() ?? "/");
        demand(
          () => options.get(namespace, "enabled").bool() !== true || fault() === undefined,
          () => `${namespace} http-path ${fault() ?? ""}`,
        );
      }
      const path = options.get(BALANCER, "healthcheck-path");
      const fault = () => healthPathFault(path.text() ?? "/");
      demand(
        () => !hasBalancer(options) || fault() === undefined,
        () => `${BALANCER} healthcheck-path ${fault() ?? ""}`,
      );
    }),
  },
});

export const ebClusterCpuTrigger = defineRule({
  id: "eb-cluster-cpu-trigger",
  pack: "reliability",
  demands:
    "A Beanstalk Cluster environment grows at 80 percent of the CPU that its replicas reserve, or below.",
  why: "Above, new replicas come when visitors already wait; a trigger of another kind replaces the one on CPU.",
  fix: `Set cpu-metric-type Utilization and cpu-value up to 80 in ${TRIGGER}.`,
  severity: "high",
  controls: [],
  url: `${OPTIONS}#command-options-eks-autoscaling-trigger`,
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    maximum: {
      type: "number",
      default: 80,
      minimum: 1,
      about: "The highest CPU load to grow at, in percent.",
    },
    minimum: {
      type: "number",
      default: 20,
      minimum: 1,
      about: "The lowest CPU load to grow at, in percent.",
    },
  },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: (environment, demand, { maximum, minimum }) => {
      ofClusters((options) => {
        const [value, type] = [options.get(TRIGGER, "cpu-value"), options.get(TRIGGER, "cpu-metric-type")];
        const others = ["scaler-type", "memory-value"].map((name) => options.get(TRIGGER, name));
        demand(
          () => value.present || others.every((other) => other.absent),
          "another trigger replaces the one on CPU that Beanstalk would set; set cpu-value too.",
        );
        demand(
          () =>
            value.absent ||
            type.isOneOf("AverageValue") ||
            ((value.number() ?? 0) <= maximum && (value.number() ?? 0) >= minimum),
          () => `${TRIGGER} cpu-value is ${value.shown()}; set it from ${minimum} to ${maximum}.`,
        );
      })(environment, demand);
    },
  },
});

export const ebClusterDeployment = defineRule({
  id: "eb-cluster-deployment",
  pack: "reliability",
  demands: "A deployment to a Beanstalk Cluster environment replaces replicas one after the other.",
  why: "Recreate takes all replicas down before the new version starts.",
  fix: `Leave strategy in ${CONTAINER}:deployment at RollingUpdate, and max-unavailable at 0.`,
  severity: "high",
  controls: [],
  url: `${OPTIONS}#command-options-eks-deployment`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: ofClusters((options, demand) => {
      const strategy = options.get(`${CONTAINER}:deployment`, "strategy");
      demand(
        () => strategy.isOneOf("RollingUpdate"),
        () => `${CONTAINER}:deployment strategy is ${strategy.shown()}; set it to RollingUpdate.`,
      );
      const unavailable = options.get(`${CONTAINER}:deployment:strategy:rolling`, "max-unavailable");
      demand(
        () => !/^100\s*%$/.test(unavailable.text() ?? ""),
        "max-unavailable is 100%, which takes all replicas down; set a smaller one.",
      );
    }),
  },
});

export const ebClusterTls = defineRule({
  id: "eb-cluster-tls",
  pack: "security",
  demands: "The load balancer of a Beanstalk Cluster environment serves HTTPS, with TLS 1.2 or later.",
  why: "Beanstalk always makes an HTTPS listener, but without ssl-policy it still accepts TLS 1.0.",
  fix: `Set ssl-policy in ${BALANCER} to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 or another one from TLS 1.2 on.`,
  severity: "high",
  controls: [],
  url: `${OPTIONS}#command-options-eks-alb`,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: ofClusters((options, demand) => {
      const policy = options.get(BALANCER, "ssl-policy");
      demand(
        () =>
          !hasBalancer(options) ||
          options.get(BALANCER, "arn").present ||
          isLoadBalancerPolicyAtLeast(policy.text(), "1.2"),
        () => `${BALANCER} ssl-policy is ${policy.shown()}; use one from TLS 1.2 on.`,
      );
      const annotations = options.get(BALANCER, "raw-annotation");
      demand(
        () =>
          !/listen-ports(?![^{}]*HTTPS)|"?ssl-redirect"?\s*:\s*"?(?:false|0)"?/i.test(
            annotations.text() ?? "",
          ),
        `${BALANCER} raw-annotation takes HTTPS away; remove it.`,
      );
    }),
  },
});

export const ebClusterSecrets = defineRule({
  id: "eb-cluster-secrets",
  pack: "security",
  demands: "No environment variable of a Beanstalk Cluster environment holds a credential in plain text.",
  why: "Variables show in the console, in API answers and in saved configurations.",
  fix: `Name the secret's ARN in the option secrets of ${CONTAINER}, and set application-role.`,
  severity: "critical",
  controls: [],
  url: `${OPTIONS}#command-options-eks-environment`,
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: ofClusters((options, demand) => {
      const variables = options.get(CONTAINER, "env-variables");
      demand(
        () => secretVariable(variables) === undefined,
        () => `env-variables: ${secretVariable(variables) ?? ""}.`,
      );
      demand(
        () => options.get(CONTAINER, "secrets").absent || options.get(CONTAINER, "application-role").present,
        "secrets are set without application-role, so that no replica starts.",
      );
    }),
  },
});

/** One option holds every variable, as a JSON object. */
function secretVariable(json: Value): string | undefined {
  const found = entriesOf(json.text() ?? "{}").flatMap(([name, value]) => {
    const credential = credentialIn(name, value);
    return credential === undefined ? [] : [`${name} ${credential}`];
  });
  return found[0];
}

function entriesOf(json: string): [string, Value][] {
  try {
    return Value.of(JSON.parse(json)).entries();
  } catch {
    return [];
  }
}

export const ebClusterLogs = defineRule({
  id: "eb-cluster-logs",
  pack: "security",
  demands: "The logs of a Beanstalk Cluster environment leave the replica.",
  why: "What a replica wrote is gone with it.",
  fix: `Leave logs-backend in ${CLUSTER}:observability at cloudwatch, or set s3 or custom.`,
  severity: "medium",
  controls: [],
  url: `${OPTIONS}#command-options-eks-observability`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: BEANSTALK_ENVIRONMENT,
    judge: ofClusters((options, demand) => {
      const backend = options.get(`${CLUSTER}:observability`, "logs-backend");
      demand(() => !backend.isOneOf("none"), "logs-backend is none; set it to cloudwatch.");
    }),
  },
});
