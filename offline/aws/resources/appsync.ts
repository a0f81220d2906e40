import { moduleTable, of } from "../../simulation/entries";

export const appsync = moduleTable("appsync", {
  ApiKey: of("{apiId}:da2-{lower:26}"),
  DataSource: of("{apiId}-{name}", {
    arn: "arn:{partition}:appsync:{region}:{account}:apis/{apiId}/datasources/{name}",
  }),
  GraphQLApi: of("{lower:26}", {
    arn: "arn:{partition}:appsync:{region}:{account}:apis/{id}",
    uris: ({ text }) => ({
      GRAPHQL: text("https://{lower:26}.appsync-api.{region}.{suffix}/graphql"),
      REALTIME: text("wss://{lower:26}.appsync-realtime-api.{region}.{suffix}/graphql"),
    }),
  }),
  Resolver: of("{apiId}-{type}-{field}", {
    arn: "arn:{partition}:appsync:{region}:{account}:apis/{apiId}/types/{type}/resolvers/{field}",
  }),
});
