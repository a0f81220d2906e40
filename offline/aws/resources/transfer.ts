import { moduleTable, of } from "../../simulation/entries";

export const transfer = moduleTable("transfer", {
  Server: of("s-{hex:17}", {
    arn: "arn:{partition}:transfer:{region}:{account}:server/{id}",
    endpoint: "{id}.server.transfer.{region}.{suffix}",
  }),
  User: of("{serverId}/{userName}", {
    arn: "arn:{partition}:transfer:{region}:{account}:user/{serverId}/{userName}",
  }),
});
