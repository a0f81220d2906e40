/** The table of replacements against the real AWS provider: what it plans for a change of a resource that holds data or serves requests. */
import assert from "node:assert/strict";
import type { Block, Provider } from "../../review/replacement/provider.mjs" with {
  "resolution-mode": "import",
};
import { isKnownType } from "../../review/replacement/table";
import { reviewed, stack, type Given } from "./support/stacks";

interface Planted {
  readonly type: string;
  readonly terraform: string;
  /** What both revisions have, by Pulumi's names and by Terraform's. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly state: Block;
  /** The changes that are tried, one at a time: `[Pulumi's name, Terraform's name, before, after]`. */
  readonly changes: readonly (readonly [string, string, unknown, unknown])[];
}

const same = (
  type: string,
  terraform: string,
  values: Readonly<Record<string, unknown>>,
  ...changes: readonly (readonly [string, string, unknown, unknown])[]
): Planted => ({ type, terraform, inputs: values, state: values, changes });

const PLANTED: readonly Planted[] = [
  same(
    "aws:s3/bucket:Bucket",
    "aws_s3_bucket",
    {},
    ["bucket", "bucket", "files-a", "files-b"],
    ["forceDestroy", "force_destroy", false, true],
    ["objectLockEnabled", "object_lock_enabled", false, true],
    ["tags", "tags", { a: "1" }, { a: "2" }],
  ),
  {
    type: "aws:dynamodb/table:Table",
    terraform: "aws_dynamodb_table",
    inputs: { name: "carts", billingMode: "PAY_PER_REQUEST" },
    state: {
      name: "carts",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
    },
    changes: [
      ["name", "name", "carts", "baskets"],
      ["deletionProtectionEnabled", "deletion_protection_enabled", false, true],
      ["tableClass", "table_class", "STANDARD", "STANDARD_INFREQUENT_ACCESS"],
    ],
  },
  same(
    "aws:rds/instance:Instance",
    "aws_db_instance",
    { engine: "mysql" },
    ["engine", "engine", "mysql", "postgres"],
    ["storageEncrypted", "storage_encrypted", false, true],
    ["username", "username", "a", "b"],
    ["dbName", "db_name", "a", "b"],
    ["instanceClass", "instance_class", "db.t4g.micro", "db.t4g.small"],
    ["backupRetentionPeriod", "backup_retention_period", 1, 7],
    ["availabilityZone", "availability_zone", "eu-west-1a", "eu-west-1b"],
  ),
  same(
    "aws:rds/cluster:Cluster",
    "aws_rds_cluster",
    { engine: "aurora-mysql" },
    ["databaseName", "database_name", "a", "b"],
    ["storageEncrypted", "storage_encrypted", false, true],
    ["deletionProtection", "deletion_protection", false, true],
    ["masterUsername", "master_username", "a", "b"],
  ),
  same(
    "aws:efs/fileSystem:FileSystem",
    "aws_efs_file_system",
    {},
    ["encrypted", "encrypted", false, true],
    ["performanceMode", "performance_mode", "generalPurpose", "maxIO"],
    ["throughputMode", "throughput_mode", "bursting", "elastic"],
    [
      "kmsKeyId",
      "kms_key_id",
      "arn:aws:kms:eu-west-1:123456789012:key/a",
      "arn:aws:kms:eu-west-1:123456789012:key/b",
    ],
  ),
  same(
    "aws:ebs/volume:Volume",
    "aws_ebs_volume",
    { size: 10 },
    ["encrypted", "encrypted", false, true],
    ["snapshotId", "snapshot_id", "snap-1", "snap-2"],
    ["size", "size", 10, 20],
  ),
  same(
    "aws:kms/key:Key",
    "aws_kms_key",
    {},
    ["multiRegion", "multi_region", false, true],
    ["keyUsage", "key_usage", "ENCRYPT_DECRYPT", "SIGN_VERIFY"],
    ["enableKeyRotation", "enable_key_rotation", false, true],
    ["description", "description", "a", "b"],
  ),
  same(
    "aws:sqs/queue:Queue",
    "aws_sqs_queue",
    {},
    ["name", "name", "a", "b"],
    ["delaySeconds", "delay_seconds", 0, 5],
    ["visibilityTimeoutSeconds", "visibility_timeout_seconds", 30, 60],
  ),
  same(
    "aws:kinesis/stream:Stream",
    "aws_kinesis_stream",
    { name: "a", shard_count: 1 },
    ["name", "name", "a", "b"],
    ["retentionPeriod", "retention_period", 24, 48],
  ),
  same(
    "aws:cognito/userPool:UserPool",
    "aws_cognito_user_pool",
    { name: "users" },
    ["aliasAttributes", "alias_attributes", ["email"], ["phone_number"]],
    ["usernameAttributes", "username_attributes", ["email"], ["phone_number"]],
    ["mfaConfiguration", "mfa_configuration", "OFF", "OPTIONAL"],
  ),
  same(
    "aws:cloudwatch/logGroup:LogGroup",
    "aws_cloudwatch_log_group",
    {},
    ["name", "name", "a", "b"],
    ["retentionInDays", "retention_in_days", 7, 30],
    ["logGroupClass", "log_group_class", "STANDARD", "INFREQUENT_ACCESS"],
  ),
  same(
    "aws:secretsmanager/secret:Secret",
    "aws_secretsmanager_secret",
    {},
    ["name", "name", "a", "b"],
    ["recoveryWindowInDays", "recovery_window_in_days", 7, 30],
  ),
  same(
    "aws:ecr/repository:Repository",
    "aws_ecr_repository",
    { name: "a" },
    ["name", "name", "a", "b"],
    ["imageTagMutability", "image_tag_mutability", "MUTABLE", "IMMUTABLE"],
  ),
  same(
    "aws:cloudfront/keyValueStore:KeyValueStore",
    "aws_cloudfront_key_value_store",
    { name: "a" },
    ["name", "name", "a", "b"],
    ["comment", "comment", "a", "b"],
  ),
  same(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws_elasticache_replication_group",
    { description: "a", engine: "redis" },
    ["atRestEncryptionEnabled", "at_rest_encryption_enabled", "false", "true"],
    ["subnetGroupName", "subnet_group_name", "a", "b"],
    ["description", "description", "a", "b"],
  ),
  same(
    "aws:elasticbeanstalk/environment:Environment",
    "aws_elastic_beanstalk_environment",
    { application: "shop" },
    ["name", "name", "shop-a", "shop-b"],
    ["cnamePrefix", "cname_prefix", "a", "b"],
    ["tier", "tier", "WebServer", "Worker"],
    ["description", "description", "a", "b"],
  ),
  same(
    "aws:route53/zone:Zone",
    "aws_route53_zone",
    {},
    ["name", "name", "a.com", "b.com"],
    ["comment", "comment", "a", "b"],
  ),
  same(
    "aws:acm/certificate:Certificate",
    "aws_acm_certificate",
    { validation_method: "DNS" },
    ["domainName", "domain_name", "a.com", "b.com"],
    ["keyAlgorithm", "key_algorithm", "RSA_2048", "EC_prime256v1"],
  ),
  same(
    "aws:ec2/vpc:Vpc",
    "aws_vpc",
    {},
    ["cidrBlock", "cidr_block", "10.0.0.0/16", "10.1.0.0/16"],
    ["enableDnsHostnames", "enable_dns_hostnames", false, true],
  ),
  same(
    "aws:opensearch/domain:Domain",
    "aws_opensearch_domain",
    {},
    ["domainName", "domain_name", "a", "b"],
    ["ipAddressType", "ip_address_type", "ipv4", "dualstack"],
  ),
  same(
    "aws:ssm/parameter:Parameter",
    "aws_ssm_parameter",
    { type: "String", value: "a" },
    ["name", "name", "a", "b"],
    ["description", "description", "a", "b"],
  ),
];

describe("replacements, as the real AWS provider plans them", () => {
  let provider: Provider | undefined;
  let empty: (block: object) => Block;

  before(async function () {
    const { findProvider, startProvider, emptyBlock } = await import("../../review/replacement/provider.mjs");
    const binary = findProvider();
    if (binary === undefined) {
      assert.notEqual(
        process.env["AWS_PROVIDER"],
        "required",
        "the AWS provider of Terraform is on this machine",
      );
      process.stderr.write(
        "      no AWS provider of Terraform on this machine: its plans are not compared\n",
      );
      this.skip();
    }
    empty = emptyBlock;
    provider = await startProvider(binary);
  });
  after(() => {
    if (provider !== undefined) provider.close();
  });

  for (const { type, terraform, inputs, state, changes } of PLANTED) {
    for (const [name, attribute, before, after] of changes) {
      it(`${type}: a change of ${name} is a replacement for both, or for neither`, async () => {
        assert.ok(provider !== undefined);
        const block = provider.schemas[terraform]?.block;
        assert.ok(block !== undefined && isKnownType(type));
        const prior = { ...empty(block), ...state, id: "id-1", [attribute]: before };
        const wanted = { ...prior, id: null, [attribute]: after };
        const plan = await provider.plan(terraform, prior, wanted);
        assert.deepEqual(plan.faults, []);
        const replaced = plan.paths.some(([first]) => first === attribute);
        const given = (value: unknown): Given => ({ type, name: "it", inputs: { ...inputs, [name]: value } });
        const [change] = reviewed(stack([given(before)]), stack([given(after)])).comparison.changes;
        assert.equal(change?.kind, replaced ? "replaced" : "updated");
        assert.deepEqual(change.forcedBy, replaced ? [name] : []);
      });
    }
  }
});
