import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import {
  DeployPipeline,
  Network,
  NotificationTopic,
  PipelineFoundation,
  SsrService,
  StaticSite,
} from "./components";
import { loadConfig, type ServiceConfig, type SiteConfig } from "./config";

const config = loadConfig();
const { protect } = config;
const emails = config.alarmEmail === undefined ? [] : [config.alarmEmail];
const hasSites = Object.keys(config.sites).length > 0;
const hasServices = Object.keys(config.services).length > 0;
const hasPipelines = [...Object.values(config.sites), ...Object.values(config.services)].some(
  ({ pipeline }) => pipeline !== undefined,
);

const usesStackZone = ({ domain, dns, zone, zoneId: id }: SiteConfig | ServiceConfig) =>
  domain !== undefined && dns !== false && zone === undefined && id === undefined;
const needsZone = [...Object.values(config.sites), ...Object.values(config.services)].some(usesStackZone);
// Looked up only where a record is made: the zone of a stack without any may be in another account.
const zoneId =
  config.zoneId ?? (needsZone ? route53.getZoneOutput({ name: config.zone ?? "" }).zoneId : undefined);
const network = hasServices ? new Network("network", config.network ?? {}) : undefined;
// An alarm notifies topics of its own region only, and those of CloudFront are in us-east-1.
const topic =
  emails.length > 0 && (hasServices || hasPipelines)
    ? new NotificationTopic("alarms", { emails })
    : undefined;
const edgeTopic =
  emails.length > 0 && hasSites
    ? new NotificationTopic("edge-alarms", { emails, region: "us-east-1" })
    : undefined;
const foundation = hasPipelines
  ? new PipelineFoundation("pipelines", { ...config.pipelines, protect, alarmTopicArn: topic?.arn })
  : undefined;

// An account has 20 response headers policies of its own at first: sites with equal headers share the first one's.
const headersPolicies = new Map<string, pulumi.Output<string>>();

/** What an entry has made under its former name is what it makes now. */
const keeping = (formerName: string | undefined): pulumi.ComponentResourceOptions =>
  formerName === undefined ? {} : { aliases: [{ name: formerName }] };

function makeSite(name: string, { pipeline, formerName, ...args }: SiteConfig) {
  const headers = JSON.stringify(args.headers);
  const site = new StaticSite(
    name,
    {
      ...args,
      responseHeadersPolicyId: headersPolicies.get(headers),
      zoneId: usesStackZone(args) ? zoneId : args.zoneId,
      alarmTopicArn: edgeTopic?.arn,
      protect,
    },
    keeping(formerName),
  );
  headersPolicies.set(headers, site.responseHeadersPolicyId);
  const release =
    pipeline &&
    new DeployPipeline(name, { ...pipeline, target: site.deployTarget, foundation }, keeping(formerName));
  const { url, bucketName, distributionId, keyValueStoreArn, dnsTarget, validationRecords } = site;
  const { bucketArn, distributionArn, logBucketName, errorAlarmName, deployPolicyJson } = site;
  const toEnter = args.dns === false ? { dnsTarget, validationRecords } : {};
  const always = {
    url,
    bucketName,
    bucketArn,
    distributionId,
    distributionArn,
    keyValueStoreArn,
    ...toEnter,
  };
  const forOthers = { logBucketName, errorAlarmName, deployPolicyJson };
  return { ...always, ...forOthers, pipelineName: release?.pipelineName };
}

function makeService(
  name: string,
  { pipeline, formerName, ...args }: ServiceConfig,
  { vpcId, ...subnets }: Network,
) {
  const service = new SsrService(
    name,
    {
      ...args,
      zoneId: usesStackZone(args) ? zoneId : args.zoneId,
      vpcId,
      publicSubnetIds: subnets.publicSubnetIds,
      privateSubnetIds: subnets.privateSubnetIds,
      alarmTopicArn: topic?.arn,
      protect: args.protect ?? protect,
    },
    keeping(formerName),
  );
  const release =
    pipeline &&
    new DeployPipeline(name, { ...pipeline, target: service.deployTarget, foundation }, keeping(formerName));
  const { url, applicationName, environmentName, standbyDnsName, vcpus } = service;
  const { loadBalancerName, loadBalancerArn, loadBalancerDnsName, autoScalingGroupName } = service;
  const { serviceRoleArn, instanceRoleArn, instanceRoleName, instanceSecurityGroupId } = service;
  return {
    url,
    applicationName,
    environmentName,
    standbyDnsName,
    loadBalancerDnsName,
    loadBalancerName,
    loadBalancerArn,
    autoScalingGroupName,
    serviceRoleArn,
    instanceRoleArn,
    instanceRoleName,
    instanceSecurityGroupId,
    vcpus,
    pipelineName: release?.pipelineName,
  };
}

const mapped = <T, U>(entries: Readonly<Record<string, T>>, make: (name: string, entry: T) => U) =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, make(name, entry)]));

/** By name: where each site is, and what releases it. */
export const sites = mapped(config.sites, makeSite);
/** By name: where each service is, and what releases it. */
export const services =
  network === undefined ? {} : mapped(config.services, (name, args) => makeService(name, args, network));
/** The VPC of the services, for what else is to stand in it; null without services. */
export const vpc =
  network === undefined
    ? null
    : {
        id: network.vpcId,
        publicSubnetIds: network.publicSubnetIds,
        privateSubnetIds: network.privateSubnetIds,
      };
/** Topics that alarms notify, for alarms of your own: that of the stack's region, and that of us-east-1; null without `alarmEmail`. */
export const alarmTopicArns =
  topic === undefined && edgeTopic === undefined ? null : { region: topic?.arn, usEast1: edgeTopic?.arn };
const ownConnection = config.pipelines?.connectionArn === undefined ? foundation : undefined;
/** Approve the Bitbucket connection that this stack makes here, once; null without pipelines, and with `connectionArn`. */
export const connectionUrl = ownConnection?.connectionConsoleUrl ?? null;
