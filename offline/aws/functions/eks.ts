import { chosen, list, lookUp, moduleTable, result } from "./entries";

export const eks = moduleTable("eks", {
  getCluster: lookUp(
    "aws:eks/cluster:Cluster",
    "{name}",
    "accessConfigs arn certificateAuthorities clusterId computeConfigs controlPlaneScalingConfigs createdAt deletionProtection enabledClusterLogTypes endpoint id identities kubeApiServerConfigs kubeControllerManagerConfigs kubeSchedulerConfigs kubernetesNetworkConfigs outpostConfigs platformVersion remoteNetworkConfigs roleArn status storageConfigs tags upgradePolicies version vpcConfig zonalShiftConfigs",
    { with: { status: "ACTIVE", version: chosen } },
  ),
  getClusterAuth: result({ id: "{name}" }, "token"),
  getClusters: list("names"),
  getNodeGroup: lookUp(
    "aws:eks/nodeGroup:NodeGroup",
    "{clusterName}:{nodeGroupName}",
    "amiType arn capacityType diskSize id instanceTypes labels launchTemplates nodeRoleArn releaseVersion remoteAccesses resources scalingConfigs status subnetIds tags taints updateConfigs version warmPoolConfigs",
  ),
});
