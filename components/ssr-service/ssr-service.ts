import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { BeanstalkTarget } from "../deploy-pipeline/targets/elastic-beanstalk/beanstalk-target";
import { currentAccountAndRegion } from "../aws/account";
import { createCertificate } from "../aws/certificate";
import { normalizeArgs } from "../fields";
import { createAccessLogs } from "./access-logs";
import { createApplication } from "./application";
import { configureAgent } from "./cloudwatch-agent";
import { createDashboard } from "./dashboard";
import { splitsTraffic } from "./deployment";
import { createRecords, hostedZoneOf, hostsOf } from "./dns";
import { type Beanstalk, createEnvironment } from "./environment";
import { createRoles } from "./iam-roles";
import { warnOfUnknownFamilies } from "./known-types";
import { architectureOf } from "../aws/instance-types";
import { createAlarms } from "./metric-alarms";
import { loadBalancerDimension } from "./metrics";
import { optionSettings } from "./option-settings/build";
import { SSR_SERVICE_RENAMES } from "./renames";
import { createSchedules } from "./scheduled-capacity";
import { createSecurityGroups } from "./security-groups";
import { type Service, serviceName, type SsrServiceArgs, ssrServiceArgsSchema } from "./service";
import { createTargetTracking } from "./target-tracking";
import { createReplacementSchedule } from "./unhealthy-replacement";
import { type VcpuNeed, vcpuNeed } from "./vcpu-quota";
import { webAclOf } from "./waf";

/**
 * A server-rendered application on Elastic Beanstalk: Route 53 → Application Load Balancer → EC2 instances, growing
 * with the load and released without interruption.
 *
 * @throws {pulumi.ResourceError} that lists every fault of the arguments
 */
export class SsrService extends pulumi.ComponentResource {
  /** Where the service is reached, e.g. `https://app.example.com`. */
  readonly url: pulumi.Output<string>;
  /** Name of the Elastic Beanstalk application. */
  readonly applicationName: pulumi.Output<string>;
  /** Name of the environment that gets the traffic. */
  readonly environmentName: pulumi.Output<string>;
  /** `e-…` of the environment that gets the traffic. */
  readonly environmentId: pulumi.Output<string>;
  /** DNS name of the environment's load balancer. */
  readonly loadBalancerDnsName: pulumi.Output<string>;
  /** ARN of the load balancer, e.g. for a listener rule or a web ACL of your own. */
  readonly loadBalancerArn: pulumi.Output<string>;
  /** Name of the load balancer, as its console lists it. */
  readonly loadBalancerName: pulumi.Output<string>;
  /** Name of the group of instances. */
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** Security group of the instances, for the rules of databases and caches. */
  readonly instanceSecurityGroupId: pulumi.Output<string>;
  /** ARN of the role in which Beanstalk works on the environment. */
  readonly serviceRoleArn: pulumi.Output<string>;
  /** ARN of the role that the application has on its instances. */
  readonly instanceRoleArn: pulumi.Output<string>;
  /** Name of that role, e.g. for a policy of your own. */
  readonly instanceRoleName: pulumi.Output<string>;
  /** vCPUs that the service takes of the account's quota; undefined where its instance type is not known. */
  readonly vcpus: VcpuNeed | undefined;
  /** DNS name of the standby environment's load balancer, where there is one. */
  readonly standbyDnsName: pulumi.Output<string> | undefined;
  /** What a DeployPipeline needs to release to this service. */
  readonly deployTarget: BeanstalkTarget;

  constructor(name: string, args: SsrServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:SsrService", name, {}, opts);
    const label = `SsrService "${name}"`;
    normalizeArgs(z.object({ name: serviceName }), { name }, { resource: this, label });
    const { alarms: wanted = args.alarmTopicArn !== undefined } = args;
    const service = normalizeArgs(
      ssrServiceArgsSchema,
      { ...args, alarms: wanted },
      { resource: this, label },
      SSR_SERVICE_RENAMES,
    );
    const parent = { parent: this };
    const { tags, protect = false, alarmTopicArn, nodeVersion, standbyNodeVersion } = service;
    const zoneId = hostedZoneOf(service, this);
    const notificationTopicArn = service.eventNotifications ? alarmTopicArn : undefined;

    const account = currentAccountAndRegion(this);
    const roles = createRoles(name, { ...service, account, notificationTopicArn, tags }, parent);
    const groups = createSecurityGroups(name, { service, vpcId: service.vpcId, tags }, parent);
    const application = createApplication(name, { ...service, roles, protect, tags }, parent);
    const accessLogs =
      service.accessLogs === false
        ? undefined
        : createAccessLogs(name, { ...service.accessLogs, account, protect, tags }, parent);
    warnOfUnknownFamilies(service.instanceTypes, this);
    const webAclArn = webAclOf(name, { service, tags }, parent);
    const certificateArn = service.certificateArn ?? createOwnCertificate(name, service, zoneId, parent);
    const settings = optionSettings<pulumi.Input<string>>(service, {
      vpcId: service.vpcId,
      loadBalancerSubnets: joined(
        service.scheme === "internal" ? service.privateSubnetIds : service.publicSubnetIds,
      ),
      instanceSubnets: joined(
        service.instanceSubnets === "public" ? service.publicSubnetIds : service.privateSubnetIds,
      ),
      loadBalancerSecurityGroup: groups.loadBalancer.id,
      instanceSecurityGroup: joined([groups.instance.id, ...service.instanceSecurityGroupIds]),
      certificateArn,
      serviceRole: roles.service.name,
      instanceProfile: roles.instanceProfile.name,
      accessLogsBucket: accessLogs?.bucket.id,
      notificationTopicArn,
      extraEnvironment: service.extraEnvironment,
    });
    const environmentArgs = {
      application,
      settings,
      webAclArn,
      originSecret: service.originSecret,
      initialVersion: service.initialVersion,
      redirect: !service.cloudFrontOnly,
      fixed: [architectureOf(service.instanceTypes[0] ?? ""), service.scheme],
      dependsOn: [...roles.permissions, ...groups.rules, ...(accessLogs?.ready ?? [])],
      tags,
    };
    const live = createEnvironment(
      name,
      { ...environmentArgs, nodeVersion, solutionStackName: service.solutionStackName, protect },
      parent,
    );
    const standby =
      standbyNodeVersion &&
      createEnvironment(
        name,
        { ...environmentArgs, nodeVersion: standbyNodeVersion, solutionStackName: undefined, protect: false },
        parent,
      );
    for (const each of standby ? [live, standby] : [live]) {
      configureAgent(each.logicalName, { service, environmentName: each.environment.name, tags }, parent);
      createReplacementSchedule(each, { ...service.healthCheck, account, tags }, parent);
    }
    createDnsRecords(name, service, { zoneId, live }, parent);
    const subjects = {
      environmentName: live.environment.name,
      autoScalingGroupName: live.autoScalingGroupName,
      loadBalancer: live.loadBalancerArn.apply(loadBalancerDimension),
    };
    createTargetTracking(live.logicalName, { service, subjects }, parent);
    createSchedules(
      live.logicalName,
      { autoScalingGroupName: live.autoScalingGroupName, schedule: service.scaling.schedule },
      parent,
    );
    const alarms = createAlarms(name, { service, subjects, topicArn: alarmTopicArn, tags }, parent);
    createDashboard(name, { service, subjects, region: account.apply(({ region }) => region) }, parent);

    this.url = pulumi.output(`https://${service.domain}`);
    this.applicationName = application.name;
    this.environmentName = live.environment.name;
    this.environmentId = live.environment.id;
    this.loadBalancerDnsName = live.environment.endpointUrl;
    this.loadBalancerArn = live.loadBalancerArn;
    this.loadBalancerName = subjects.loadBalancer.apply((each) => each.split("/")[1] ?? "");
    this.autoScalingGroupName = live.autoScalingGroupName;
    this.instanceSecurityGroupId = groups.instance.id;
    this.serviceRoleArn = roles.service.arn;
    this.instanceRoleArn = roles.instance.arn;
    this.instanceRoleName = roles.instance.name;
    this.vcpus = vcpuNeed(service);
    this.standbyDnsName = standby?.environment.endpointUrl;
    this.deployTarget = {
      kind: "beanstalk",
      applicationName: this.applicationName,
      environmentName: this.environmentName,
      environmentId: this.environmentId,
      serviceRoleArn: this.serviceRoleArn,
      instanceRoleArn: this.instanceRoleArn,
      url: this.url,
      architecture: architectureOf(service.instanceTypes[0] ?? ""),
      ...(service.instanceSubnets === "public"
        ? {}
        : {
            network: {
              vpcId: service.vpcId,
              subnetIds: service.privateSubnetIds,
              securityGroupIds: [groups.instance.id, ...service.instanceSecurityGroupIds],
            },
          }),
      ...(notificationTopicArn === undefined ? {} : { notificationTopicArn }),
      ...(splitsTraffic(service) ? { trafficSplitting: true } : {}),
      ...errorAlarmOf(alarms),
    };
    this.registerOutputs({
      url: this.url,
      applicationName: this.applicationName,
      environmentName: this.environmentName,
      loadBalancerDnsName: this.loadBalancerDnsName,
    });
  }
}

/** Sorted and without blanks, as Beanstalk reads it back. */
function joined(ids: SsrServiceArgs["publicSubnetIds"]): pulumi.Output<string> {
  return pulumi.output(ids).apply((each) => [...each].sort().join(","));
}

/** A certificate of all hosts, known once ACM has issued it. */
function createOwnCertificate(
  name: string,
  service: Service,
  zoneId: pulumi.Input<string> | undefined,
  opts: { readonly parent: pulumi.Resource },
): pulumi.Input<string> {
  const { arn } = createCertificate(
    {
      hosts: hostsOf(service),
      zoneId,
      tags: service.tags,
      names: { certificate: name, validation: name, record: (host) => `${name}-validation-${host}` },
      validationTimeout: "30m",
    },
    opts,
  );
  // Without a zone, the schema demands a certificate that exists.
  return arn ?? "";
}

function createDnsRecords(
  name: string,
  service: Service,
  { zoneId, live }: { readonly zoneId: pulumi.Input<string> | undefined; readonly live: Beanstalk },
  opts: { readonly parent: pulumi.Resource },
): void {
  if (service.dns && zoneId !== undefined) {
    createRecords(
      name,
      {
        hosts: hostsOf(service),
        zoneId,
        allowOverwrite: service.allowOverwrite,
        dualstack: service.ipAddressType === "dualstack",
        target: live.environment.endpointUrl,
      },
      opts,
    );
  }
}

function errorAlarmOf(alarms: ReturnType<typeof createAlarms>): Pick<BeanstalkTarget, "errorAlarmName"> {
  const alarm = alarms.get("target-errors");
  return alarm === undefined ? {} : { errorAlarmName: alarm.name };
}
