import { add, type Change } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, type Cases } from "../../../policies/testing/case";

const EKS = "aws:elasticbeanstalk:eks";
type Settings = Readonly<Record<string, unknown>>;

/** What a Cluster environment is given so that every rule is content. */
const GOOD: Settings = {
  [`${EKS}/cluster-role`]: "arn:aws:iam::123456789012:role/cluster",
  [`${EKS}:environment/subnets`]: "subnet-1,subnet-2",
  [`${EKS}:environment/env-variables`]: JSON.stringify({ LOG_LEVEL: "info" }),
  [`${EKS}:environment:autoscaling/min-replica`]: "2",
  [`${EKS}:environment:autoscaling/max-replica`]: "6",
  [`${EKS}:environment:readiness-probe/enabled`]: "true",
  [`${EKS}:environment:readiness-probe/http-path`]: "/health",
  [`${EKS}:environment:liveness-probe/enabled`]: "true",
  [`${EKS}:environment:liveness-probe/http-path`]: "/health",
  [`${EKS}:alb/healthcheck-path`]: "/health",
  [`${EKS}:alb/ssl-policy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
};

/** A Cluster environment beside the program; `undefined` leaves an option out. */
function cluster(change: Settings = {}): Change {
  const settings = Object.entries({ ...GOOD, ...change })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({
      namespace: key.slice(0, key.lastIndexOf("/")),
      name: key.slice(key.lastIndexOf("/") + 1),
      value,
    }));
  return add({
    type: "aws:elasticbeanstalk/environment:Environment",
    name: "cluster",
    parent: "api",
    props: { application: "shop", tier: "Kubernetes", settings, tags: { app: "example" } },
  });
}
const scaling = `${EKS}:environment:autoscaling`;
const trigger = `${scaling}:trigger`;

export const clusterCases: Cases = {
  "eb-cluster-namespaces": {
    faulty: { "a classic option": cluster({ "aws:autoscaling:asg/MinSize": "2" }) },
    absent: fine(cluster()),
    unknown: { change: cluster({ [`${EKS}:alb/scheme`]: UNKNOWN }), expect: "fine" },
  },
  "eb-cluster-replicas": {
    faulty: {
      "one replica": cluster({ [`${scaling}/min-replica`]: "1" }),
      "no room to grow": cluster({ [`${scaling}/max-replica`]: 2 }),
    },
    absent: faulty(cluster({ [`${scaling}/min-replica`]: undefined })),
    unknown: undetermined(cluster({ [`${scaling}/min-replica`]: UNKNOWN })),
    fine: { "as they should be": cluster() },
  },
  "eb-cluster-probes": {
    faulty: {
      "readiness off": cluster({ [`${EKS}:environment:readiness-probe/enabled`]: "false" }),
      "liveness asks for the home page": cluster({ [`${EKS}:environment:liveness-probe/http-path`]: "/" }),
      "the balancer asks for the home page": cluster({ [`${EKS}:alb/healthcheck-path`]: "/" }),
    },
    absent: faulty(cluster({ [`${EKS}:environment:readiness-probe/enabled`]: undefined })),
    unknown: undetermined(cluster({ [`${EKS}:environment:readiness-probe/enabled`]: UNKNOWN })),
    fine: {
      "no balancer": cluster({
        [`${EKS}:environment/load-balancer-type`]: "None",
        [`${EKS}:alb/healthcheck-path`]: undefined,
        [`${EKS}:alb/ssl-policy`]: undefined,
      }),
    },
  },
  "eb-cluster-cpu-trigger": {
    faulty: {
      "at 95 percent": cluster({ [`${trigger}/cpu-value`]: "95" }),
      "by a schedule only": cluster({ [`${trigger}/scaler-type`]: "cron" }),
    },
    absent: fine(cluster()),
    unknown: undetermined(cluster({ [`${trigger}/cpu-value`]: UNKNOWN })),
    fine: {
      "a schedule beside the trigger": cluster({
        [`${trigger}/scaler-type`]: "cron",
        [`${trigger}/cpu-value`]: 60,
      }),
    },
  },
  "eb-cluster-deployment": {
    faulty: {
      "all at once": cluster({ [`${EKS}:environment:deployment/strategy`]: "Recreate" }),
      "all unavailable": cluster({
        [`${EKS}:environment:deployment:strategy:rolling/max-unavailable`]: "100%",
      }),
    },
    absent: fine(cluster()),
    unknown: undetermined(cluster({ [`${EKS}:environment:deployment/strategy`]: UNKNOWN })),
  },
  "eb-cluster-tls": {
    faulty: { "an old policy": cluster({ [`${EKS}:alb/ssl-policy`]: "ELBSecurityPolicy-2016-08" }) },
    absent: faulty(cluster({ [`${EKS}:alb/ssl-policy`]: undefined })),
    unknown: undetermined(cluster({ [`${EKS}:alb/ssl-policy`]: UNKNOWN })),
  },
  "eb-cluster-secrets": {
    faulty: {
      "a password": cluster({ [`${EKS}:environment/env-variables`]: '{"DB_PASSWORD":"hunter2"}' }),
      "secrets that no replica can read": cluster({ [`${EKS}:environment/secrets`]: '{"A":"arn:aws:x"}' }),
    },
    absent: fine(cluster({ [`${EKS}:environment/env-variables`]: undefined })),
    unknown: undetermined(cluster({ [`${EKS}:environment/env-variables`]: UNKNOWN })),
  },
  "eb-cluster-logs": {
    faulty: { none: cluster({ [`${EKS}:observability/logs-backend`]: "none" }) },
    absent: fine(cluster()),
    unknown: undetermined(cluster({ [`${EKS}:observability/logs-backend`]: UNKNOWN })),
  },
};
