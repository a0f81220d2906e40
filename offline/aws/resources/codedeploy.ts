import { moduleTable, of } from "../../simulation/entries";

export const codedeploy = moduleTable("codedeploy", {
  Application: of("{applicationId}:{name}", {
    applicationId: "{uuid}",
    arn: "arn:{partition}:codedeploy:{region}:{account}:application:{name}",
  }),
  DeploymentConfig: of("{deploymentConfigName}", { deploymentConfigId: "{uuid}" }),
  DeploymentGroup: of("{deploymentGroupId}", {
    arn: "arn:{partition}:codedeploy:{region}:{account}:deploymentgroup:{appName}/{deploymentGroupName}",
    deploymentGroupId: "{uuid}",
  }),
});
