import { moduleTable, of } from "../../simulation/entries";
import type { Entry, Rule } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

const RDS = "arn:{partition}:rds:{region}:{account}:";

const PORTS: readonly (readonly [RegExp, number])[] = [
  [/postgres/, 5432],
  [/mysql|mariadb|aurora$/, 3306],
  [/oracle/, 1521],
  [/sqlserver/, 1433],
  [/docdb/, 27017],
  [/neptune/, 8182],
  [/redis|valkey/, 6379],
  [/memcached/, 11211],
];

/** Each engine has its usual port. */
export const portOf =
  (otherwise: string): Rule =>
  ({ get }) => {
    const engine = get("engine");
    const name = typeof engine === "string" ? engine : otherwise;
    return PORTS.find(([pattern]) => pattern.test(name))?.[1] ?? UNKNOWN;
  };

/** What the provider calls a cluster or instance of which the program does not say the name. */
const PROVIDER_NAME = "tf-20260101{digits:10}00000001";

export const parameterGroup = (kind: string): Entry =>
  of(
    "{name}",
    { arn: `${RDS}${kind}:{name}` },
    { autoName: { lower: true }, defaults: { description: "Managed by Pulumi" } },
  );

export const cluster = (engine: string): Entry =>
  of(
    "{clusterIdentifier}",
    {
      arn: `${RDS}cluster:{clusterIdentifier}`,
      clusterIdentifier: PROVIDER_NAME,
      clusterResourceId: "cluster-{upper:26}",
      endpoint: "{clusterIdentifier}.cluster-{lower:12}.{region}.rds.{suffix}",
      hostedZoneId: "Z{upper:13}",
      port: portOf(engine),
      readerEndpoint: "{clusterIdentifier}.cluster-ro-{lower:12}.{region}.rds.{suffix}",
    },
    { defaults: { skipFinalSnapshot: false } },
  );

export const clusterInstance = (engine: string): Entry =>
  of("{identifier}", {
    arn: `${RDS}db:{identifier}`,
    dbiResourceId: "db-{upper:26}",
    endpoint: "{identifier}.{lower:12}.{region}.rds.{suffix}",
    identifier: PROVIDER_NAME,
    port: portOf(engine),
  });

export const subnetGroup: Entry = of(
  "{name}",
  { arn: `${RDS}subgrp:{name}`, supportedNetworkTypes: () => ["IPV4"], vpcId: "vpc-{hex:17}" },
  { autoName: { lower: true }, defaults: { description: "Managed by Pulumi" } },
);

export const rds = moduleTable("rds", {
  Cluster: cluster("aurora"),
  ClusterInstance: clusterInstance("aurora"),
  ClusterParameterGroup: parameterGroup("cluster-pg"),
  ClusterSnapshot: of("{dbClusterSnapshotIdentifier}", {
    dbClusterSnapshotArn: `${RDS}cluster-snapshot:{dbClusterSnapshotIdentifier}`,
  }),
  EventSubscription: of("{name}", { arn: `${RDS}es:{name}`, customerAwsId: "{account}" }),
  GlobalCluster: of("{globalClusterIdentifier}", {
    arn: "arn:{partition}:rds::{account}:global-cluster:{globalClusterIdentifier}",
  }),
  Instance: of(
    "db-{upper:26}",
    {
      address: "{identifier}.{lower:12}.{region}.rds.{suffix}",
      arn: `${RDS}db:{identifier}`,
      endpoint: "{address}:{port}",
      hostedZoneId: "Z{upper:13}",
      port: portOf(""),
      resourceId: "{id}",
      status: "available",
    },
    {
      autoName: { property: "identifier", max: 255 },
      defaults: {
        applyImmediately: false,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: false,
        deleteAutomatedBackups: true,
        monitoringInterval: 0,
        performanceInsightsEnabled: false,
        publiclyAccessible: false,
        skipFinalSnapshot: false,
      },
    },
  ),
  OptionGroup: of("{name}", { arn: `${RDS}og:{name}` }),
  ParameterGroup: parameterGroup("pg"),
  Proxy: of("{name}", {
    arn: `${RDS}db-proxy:prx-{hex:17}`,
    endpoint: "{name}.proxy-{lower:12}.{region}.rds.{suffix}",
  }),
  ProxyDefaultTargetGroup: of("{dbProxyName}", { name: "default" }),
  ProxyTarget: of("{dbProxyName}/{targetGroupName}/{type}/{rdsResourceId}", { type: "RDS_INSTANCE" }),
  Snapshot: of("{dbSnapshotIdentifier}", { dbSnapshotArn: `${RDS}snapshot:{dbSnapshotIdentifier}` }),
  SubnetGroup: subnetGroup,
});
