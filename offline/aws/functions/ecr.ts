import { chosen, list, lookUp, moduleTable, result } from "./entries";

export const ecr = moduleTable("ecr", {
  getAuthorizationToken: result(
    { id: "{account}", proxyEndpoint: "https://{account}.dkr.ecr.{region}.{suffix}", userName: "AWS" },
    "authorizationToken expiresAt password",
  ),
  getCredentials: result(
    { id: "{registryId}", proxyEndpoint: "https://{registryId}.dkr.ecr.{region}.{suffix}" },
    "authorizationToken expiresAt password userName",
  ),
  getImage: result(
    {
      id: "sha256:{hex:64}",
      imageDigest: "{id}",
      imageUri: "{registryId}.dkr.ecr.{region}.{suffix}/{repositoryName}@{imageDigest}",
      registryId: "{account}",
    },
    "imagePushedAt imageSizeInBytes imageTags",
  ),
  getRepository: lookUp(
    "aws:ecr/repository:Repository",
    "{name}",
    "arn encryptionConfigurations id imageScanningConfigurations imageTagMutability imageTagMutabilityExclusionFilters mostRecentImageTags registryId repositoryUrl tags",
    { with: { imageTagMutability: chosen } },
  ),
  getRepositories: list("names"),
});
