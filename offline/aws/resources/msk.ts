import { moduleTable, of } from "../../simulation/entries";

const KAFKA = "arn:{partition}:kafka:{region}:{account}:";

/** Three brokers, at the port of their protocol. */
const brokers = (port: number) =>
  [1, 2, 3]
    .map((number) => `b-${number}.{clusterName}.{clusterUuid}.kafka.{region}.{suffix}:${port}`)
    .join(",");

export const msk = moduleTable("msk", {
  Cluster: of(
    "{arn}",
    {
      arn: `${KAFKA}cluster/{clusterName}/{clusterUuid}`,
      bootstrapBrokers: brokers(9092),
      bootstrapBrokersSaslIam: brokers(9098),
      bootstrapBrokersTls: brokers(9094),
      clusterUuid: "{uuid}-{digits:2}",
    },
    { autoName: { property: "clusterName", max: 64 } },
  ),
  Configuration: of("{arn}", { arn: `${KAFKA}configuration/{name}/{uuid}-{digits:2}`, latestRevision: 1 }),
  ServerlessCluster: of(
    "{arn}",
    { arn: `${KAFKA}cluster/{clusterName}/{uuid}-s{digits:1}` },
    { autoName: { property: "clusterName", max: 64 } },
  ),
});
