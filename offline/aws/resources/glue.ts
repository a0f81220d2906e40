import { moduleTable, of } from "../../simulation/entries";

export const glue = moduleTable("glue", {
  CatalogDatabase: of("{catalogId}:{name}", {
    arn: "arn:{partition}:glue:{region}:{account}:database/{name}",
    catalogId: "{account}",
  }),
  CatalogTable: of("{catalogId}:{databaseName}:{name}", {
    arn: "arn:{partition}:glue:{region}:{account}:table/{databaseName}/{name}",
    catalogId: "{account}",
  }),
});
