import { moduleTable, of } from "../../simulation/entries";
import type { Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

/** A parameter's name starts with a slash or not; in the ARN there is exactly one. */
function parameterArn({ get, text }: Scope): unknown {
  const name = get("name");
  return typeof name !== "string"
    ? UNKNOWN
    : text(`arn:{partition}:ssm:{region}:{account}:parameter/${name.replace(/^\//, "")}`);
}

const document = "arn:{partition}:ssm:{region}:{account}:document/{name}";

export const ssm = moduleTable("ssm", {
  Activation: of("{uuid}", { expired: false, registrationCount: 0 }),
  Association: of("{associationId}", {
    arn: "arn:{partition}:ssm:{region}:{account}:association/{associationId}",
    associationId: "{uuid}",
    documentVersion: "$DEFAULT",
  }),
  Document: of("{name}", {
    arn: document,
    defaultVersion: "1",
    latestVersion: "1",
    owner: "{account}",
    status: "Active",
  }),
  MaintenanceWindow: of("mw-{hex:17}"),
  MaintenanceWindowTarget: of("{uuid}"),
  MaintenanceWindowTask: of("{uuid}"),
  Parameter: of("{name}", { arn: parameterArn, dataType: "text", tier: "Standard", version: 1 }),
  PatchBaseline: of("pb-{hex:17}", { arn: "arn:{partition}:ssm:{region}:{account}:patchbaseline/{id}" }),
});
