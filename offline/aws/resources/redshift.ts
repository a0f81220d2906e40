import { moduleTable, of } from "../../simulation/entries";

export const redshift = moduleTable("redshift", {
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
});
