import { Dashboard } from "@pulumi/aws/cloudwatch";
import { Application } from "@pulumi/aws/elasticbeanstalk";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { BeanstalkTarget } from "../deploy-pipeline/targets/elastic-beanstalk/elastic-beanstalk";
import { checkArgs } from "../shared/validation";
import { makeAccessLogs } from "./access-logs";
import { makeAlarms } from "./alarms";
import type { SsrServiceArgs } from "./args";
import { issueCertificate } from "./certificate";
import { dashboardBody } from "./dashboard";
import { type ResolvedConfig, resolve } from "./defaults";
import { makeRecords } from "./dns";
import { type Beanstalk, makeEnvironment } from "./environment";
import { type Firewall, makeFirewall } from "./firewall";
import { hostsOf } from "./hosts";
import { measureMemory } from "./memory-agent";
import { loadBalancerDimension, type Subjects } from "./metrics";
import { optionSettings, type Wiring } from "./options/build";
import { type Place, placeOf } from "./place";
import { replaceUnhealthy } from "./replacement";
import { makeRoles, type Roles } from "./roles";
import { serviceName, ssrServiceArgsSchema } from "./schema";
import { makeWebAcl } from "./web-acl";

type Opts = { readonly parent: pulumi.Resource };

/**
 * A server-rendered application on Elastic Beanstalk: Route 53 → Application Load Balancer → EC2 instances, growing
 * with the load and released without interruption.
 *
 * @throws {pulumi.ResourceError} that lists every fault of the arguments
 */
export class SsrService extends pulumi.ComponentResource {
  /** Where the service is reached, e.g. `https://app.example.com`. */
  readonly url: pulumi.Output<string>;
  readonly applicationName: pulumi.Output<string>;
  /** Name of the environment that gets the traffic. */
  readonly environmentName: pulumi.Output<string>;
  /** `e-…` of the environment that gets the traffic. */
  readonly environmentId: pulumi.Output<string>;
  /** DNS name of the environment's load balancer. */
  readonly loadBalancerDnsName: pulumi.Output<string>;
  readonly loadBalancerArn: pulumi.Output<string>;
  /** Security group of the instances, for the rules of databases and caches. */
  readonly instanceSecurityGroupId: pulumi.Output<string>;
  readonly serviceRoleArn: pulumi.Output<string>;
  readonly instanceRoleArn: pulumi.Output<string>;
  /** DNS name of the standby environment's load balancer, where there is one. */
  readonly standbyDnsName: pulumi.Output<string> | undefined;
  /** What a DeployPipeline needs to release to this service. */
  readonly deployTarget: BeanstalkTarget;

  constructor(name: string, args: SsrServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:SsrService", name, {}, opts);
    checkArgs(z.object({ name: serviceName }), { name }, this, `SsrService "${name}"`);
    checkArgs(ssrServiceArgsSchema, args, this, `SsrService "${name}"`);
    const config = resolve(args);
    const parent = { parent: this };
    const place = placeOf(this);
    const notificationTopicArn = config.eventNotifications ? args.alarmTopicArn : undefined;
    const roles = makeRoles(name, { ...config, place, notificationTopicArn, tags: args.tags }, parent);
    const firewall = makeFirewall(
      name,
      { ...config, vpcId: args.vpcId, dualstack: config.ipAddressType === "dualstack", tags: args.tags },
      parent,
    );
    const application = makeApplication(name, args, config, roles, parent);
    const make = environmentMaker(name, args, config, { place, roles, firewall, application }, parent);
    const live = make(config.nodeVersion);
    const standby = config.standbyNodeVersion === undefined ? undefined : make(config.standbyNodeVersion);
    makeRecords(name, args, live, parent);
    const subjects = subjectsOf(live);
    const alarms = makeAlarms(
      name,
      { config, subjects, topicArn: args.alarmTopicArn, tags: args.tags },
      parent,
    );
    makeDashboard(name, config, subjects, place.region, parent);

    this.url = pulumi.output(`https://${args.domain}`);
    this.applicationName = application.name;
    this.environmentName = live.environment.name;
    this.environmentId = live.environment.id;
    this.loadBalancerDnsName = live.environment.endpointUrl;
    this.loadBalancerArn = live.loadBalancerArn;
    this.instanceSecurityGroupId = firewall.instance.id;
    this.serviceRoleArn = roles.service.arn;
    this.instanceRoleArn = roles.instance.arn;
    this.standbyDnsName = standby?.environment.endpointUrl;
    this.deployTarget = targetOf(this, config, alarms.get("target-errors")?.name);
    this.registerOutputs({
      url: this.url,
      applicationName: this.applicationName,
      environmentName: this.environmentName,
      loadBalancerDnsName: this.loadBalancerDnsName,
    });
  }
}

function targetOf(
  service: SsrService,
  { deployment }: ResolvedConfig,
  errorAlarmName: pulumi.Output<string> | undefined,
): BeanstalkTarget {
  const { applicationName, environmentName, environmentId, serviceRoleArn, instanceRoleArn, url } = service;
  return {
    kind: "beanstalk",
    applicationName,
    environmentName,
    environmentId,
    serviceRoleArn,
    instanceRoleArn,
    url,
    ...(deployment.policy === "TrafficSplitting" ? { trafficSplitting: true } : {}),
    ...(errorAlarmName === undefined ? {} : { errorAlarmName }),
  };
}

function makeApplication(
  name: string,
  args: SsrServiceArgs,
  config: ResolvedConfig,
  roles: Roles,
  opts: Opts,
): Application {
  return new Application(
    name,
    {
      description: `Server-rendered application at ${config.domain}`,
      // The bundles themselves expire by the rules of the pipeline's bucket.
      appversionLifecycle: {
        serviceRole: roles.service.arn,
        maxCount: config.keepVersions,
        deleteSourceFromS3: false,
      },
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    { ...opts, dependsOn: [...roles.permissions], protect: args.protect ?? false },
  );
}

interface Parts {
  readonly place: Place;
  readonly roles: Roles;
  readonly firewall: Firewall;
  readonly application: Application;
}

/** Makes the environment of one Node major; what environments have in common is made once. */
function environmentMaker(
  name: string,
  args: SsrServiceArgs,
  config: ResolvedConfig,
  parts: Parts,
  opts: Opts,
): (nodeVersion: string) => Beanstalk {
  const { place, roles, firewall, application } = parts;
  const protect = args.protect ?? false;
  const logs =
    config.accessLogs === undefined
      ? undefined
      : makeAccessLogs(name, { ...config.accessLogs, place, protect, tags: args.tags }, opts);
  const webAclArn = config.managedRules
    ? makeWebAcl(name, { rateLimit: rateLimitOf(config), tags: args.tags }, opts).arn
    : config.webAclArn;
  const settings = optionSettings(args, wiringOf(name, args, parts, logs?.bucket.id, opts));
  return (nodeVersion) => {
    const live = nodeVersion === config.nodeVersion;
    const made = makeEnvironment(
      name,
      {
        application,
        nodeVersion,
        solutionStackName: live ? config.solutionStackName : undefined,
        initialVersion: config.initialVersion,
        settings,
        redirect: !config.cloudFrontOnly,
        webAclArn,
        dependsOn: [...roles.permissions, ...firewall.rules, ...(logs?.ready ?? [])],
        protect: protect && live,
        tags: args.tags,
      },
      opts,
    );
    const { environment, autoScalingGroupName } = made;
    const role = `${name}-node${nodeVersion}`;
    measureMemory(role, { environmentName: environment.name, tags: args.tags }, opts);
    const { replace, gracePeriod } = config.healthCheck;
    if (replace) {
      replaceUnhealthy(role, { place, autoScalingGroupName, gracePeriod, tags: args.tags }, opts);
    }
    return made;
  };
}

/**
 * None behind CloudFront: its few addresses stand for all visitors and would soon be blocked, and the address that it
 * forwards may be the visitor's own invention.
 */
function rateLimitOf({ cloudFrontOnly, rateLimit }: ResolvedConfig): number | undefined {
  return cloudFrontOnly ? undefined : rateLimit;
}

function wiringOf(
  name: string,
  args: SsrServiceArgs,
  { roles, firewall }: Parts,
  accessLogsBucket: pulumi.Input<string> | undefined,
  opts: Opts,
): Wiring<pulumi.Input<string>> {
  return {
    vpcId: args.vpcId,
    loadBalancerSubnets: joined(args.publicSubnetIds),
    instanceSubnets: joined(args.instanceSubnets === "public" ? args.publicSubnetIds : args.privateSubnetIds),
    loadBalancerSecurityGroup: firewall.loadBalancer.id,
    instanceSecurityGroup: firewall.instance.id,
    certificateArn: certificateArn(name, args, opts),
    serviceRole: roles.service.name,
    instanceProfile: roles.instanceProfile.name,
    accessLogsBucket,
    notificationTopicArn: args.eventNotifications === true ? args.alarmTopicArn : undefined,
    extraEnvironment: args.extraEnvironment ?? {},
  };
}

/** Sorted and without blanks, as Beanstalk reads it back. */
function joined(ids: SsrServiceArgs["publicSubnetIds"]): pulumi.Output<string> {
  return pulumi.output(ids).apply((each) => [...each].sort().join(","));
}

function certificateArn(name: string, args: SsrServiceArgs, opts: Opts): pulumi.Input<string> {
  if (args.certificateArn !== undefined) {
    return args.certificateArn;
  }
  // The schema asks for one of the two.
  return issueCertificate(name, { hosts: hostsOf(args), zoneId: args.zoneId ?? "", tags: args.tags }, opts);
}

function subjectsOf(live: Beanstalk): Subjects<pulumi.Output<string>> {
  return {
    environmentName: live.environment.name,
    autoScalingGroupName: live.autoScalingGroupName,
    loadBalancer: live.loadBalancerArn.apply(loadBalancerDimension),
  };
}

function makeDashboard(
  name: string,
  config: ResolvedConfig,
  subjects: Subjects<pulumi.Output<string>>,
  region: pulumi.Output<string>,
  opts: Opts,
): void {
  const body = pulumi
    .all([subjects.environmentName, subjects.autoScalingGroupName, subjects.loadBalancer, region])
    .apply(([environmentName, autoScalingGroupName, loadBalancer, where]) =>
      JSON.stringify(dashboardBody(config, { environmentName, autoScalingGroupName, loadBalancer }, where)),
    );
  new Dashboard(
    name,
    { dashboardName: pulumi.interpolate`${subjects.environmentName}`, dashboardBody: body },
    opts,
  );
}
