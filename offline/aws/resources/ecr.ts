import { moduleTable, of } from "../../simulation/entries";

export const ecr = moduleTable("ecr", {
  LifecyclePolicy: of("{repository}", { registryId: "{account}" }),
  PullThroughCacheRule: of("{ecrRepositoryPrefix}", { registryId: "{account}" }),
  RegistryPolicy: of("{account}", { registryId: "{account}" }),
  Repository: of(
    "{name}",
    {
      arn: "arn:{partition}:ecr:{region}:{account}:repository/{name}",
      registryId: "{account}",
      repositoryUrl: "{account}.dkr.ecr.{region}.{suffix}/{name}",
    },
    { autoName: { max: 256 }, defaults: { imageTagMutability: "MUTABLE" } },
  ),
  RepositoryPolicy: of("{repository}", { registryId: "{account}" }),
});
