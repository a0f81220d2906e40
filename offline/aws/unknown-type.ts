import arns from "./facts/arns.json";
import type { Entry, Facts } from "../simulation/rules";

/** Services whose name in an ARN is not the module's name in @pulumi/aws. */
const SERVICES: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  amp: "aps",
  apigatewayv2: "apigateway",
  appautoscaling: "application-autoscaling",
  applicationloadbalancing: "elasticloadbalancing",
  appintegrations: "app-integrations",
  bcmdata: "bcm-data-exports",
  cfg: "config",
  chimesdkmediapipelines: "chime",
  codestarconnections: "codestar-connections",
  codestarnotifications: "codestar-notifications",
  costexplorer: "ce",
  costoptimizationhub: "cost-optimization-hub",
  customerprofiles: "profile",
  devopsguru: "devops-guru",
  directconnect: "directconnect",
  directoryservice: "ds",
  docdb: "rds",
  ebs: "ec2",
  ec2clientvpn: "ec2",
  ec2transitgateway: "ec2",
  efs: "elasticfilesystem",
  elasticsearch: "es",
  elb: "elasticloadbalancing",
  emr: "elasticmapreduce",
  emrcontainers: "emr-containers",
  emrserverless: "emr-serverless",
  kinesisanalyticsv2: "kinesisanalytics",
  lb: "elasticloadbalancing",
  location: "geo",
  msk: "kafka",
  mskconnect: "kafkaconnect",
  mwaa: "airflow",
  neptune: "rds",
  neptunegraph: "neptune-graph",
  networkfirewall: "network-firewall",
  opensearch: "es",
  opensearchingest: "osis",
  pinpoint: "mobiletargeting",
  ecrpublic: "ecr-public",
  redshiftserverless: "redshift-serverless",
  resourceexplorer: "resource-explorer-2",
  resourcegroups: "resource-groups",
  route53recoverycontrol: "route53-recovery-control",
  route53recoveryreadiness: "route53-recovery-readiness",
  s3control: "s3",
  s3outposts: "s3-outposts",
  sesv2: "ses",
  sfn: "states",
  ssmcontacts: "ssm-contacts",
  ssmincidents: "ssm-incidents",
  ssoadmin: "sso",
  timestreaminfluxdb: "timestream-influxdb",
  timestreamwrite: "timestream",
  verifiedaccess: "ec2",
  vpc: "ec2",
  vpclattice: "vpc-lattice",
  vpn: "ec2",
  wafregional: "waf-regional",
  workspacesweb: "workspaces-web",
};

/** The service that stands in the ARNs of a module's resources. */
export function serviceOf(module: string): string {
  return Object.hasOwn(SERVICES, module) ? String(SERVICES[module]) : module;
}

const FORMS: Readonly<Record<string, string>> = arns;

/**
 * The entry of a type without one of its own: an id of the common form, and an ARN of the form that AWS publishes for the type. Where it
 * publishes none that is recognised, the ARN is unknown.
 */
export function fallbackEntry(type: string, facts: Facts | undefined): Entry {
  const [, path = ""] = /^aws:\w+\/(\w+):/.exec(type) ?? [];
  const kind = path.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const form = Object.hasOwn(FORMS, type) ? FORMS[type] : undefined;
  return {
    id: facts?.name === true ? "{name}" : `${kind}-{hex:17}`,
    outputs: form === undefined ? {} : { arn: form },
  };
}
