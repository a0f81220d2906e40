import { moduleTable } from "../../simulation/entries";
import { cluster, clusterInstance, parameterGroup, subnetGroup } from "./rds";

export const neptune = moduleTable("neptune", {
  Cluster: cluster("neptune"),
  ClusterInstance: clusterInstance("neptune"),
  ClusterParameterGroup: parameterGroup("cluster-pg"),
  ParameterGroup: parameterGroup("pg"),
  SubnetGroup: subnetGroup,
});
