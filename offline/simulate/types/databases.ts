import { UNKNOWN } from "../../values";
import { moduleTable, of } from "../entries";
import type { Entry, Rule } from "../rules";

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
const portOf =
  (otherwise: string): Rule =>
  ({ get }) => {
    const engine = get("engine");
    const name = typeof engine === "string" ? engine : otherwise;
    return PORTS.find(([pattern]) => pattern.test(name))?.[1] ?? UNKNOWN;
  };

/** What the provider calls a cluster or instance of which the program does not say the name. */
const PROVIDER_NAME = "tf-20260101{digits:10}00000001";

const parameterGroup = (kind: string): Entry =>
  of(
    "{name}",
    { arn: `${RDS}${kind}:{name}` },
    { autoName: { lower: true }, defaults: { description: "Managed by Pulumi" } },
  );

const cluster = (engine: string): Entry =>
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

const clusterInstance = (engine: string): Entry =>
  of("{identifier}", {
    arn: `${RDS}db:{identifier}`,
    dbiResourceId: "db-{upper:26}",
    endpoint: "{identifier}.{lower:12}.{region}.rds.{suffix}",
    identifier: PROVIDER_NAME,
    port: portOf(engine),
  });

const subnetGroup: Entry = of(
  "{name}",
  { arn: `${RDS}subgrp:{name}`, supportedNetworkTypes: () => ["IPV4"], vpcId: "vpc-{hex:17}" },
  { autoName: { lower: true }, defaults: { description: "Managed by Pulumi" } },
);

const rds = moduleTable("rds", {
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

const CACHE = "arn:{partition}:elasticache:{region}:{account}:";

const elasticache = moduleTable("elasticache", {
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

const TABLE = "arn:{partition}:dynamodb:{region}:{account}:table/";

export const databases = {
  ...rds,
  ...elasticache,
  ...moduleTable("docdb", {
    Cluster: cluster("docdb"),
    ClusterInstance: clusterInstance("docdb"),
    ClusterParameterGroup: parameterGroup("cluster-pg"),
    SubnetGroup: subnetGroup,
  }),
  ...moduleTable("neptune", {
    Cluster: cluster("neptune"),
    ClusterInstance: clusterInstance("neptune"),
    ClusterParameterGroup: parameterGroup("cluster-pg"),
    ParameterGroup: parameterGroup("pg"),
    SubnetGroup: subnetGroup,
  }),
  ...moduleTable("dynamodb", {
    GlobalTable: of("{name}", { arn: "arn:{partition}:dynamodb::{account}:global-table/{name}" }),
    ResourcePolicy: of("{resourceArn}"),
    Table: of(
      "{name}",
      {
        arn: `${TABLE}{name}`,
        streamArn: ({ inputs, text }) =>
          inputs["streamEnabled"] === true ? text(`${TABLE}{name}/stream/{streamLabel}`) : "",
        streamLabel: ({ inputs }) => (inputs["streamEnabled"] === true ? "2026-01-01T00:00:00.000" : ""),
      },
      { defaults: { billingMode: "PROVISIONED" } },
    ),
    TableItem: of("{tableName}|{hashKey}|{digits:6}"),
    TableReplica: of("{digits:10}", { arn: "{globalTableArn}" }),
  }),
  ...moduleTable("opensearch", {
    Domain: of(
      "{arn}",
      {
        arn: "arn:{partition}:es:{region}:{account}:domain/{domainName}",
        dashboardEndpoint: "{endpoint}/_dashboards",
        domainId: "{account}/{domainName}",
        endpoint: "search-{domainName}-{lower:26}.{region}.es.{suffix}",
      },
      { autoName: { property: "domainName", max: 28, lower: true } },
    ),
    DomainPolicy: of("esd-policy-{domainName}"),
    ServerlessCollection: of(
      "{lower:20}",
      {
        arn: "arn:{partition}:aoss:{region}:{account}:collection/{id}",
        collectionEndpoint: "https://{id}.{region}.aoss.{suffix}",
        dashboardEndpoint: "https://{id}.{region}.aoss.{suffix}/_dashboards",
      },
      { autoName: { max: 32, lower: true } },
    ),
  }),
  ...moduleTable("redshift", {
    Cluster: of("{clusterIdentifier}", {
      arn: "arn:{partition}:redshift:{region}:{account}:cluster:{clusterIdentifier}",
      dnsName: "{clusterIdentifier}.{lower:12}.{region}.redshift.{suffix}",
      endpoint: "{dnsName}:5439",
      port: 5439,
    }),
    SubnetGroup: of(
      "{name}",
      { arn: "arn:{partition}:redshift:{region}:{account}:subnetgroup:{name}" },
      { autoName: { lower: true } },
    ),
  }),
};
