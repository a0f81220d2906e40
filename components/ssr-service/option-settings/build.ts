import { accessLogsOptions } from "../access-logs";
import { type ApplicationChoice, proxyOptions } from "../application";
import { type Deployment, deploymentOptions } from "../deployment";
import { type HealthCheck, healthCheckOptions } from "../health-check";
import { type Instances, instancesOptions, type InstancesWiring } from "../instances";
import { type LoadBalancer, loadBalancerOptions, type LoadBalancerWiring } from "../load-balancer";
import { type Logs, logsOptions } from "../logs";
import { type ManagedUpdates, managedUpdatesOptions } from "../managed-updates";
import { notificationsOptions } from "../notifications";
import { type Names } from "../dns";
import { type Processes } from "../processes";
import { growthOptions } from "../growth";
import type { Scaling } from "../scaling";
import { type Spot, spotOptions } from "../spot";
import { type Variables, variablesOptions } from "../variables";
import { canonical, type Options, type OptionSetting } from "./option-setting";

/** What the options of an environment say of a service. */
export type Configured = ApplicationChoice &
  Deployment &
  HealthCheck &
  Instances &
  LoadBalancer &
  Logs &
  ManagedUpdates &
  Pick<Names, "domain"> &
  Processes &
  Scaling &
  Spot &
  Variables & { readonly extraSettings: Options };

/** What other resources supply; lists are already joined (sorted, by commas without spaces). */
export interface Wiring<V = string> extends InstancesWiring<V>, LoadBalancerWiring<V> {
  readonly serviceRole: V;
  readonly accessLogsBucket: V | undefined;
  readonly notificationTopicArn: V | undefined;
  readonly extraEnvironment: Readonly<Record<string, V>>;
}

/** The complete list of an environment's option settings. */
export function optionSettings<V>(service: Configured, wiring: Wiring<V>): OptionSetting<V>[] {
  return canonical<V>([
    growthOptions(service),
    instancesOptions(service, wiring),
    spotOptions(service),
    healthCheckOptions(service),
    loadBalancerOptions(service, wiring),
    accessLogsOptions(wiring.accessLogsBucket),
    deploymentOptions(service),
    logsOptions(service),
    managedUpdatesOptions(service, wiring.serviceRole),
    notificationsOptions(wiring.notificationTopicArn),
    { "aws:elasticbeanstalk:environment": { ServiceRole: wiring.serviceRole } },
    proxyOptions(service),
    variablesOptions(service, wiring.extraEnvironment),
    service.extraSettings,
  ]);
}

/** Well-formed values where only the rest of the list matters. */
export const ANY_WIRING: Wiring = {
  vpcId: "vpc-0",
  loadBalancerSubnets: "subnet-0,subnet-1",
  instanceSubnets: "subnet-0,subnet-1",
  loadBalancerSecurityGroup: "sg-0",
  instanceSecurityGroup: "sg-1",
  certificateArn: "arn:aws:acm:any",
  serviceRole: "any",
  instanceProfile: "any",
  accessLogsBucket: "any",
  notificationTopicArn: "arn:aws:sns:any",
  extraEnvironment: {},
};
