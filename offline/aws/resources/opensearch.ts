import { moduleTable, of } from "../../simulation/entries";

export const opensearch = moduleTable("opensearch", {
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
});
