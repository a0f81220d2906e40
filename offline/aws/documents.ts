import { isObject, UNKNOWN, type PlainProperties } from "../provider/properties";

/** Properties that take a policy as text or as an object; of an object the provider makes the text. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "policy",
  "aws:ecr/registryPolicy:RegistryPolicy": "policy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:elasticsearch/domain:Domain": "accessPolicies",
  "aws:elasticsearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:iam/groupPolicy:GroupPolicy": "policy",
  "aws:iam/policy:Policy": "policy",
  "aws:iam/role:Role": "assumeRolePolicy",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/userPolicy:UserPolicy": "policy",
  "aws:s3/bucket:Bucket": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
};

/** The resource's policy as text, where the program gives an object; unknown where anything in it is. */
export function documentsAsText(type: string, inputs: PlainProperties): PlainProperties {
  const property = DOCUMENTS[type];
  const value = property === undefined ? undefined : inputs[property];
  return property === undefined || !isObject(value)
    ? {}
    : { [property]: containsUnknown(value) ? UNKNOWN : JSON.stringify(value) };
}

function containsUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(containsUnknown)
    : value === UNKNOWN;
}
