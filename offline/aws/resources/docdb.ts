import { moduleTable } from "../../simulation/entries";
import { cluster, clusterInstance, parameterGroup, subnetGroup } from "./rds";

export const docdb = moduleTable("docdb", {
  Cluster: cluster("docdb"),
  ClusterInstance: clusterInstance("docdb"),
  ClusterParameterGroup: parameterGroup("cluster-pg"),
  SubnetGroup: subnetGroup,
});
