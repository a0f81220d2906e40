import { all } from "../fixtures/program";
import { to, type Remedies } from "./remedy";
import { options } from "./settings";

const EKS = "aws:elasticbeanstalk:eks";
const GROUP = "aws:autoscaling:asg";
const TLS = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

const cluster = (namespace: string, values: Readonly<Record<string, unknown>>) =>
  options("cluster", `${EKS}:${namespace}`, values);

export const clusterRemedies: Remedies = {
  "eb-cluster-namespaces": {
    "set the counterpart": to(
      "a classic option",
      all(
        options("cluster", GROUP, { MinSize: void 0 }),
        cluster("environment:autoscaling", { "min-replica": "2" }),
      ),
    ),
  },
  "eb-cluster-replicas": {
    "set both": to(
      "one replica",
      cluster("environment:autoscaling", { "min-replica": "2", "max-replica": "6" }),
    ),
  },
  "eb-cluster-probes": {
    "switch it on": to(
      "readiness off",
      cluster("environment:readiness-probe", { enabled: "true", "http-path": "/health" }),
    ),
    "the balancer's path": to(
      "the balancer asks for the home page",
      cluster("alb", { "healthcheck-path": "/health" }),
    ),
  },
  "eb-cluster-cpu-trigger": {
    "by the CPU": to(
      "by a schedule only",
      cluster("environment:autoscaling:trigger", { "cpu-metric-type": "Utilization", "cpu-value": "80" }),
    ),
    "at 80": to("at 95 percent", cluster("environment:autoscaling:trigger", { "cpu-value": "80" })),
  },
  "eb-cluster-deployment": {
    rolling: to("all at once", cluster("environment:deployment", { strategy: "RollingUpdate" })),
    "none unavailable": to(
      "all unavailable",
      cluster("environment:deployment:strategy:rolling", { "max-unavailable": "0" }),
    ),
  },
  "eb-cluster-logs": Object.fromEntries(
    ["cloudwatch", "s3", "custom"].map((backend) => [
      backend,
      to("none", cluster("observability", { "logs-backend": backend })),
    ]),
  ),
  "eb-cluster-secrets": {
    "name the secret": to(
      "a password",
      cluster("environment", {
        "env-variables": void 0,
        secrets: '{"DB_PASSWORD":"arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db"}',
        "application-role": "arn:aws:iam::123456789012:role/app",
      }),
    ),
    "let the replicas read it": to(
      "secrets that no replica can read",
      cluster("environment", { "application-role": "arn:aws:iam::123456789012:role/app" }),
    ),
  },
  "eb-cluster-tls": { "set the policy": to("an old policy", cluster("alb", { "ssl-policy": TLS })) },
};
