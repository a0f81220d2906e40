import { list, lookUp, moduleTable, result } from "./entries";
import { UNKNOWN } from "../../provider/properties";

export const ecs = moduleTable("ecs", {
  getCluster: lookUp(
    "aws:ecs/cluster:Cluster",
    "arn:{partition}:ecs:{region}:{account}:cluster/{clusterName}",
    "arn id pendingTasksCount registeredContainerInstancesCount runningTasksCount serviceConnectDefaults settings status tags",
    {
      rename: { clusterName: "name" },
      with: { status: "ACTIVE" },
    },
  ),
  getClusters: list("clusterArns"),
  getService: result(
    { arn: "arn:{partition}:ecs:{region}:{account}:service/{serviceName}", id: "{arn}" },
    "arn availabilityZoneRebalancing capacityProviderStrategies createdAt createdBy deploymentConfigurations deploymentControllers deployments desiredCount enableEcsManagedTags enableExecuteCommand events healthCheckGracePeriodSeconds iamRole id launchType loadBalancers networkConfigurations orderedPlacementStrategies pendingCount placementConstraints platformFamily platformVersion propagateTags runningCount schedulingStrategy serviceRegistries status tags taskDefinition taskSets",
  ),
  getTaskDefinition: result(
    {
      arn: "{arnWithoutRevision}:{revision}",
      arnWithoutRevision: "arn:{partition}:ecs:{region}:{account}:task-definition/{family}",
      family: ({ inputs }) =>
        typeof inputs["taskDefinition"] === "string"
          ? (inputs["taskDefinition"].split("/").at(-1)?.split(":")[0] ?? UNKNOWN)
          : UNKNOWN,
      id: "{arn}",
      revision: ({ inputs }) => Number(/:(\d+)$/.exec(String(inputs["taskDefinition"]))?.[1] ?? 1),
      status: "ACTIVE",
    },
    "arn arnWithoutRevision containerDefinitions cpu enableFaultInjection ephemeralStorages executionRoleArn family id ipcMode memory networkMode pidMode placementConstraints proxyConfigurations requiresCompatibilities revision runtimePlatforms status taskRoleArn volumes",
  ),
});
