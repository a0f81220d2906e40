import { list, moduleTable, result } from "./entries";
import { UNKNOWN } from "../../provider/properties";
import type { Rule } from "../../simulation/rules";
import { madeUp } from "../../simulation/made-up";

/** Parameters in which AWS publishes the current images; the image is a placeholder. */
const AMI_PARAMETERS =
  /^\/aws\/service\/(ami-|bottlerocket\/|ecs\/optimized-ami\/|eks\/optimized-ami\/|canonical\/|debian\/|freebsd\/|suse\/|marketplace\/)/;

const parameterValue: Rule = ({ inputs, context }) => {
  const name = inputs["name"];
  if (typeof name !== "string" || !AMI_PARAMETERS.test(name)) {
    return UNKNOWN;
  }
  const image = `ami-${madeUp("hex", 17, `${context.region}::${name}`)}`;
  // The parameters of ECS hold a document, unless the name goes on to one of its fields.
  return /^\/aws\/service\/ecs\/optimized-ami\/.*\/recommended$/.test(name)
    ? JSON.stringify({ image_id: image })
    : image;
};

export const ssm = moduleTable("ssm", {
  getDocument: result(
    { arn: "arn:{partition}:ssm:{region}:{account}:document/{name}", id: "{name}" },
    "content documentType",
  ),
  getInstances: list("ids"),
  getParameter: result(
    {
      arn: ({ inputs, text }) => {
        const name = inputs["name"];
        return typeof name === "string"
          ? text(
              `arn:{partition}:ssm:{region}:${name.startsWith("/aws/") ? "" : "{account}"}:parameter/${name.replace(/^\//, "")}`,
            )
          : UNKNOWN;
      },
      id: "{name}",
      insecureValue: parameterValue,
      type: ({ inputs }) => (String(inputs["name"]).startsWith("/aws/service/") ? "String" : UNKNOWN),
      value: parameterValue,
    },
    "version",
  ),
  getParametersByPath: result({ id: "{path}" }, "arns names types values"),
  getPatchBaseline: result(
    { id: "pb-{hex:17}" },
    "approvalRules approvedPatches approvedPatchesComplianceLevel approvedPatchesEnableNonSecurity availableSecurityUpdatesComplianceStatus description globalFilters id json name rejectedPatches rejectedPatchesAction sources",
  ),
});
