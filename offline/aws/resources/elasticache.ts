import { moduleTable, of } from "../../simulation/entries";
import { UNKNOWN } from "../../provider/properties";
import { portOf } from "./rds";

const CACHE = "arn:{partition}:elasticache:{region}:{account}:";

export const elasticache = moduleTable("elasticache", {
  Cluster: of(
    "{clusterId}",
    {
      arn: `${CACHE}cluster:{clusterId}`,
      cacheNodes: ({ get, text }) => [
        {
          address: text("{clusterId}.{lower:6}.0001.cache.{suffix}"),
          availabilityZone: UNKNOWN,
          id: "0001",
          outpostArn: "",
          port: get("port"),
        },
      ],
      clusterAddress: "{clusterId}.{lower:6}.cfg.cache.{suffix}",
      configurationEndpoint: "{clusterAddress}:{port}",
      port: portOf("redis"),
    },
    { autoName: { property: "clusterId", max: 50, lower: true } },
  ),
  ParameterGroup: of(
    "{name}",
    { arn: `${CACHE}parametergroup:{name}` },
    { autoName: { lower: true }, defaults: { description: "Managed by Pulumi" } },
  ),
  ReplicationGroup: of(
    "{replicationGroupId}",
    {
      arn: `${CACHE}replicationgroup:{replicationGroupId}`,
      configurationEndpointAddress: "{replicationGroupId}.{lower:6}.clustercfg.cache.{suffix}",
      port: portOf("redis"),
      primaryEndpointAddress: "{replicationGroupId}.{lower:6}.ng.0001.cache.{suffix}",
      readerEndpointAddress: "{replicationGroupId}-ro.{lower:6}.ng.0001.cache.{suffix}",
    },
    { autoName: { property: "replicationGroupId", max: 40, lower: true } },
  ),
  ServerlessCache: of(
    "{name}",
    {
      arn: `${CACHE}serverlesscache:{name}`,
      endpoints: ({ text }) => [{ address: text("{name}-{lower:6}.serverless.cache.{suffix}"), port: 6379 }],
      status: "available",
    },
    { autoName: { max: 40, lower: true } },
  ),
  SubnetGroup: of(
    "{name}",
    { arn: `${CACHE}subnetgroup:{name}`, vpcId: "vpc-{hex:17}" },
    { autoName: { lower: true }, defaults: { description: "Managed by Pulumi" } },
  ),
  User: of("{userId}", { arn: `${CACHE}user:{userId}` }),
  UserGroup: of("{userGroupId}", { arn: `${CACHE}usergroup:{userGroupId}` }),
});
