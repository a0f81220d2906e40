import { moduleTable, of } from "../../simulation/entries";

const TABLE = "arn:{partition}:dynamodb:{region}:{account}:table/";

export const dynamodb = moduleTable("dynamodb", {
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
});
