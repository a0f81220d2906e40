import { lookUp, moduleTable } from "./entries";

export const codecommit = moduleTable("codecommit", {
  getRepository: lookUp(
    "aws:codecommit/repository:Repository",
    "{repositoryName}",
    "arn cloneUrlHttp cloneUrlSsh id kmsKeyId repositoryId",
  ),
});
