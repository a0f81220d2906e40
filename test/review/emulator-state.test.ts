/** Replacements, as the real AWS provider plans them against the state of resources that it has made on an emulator. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Moto } from "../emulator/support/moto";
import { reviewed, stack, type Given } from "./support/stacks";

type Values = Readonly<Record<string, unknown>>;

interface Planted {
  readonly type: string;
  readonly terraform: string;
  /** By Terraform's names. */
  readonly values: Values;
  /** One at a time: Pulumi's name, Terraform's, and the value afterwards. */
  readonly changes: readonly (readonly [property: string, attribute: string, after: unknown])[];
}

const PLANTED: readonly Planted[] = [
  {
    ...{
      type: "aws:s3/bucket:Bucket",
      terraform: "aws_s3_bucket",
      values: { bucket: "files-a", force_destroy: false, tags: { a: "1" } },
    },
    changes: [
      ["bucket", "bucket", "files-b"],
      ["forceDestroy", "force_destroy", true],
      ["tags", "tags", { a: "2" }],
      ["objectLockEnabled", "object_lock_enabled", true],
    ],
  },
  {
    ...{ type: "aws:dynamodb/table:Table", terraform: "aws_dynamodb_table" },
    values: {
      name: "carts",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
    },
    changes: [
      ["name", "name", "baskets"],
      ["tableClass", "table_class", "STANDARD_INFREQUENT_ACCESS"],
      ["deletionProtectionEnabled", "deletion_protection_enabled", true],
    ],
  },
  {
    ...{ type: "aws:kms/key:Key", terraform: "aws_kms_key", values: { description: "a" } },
    changes: [
      ["description", "description", "b"],
      ["keyUsage", "key_usage", "SIGN_VERIFY"],
      ["multiRegion", "multi_region", true],
    ],
  },
  {
    ...{
      type: "aws:cloudwatch/logGroup:LogGroup",
      terraform: "aws_cloudwatch_log_group",
      values: { name: "a", retention_in_days: 7 },
    },
    changes: [
      ["name", "name", "b"],
      ["retentionInDays", "retention_in_days", 30],
      ["logGroupClass", "log_group_class", "INFREQUENT_ACCESS"],
    ],
  },
  {
    ...{ type: "aws:sns/topic:Topic", terraform: "aws_sns_topic", values: { name: "a", display_name: "a" } },
    changes: [
      ["name", "name", "b"],
      ["displayName", "display_name", "b"],
    ],
  },
  {
    ...{ type: "aws:sqs/queue:Queue", terraform: "aws_sqs_queue", values: { name: "a", delay_seconds: 0 } },
    changes: [
      ["name", "name", "b"],
      ["delaySeconds", "delay_seconds", 5],
    ],
  },
  {
    ...{
      type: "aws:secretsmanager/secret:Secret",
      terraform: "aws_secretsmanager_secret",
      values: { name: "a", description: "a" },
    },
    changes: [
      ["name", "name", "b"],
      ["description", "description", "b"],
    ],
  },
  {
    ...{
      type: "aws:ssm/parameter:Parameter",
      terraform: "aws_ssm_parameter",
      values: { name: "a", type: "String", value: "a" },
    },
    changes: [
      ["name", "name", "b"],
      ["value", "value", "b"],
    ],
  },
  {
    ...{
      type: "aws:efs/fileSystem:FileSystem",
      terraform: "aws_efs_file_system",
      values: { creation_token: "a", encrypted: false },
    },
    changes: [
      ["encrypted", "encrypted", true],
      ["creationToken", "creation_token", "b"],
      ["performanceMode", "performance_mode", "maxIO"],
    ],
  },
  {
    ...{
      type: "aws:ebs/volume:Volume",
      terraform: "aws_ebs_volume",
      values: { availability_zone: "eu-west-1a", size: 10 },
    },
    changes: [
      ["availabilityZone", "availability_zone", "eu-west-1b"],
      ["size", "size", 20],
      ["encrypted", "encrypted", true],
    ],
  },
  {
    ...{
      type: "aws:route53/zone:Zone",
      terraform: "aws_route53_zone",
      values: { name: "a.com", comment: "a" },
    },
    changes: [
      ["name", "name", "b.com"],
      ["comment", "comment", "b"],
    ],
  },
  {
    ...{
      type: "aws:acm/certificate:Certificate",
      terraform: "aws_acm_certificate",
      values: { domain_name: "a.com", validation_method: "DNS" },
    },
    changes: [
      ["domainName", "domain_name", "b.com"],
      ["subjectAlternativeNames", "subject_alternative_names", ["c.a.com"]],
    ],
  },
  {
    ...{ type: "aws:ecr/repository:Repository", terraform: "aws_ecr_repository", values: { name: "a" } },
    changes: [
      ["name", "name", "b"],
      ["imageTagMutability", "image_tag_mutability", "IMMUTABLE"],
    ],
  },
  {
    ...{
      type: "aws:kinesis/stream:Stream",
      terraform: "aws_kinesis_stream",
      values: { name: "a", shard_count: 1 },
    },
    changes: [
      ["name", "name", "b"],
      ["retentionPeriod", "retention_period", 48],
    ],
  },
];

interface Plan {
  readonly resource_changes: readonly {
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

const missing = (): string | undefined =>
  process.env["TF_CLI_PLUGIN_MIRROR"] === undefined
    ? "TF_CLI_PLUGIN_MIRROR names no mirror of the AWS provider"
    : ["terraform", "moto_server"].find((name) => spawnSync("which", [name]).status !== 0);

describe("replacements, as the real AWS provider plans them on an emulator's state", function () {
  this.timeout(900_000);
  const folder = mkdtempSync(join(tmpdir(), "review-emulator-"));
  const rounds = Math.max(...PLANTED.map(({ changes }) => changes.length));
  /** By round: the types that the provider replaces. */
  const replaced: ReadonlySet<string>[] = [];
  let moto: Moto | undefined;

  const write = (round?: number): void => {
    const resource = PLANTED.map(({ terraform, values, changes }) => {
      const change = round === undefined ? undefined : changes[round];
      return [
        terraform,
        { it: change === undefined ? values : { ...values, [change[1]]: change[2] } },
      ] as const;
    });
    const provider = {
      ...{ region: "eu-west-1", access_key: "none", secret_key: "none", s3_use_path_style: true },
      ...{
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_requesting_account_id: true,
      },
    };
    const aws = { source: "hashicorp/aws" };
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify({
        terraform: { required_providers: { aws } },
        provider: { aws: provider },
        resource: Object.fromEntries(resource),
      }),
    );
  };
  const terraform = (...args: readonly string[]): string =>
    execFileSync("terraform", args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: moto?.url,
        TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"),
        CHECKPOINT_DISABLE: "1",
      },
    });

  before(async function () {
    const lacking = missing();
    if (lacking !== undefined) {
      assert.notEqual(process.env["AWS_PROVIDER"], "required", lacking);
      process.stderr.write(`      not on this machine: ${lacking}; no plan on an emulator's state\n`);
      this.skip();
    }
    moto = await Moto.start();
    const mirror = JSON.stringify(process.env["TF_CLI_PLUGIN_MIRROR"]);
    writeFileSync(
      join(folder, "terraform.rc"),
      `provider_installation {\n  filesystem_mirror {\n    path = ${mirror}\n  }\n}\n`,
    );
    write();
    terraform("init", "-no-color");
    terraform("apply", "-auto-approve", "-no-color");
    for (let round = 0; round < rounds; round += 1) {
      write(round);
      terraform("plan", "-refresh=false", "-no-color", "-out", "plan");
      const plan = JSON.parse(terraform("show", "-json", "plan")) as Plan;
      replaced.push(
        new Set(
          plan.resource_changes
            .filter(({ change }) => change.actions.includes("delete"))
            .map(({ type }) => type),
        ),
      );
    }
  });
  after(() => {
    moto?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { type, terraform: name, values, changes } of PLANTED) {
    for (const [round, [property, attribute, after]] of changes.entries()) {
      it(`${type}: a change of ${property} is a replacement for both, or for neither`, () => {
        const given = (value: unknown): Given => ({
          ...{ type, name: "it" },
          inputs: value === undefined ? {} : { [property]: value },
        });
        const [change] = reviewed(stack([given(values[attribute])]), stack([given(after)])).comparison
          .changes;
        assert.equal(change?.kind, replaced[round]?.has(name) === true ? "replaced" : "updated");
      });
    }
  }
});
