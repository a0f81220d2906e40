import type { ResourceChange } from "../compare/resource-changes";
import type { Resource } from "../preview-document";

/** What a change of a resource means to its users. */
export interface Consequence {
  readonly urn: string;
  /** `replaced` and `deleted` resources lose what they hold; `""` for none. */
  readonly dataLost: string;
  /** Minutes in which something does not answer: the least and the most; both 0 where nothing goes down. */
  readonly downMinutes: readonly [number, number];
  /** One sentence for people. */
  readonly text: string;
  /** True where Pulumi refuses the change, since the resource is protected, or AWS does, since another has its name. */
  readonly refused: boolean;
}

interface Effect {
  /** What the resource holds that a new one does not. */
  readonly data?: string;
  /** Minutes without an answer when it is replaced or deleted. */
  readonly down?: readonly [number, number];
  /** What replacing it means besides. */
  readonly replaced?: string;
}

/** Whole types; times are those of AWS's documentation and of ordinary deployments. */
const TYPES: Readonly<Record<string, Effect>> = {
  "aws:s3/bucket:Bucket": { data: "all objects and their versions" },
  "aws:s3/directoryBucket:DirectoryBucket": { data: "all objects" },
  "aws:cloudfront/keyValueStore:KeyValueStore": {
    data: "its keys, the live release among them",
    down: [1, 15],
    replaced: "the edge function answers 503 until a release writes the new store",
  },
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey": { data: "the key's value" },
  "aws:cloudfront/distribution:Distribution": {
    down: [5, 30],
    replaced: "its domain name is new: the edge caches are empty, and names move to it when it is deployed",
  },
  "aws:elasticbeanstalk/environment:Environment": {
    down: [0, 15],
    replaced: "new instances and a new load balancer; names move to it when it is healthy",
  },
  "aws:elasticbeanstalk/application:Application": {
    data: "its application versions",
    down: [10, 30],
    replaced: "every environment in it is made again",
  },
  "aws:rds/instance:Instance": { data: "the database, but for final snapshots", down: [10, 60] },
  "aws:rds/cluster:Cluster": { data: "the database, but for final snapshots", down: [10, 60] },
  "aws:rds/clusterInstance:ClusterInstance": { down: [5, 20] },
  "aws:docdb/cluster:Cluster": { data: "the database, but for final snapshots", down: [10, 60] },
  "aws:neptune/cluster:Cluster": { data: "the database, but for final snapshots", down: [10, 60] },
  "aws:redshift/cluster:Cluster": { data: "the warehouse, but for final snapshots", down: [10, 60] },
  "aws:dynamodb/table:Table": { data: "all items", down: [1, 10] },
  "aws:dynamodb/globalTable:GlobalTable": { data: "all items", down: [1, 10] },
  "aws:elasticache/cluster:Cluster": { data: "all cached values", down: [5, 20] },
  "aws:elasticache/replicationGroup:ReplicationGroup": { data: "all cached values", down: [5, 30] },
  "aws:memorydb/cluster:Cluster": { data: "all stored values", down: [10, 30] },
  "aws:efs/fileSystem:FileSystem": { data: "all files", down: [1, 10] },
  "aws:ebs/volume:Volume": { data: "the volume", down: [1, 10] },
  "aws:fsx/lustreFileSystem:LustreFileSystem": { data: "all files", down: [5, 30] },
  "aws:opensearch/domain:Domain": { data: "all indexes", down: [15, 60] },
  "aws:kinesis/stream:Stream": { data: "records not yet read" },
  "aws:sqs/queue:Queue": { data: "messages not yet handled" },
  "aws:msk/cluster:Cluster": { data: "all topics", down: [15, 60] },
  "aws:mq/broker:Broker": { data: "messages not yet handled", down: [10, 30] },
  "aws:kms/key:Key": { data: "what is encrypted with it, when its waiting period of deletion is over" },
  "aws:secretsmanager/secret:Secret": { data: "the secret's value, when its recovery window is over" },
  "aws:ssm/parameter:Parameter": { replaced: "its history is gone; its value is the program's" },
  "aws:cognito/userPool:UserPool": { data: "all users", down: [1, 60] },
  "aws:cognito/identityPool:IdentityPool": { data: "the identities of its users" },
  "aws:ecr/repository:Repository": { data: "all images" },
  "aws:cloudwatch/logGroup:LogGroup": { data: "all log events" },
  "aws:backup/vault:Vault": { data: "its recovery points" },
  "aws:codecommit/repository:Repository": { data: "the repository" },
  "aws:route53/zone:Zone": {
    data: "its records made elsewhere",
    down: [5, 2880],
    replaced: "its name servers are new: the registrar must name them",
  },
  "aws:route53/record:Record": { down: [0, 5], replaced: "the name has no record between delete and create" },
  "aws:acm/certificate:Certificate": { replaced: "a new certificate is validated before the old one goes" },
  "aws:lb/loadBalancer:LoadBalancer": {
    down: [2, 10],
    replaced: "its DNS name and addresses are new",
  },
  "aws:lb/targetGroup:TargetGroup": {
    down: [0, 3],
    replaced: "targets register and pass health checks again",
  },
  "aws:lb/listener:Listener": { down: [0, 1] },
  "aws:autoscaling/group:Group": { down: [0, 10], replaced: "its instances end and new ones start" },
  "aws:ec2/instance:Instance": { data: "its instance store and root volume", down: [2, 10] },
  "aws:ecs/service:Service": { down: [1, 10] },
  "aws:ecs/cluster:Cluster": { down: [5, 20] },
  "aws:eks/cluster:Cluster": { down: [15, 60], data: "everything that runs in it" },
  "aws:lambda/function:Function": { down: [0, 1] },
  "aws:ec2/vpc:Vpc": { down: [15, 60], replaced: "everything in it is made again" },
  "aws:ec2/subnet:Subnet": { down: [5, 30], replaced: "everything in it is made again" },
  "aws:ec2/natGateway:NatGateway": {
    down: [1, 5],
    replaced: "private instances reach nothing outside meanwhile; the address that others see may change",
  },
  "aws:ec2/eip:Eip": {
    replaced: "the address changes: lists of allowed addresses elsewhere must know the new one",
  },
  "aws:codeconnections/connection:Connection": {
    replaced: "it is pending until it is approved in the console once more; no release meanwhile",
  },
  "aws:codepipeline/pipeline:Pipeline": { replaced: "its executions are gone; a release under way ends" },
  "aws:sns/topicSubscription:TopicSubscription": { replaced: "an e-mail address must confirm once more" },
};

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";

/** In-place changes that are felt: a type, a part of the property's path, what happens. */
const UPDATES: readonly (readonly [
  type: string,
  path: RegExp,
  down: readonly [number, number],
  text: string,
])[] = [
  [
    "aws:elasticbeanstalk/environment:Environment",
    /InstanceType|ImageId|launchconfiguration|ec2:instances|ec2:vpc|RootVolume|SecurityGroups/,
    [0, 0],
    "new instances take the place of the present ones, by the environment's deployment policy; 5 to 20 minutes",
  ],
  [
    "aws:elasticbeanstalk/environment:Environment",
    /platformArn|solutionStackName/,
    [0, 0],
    "the platform is updated on new instances; 10 to 30 minutes",
  ],
  [
    "aws:elasticbeanstalk/environment:Environment",
    /application:environment/,
    [0, 0],
    "the application starts again on every instance, batch by batch",
  ],
  [
    "aws:elasticbeanstalk/environment:Environment",
    /./,
    [0, 0],
    "the environment is updated in place; a few minutes",
  ],
  [
    "aws:cloudfront/distribution:Distribution",
    /./,
    [0, 0],
    "deployed to every edge location in about 5 minutes; both versions answer meanwhile",
  ],
  ["aws:cloudfront/function:Function", /./, [0, 0], "live at every edge location within seconds"],
  [
    "aws:rds/instance:Instance",
    /instanceClass|engineVersion|multiAz|storageType|parameterGroup/,
    [1, 15],
    "the database restarts",
  ],
  [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    /nodeType|engineVersion/,
    [0, 5],
    "its nodes are replaced one by one",
  ],
  ["aws:ec2/instance:Instance", /instanceType|userData/, [1, 5], "the instance stops and starts"],
  [
    "aws:opensearch/domain:Domain",
    /clusterConfig|engineVersion/,
    [0, 0],
    "a blue/green deployment; up to hours",
  ],
  [
    "aws:route53/record:Record",
    /records|aliases/,
    [0, 0],
    "resolvers keep the former answer for its time to live",
  ],
];

/** What a change of a resource means; undefined where no user notices it. */
export function consequenceOf(change: ResourceChange): Consequence | undefined {
  const { urn, kind, type, before, after } = change;
  if (before === undefined || kind === "created" || kind === "imported" || kind === "renamed")
    return undefined;
  if (kind === "updated") return updated(change);
  const effect = TYPES[type] ?? {};
  const kept = before.options.retainOnDelete;
  const data = kept ? "" : (effect.data ?? "");
  const refused = before.protect && (kind === "deleted" || (after?.protect ?? true));
  // A new one is made before the old one goes, unless both would have one name.
  const down = kind === "deleted" || isValidation(before) ? ([0, 0] as const) : (effect.down ?? [0, 0]);
  const parts = [
    kind === "deleted" ? "is deleted" : "is replaced",
    ...(kept ? ["the present one stays in the account (retainOnDelete)"] : []),
    ...(data === "" ? [] : [`lost: ${data}`]),
    ...(kind === "replaced" && effect.replaced !== undefined ? [effect.replaced] : []),
    ...(down[1] === 0 ? [] : [`down ${minutesText(down)}`]),
    ...(kind === "replaced" && after?.options.deleteBeforeReplace === true
      ? ["the present one goes before the new one is made (deleteBeforeReplace)"]
      : []),
    ...(refused ? ["Pulumi refuses it while the resource is protected"] : []),
  ];
  return {
    urn,
    dataLost: data,
    downMinutes: down,
    text: parts.join("; "),
    refused,
  };
}

function updated({ urn, type, properties }: ResourceChange): Consequence | undefined {
  // Other tags change nothing that runs, but for an environment, which hands them on.
  const felt = properties.filter(({ path }) => type === ENVIRONMENT || !/^(?:tags|defaultTags)\b/.test(path));
  const found = UPDATES.find(
    ([of, path]) => of === type && felt.some(({ path: changed }) => path.test(changed)),
  );
  if (found === undefined) return undefined;
  const [, , down, text] = found;
  return {
    ...{ urn, dataLost: "", downMinutes: down, refused: false },
    text: down[1] === 0 ? text : `${text}; down ${minutesText(down)}`,
  };
}

/** A record that proves the ownership of a name to ACM: no visitor looks it up. */
function isValidation({ type, inputs }: Resource): boolean {
  const { name } = inputs;
  return type === "aws:route53/record:Record" && typeof name === "string" && name.startsWith("_");
}

/** `5 to 30 minutes`, `up to 15 minutes`. */
export function minutesText([least, most]: readonly [number, number]): string {
  if (most >= 120) return `up to ${Math.round(most / 60)} hours`;
  if (least === most) return `${most} ${most === 1 ? "minute" : "minutes"}`;
  return least === 0 ? `up to ${most} ${most === 1 ? "minute" : "minutes"}` : `${least} to ${most} minutes`;
}
