import { list, lookUp, moduleTable } from "./entries";
import { UNKNOWN } from "../../provider/properties";

export const autoscaling = moduleTable("autoscaling", {
  getAmiIds: list("arns names"),
  getGroup: lookUp(
    "aws:autoscaling/group:Group",
    "{name}",
    "arn availabilityZones defaultCooldown desiredCapacity desiredCapacityType enabledMetrics healthCheckGracePeriod healthCheckType id instanceMaintenancePolicies launchConfiguration launchTemplates loadBalancers maxInstanceLifetime maxSize minSize mixedInstancesPolicies newInstancesProtectedFromScaleIn placementGroup predictedCapacity serviceLinkedRoleArn status suspendedProcesses tags targetGroupArns terminationPolicies trafficSources vpcZoneIdentifier warmPoolSize warmPools",
    {
      with: { defaultCooldown: () => UNKNOWN, healthCheckType: () => UNKNOWN },
    },
  ),
});
