import { moduleTable, of } from "../../simulation/entries";

export const connections = (service: string) => ({
  Connection: of(
    `arn:{partition}:${service}:{region}:{account}:connection/{uuid}`,
    // A new connection waits until a person approves it in the console.
    { arn: "{id}", connectionStatus: "PENDING", ownerAccountId: "{account}", providerType: "Bitbucket" },
    { autoName: { max: 32 } },
  ),
  Host: of(
    `arn:{partition}:${service}:{region}:{account}:host/{name}-{hex:8}`,
    { arn: "{id}", status: "PENDING" },
    { autoName: { max: 64 } },
  ),
});

export const codestarconnections = moduleTable("codestarconnections", connections("codestar-connections"));
