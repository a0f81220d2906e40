import { moduleTable, of } from "../../simulation/entries";

export const codecommit = moduleTable("codecommit", {
  Repository: of("{repositoryName}", {
    arn: "arn:{partition}:codecommit:{region}:{account}:{repositoryName}",
    cloneUrlHttp: "https://git-codecommit.{region}.{suffix}/v1/repos/{repositoryName}",
    cloneUrlSsh: "ssh://git-codecommit.{region}.{suffix}/v1/repos/{repositoryName}",
    repositoryId: "{uuid}",
  }),
});
