// Pulumi's names and Terraform's: @pulumi/aws is made from the provider, so they meet by rules, and by the tables below where the
// package has a name of its own.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Prefixes of Terraform's type names, beside the module's own name. */
const PREFIXES = {
  ec2: ["", "ec2"],
  vpc: ["vpc", ""],
  ebs: ["ebs"],
  alb: ["lb"],
  elb: ["elb", "lb", ""],
  cloudwatch: ["cloudwatch", "cloudwatch_log", ""],
  rds: ["rds", "db"],
  elasticbeanstalk: ["elastic_beanstalk"],
  apigateway: ["api_gateway"],
  servicediscovery: ["service_discovery"],
  kinesis: ["kinesis"],
  iam: ["iam"],
  opensearch: ["opensearch", "opensearchserverless"],
};

/** Types whose names no rule finds. */
const TYPES = {
  "aws:alb/loadBalancer:LoadBalancer": "aws_lb",
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
  "aws:elb/loadBalancer:LoadBalancer": "aws_elb",
  "aws:codepipeline/pipeline:Pipeline": "aws_codepipeline",
  "aws:cloudtrail/trail:Trail": "aws_cloudtrail",
  "aws:codedeploy/application:Application": "aws_codedeploy_app",
  "aws:s3/bucketObjectv2:BucketObjectv2": "aws_s3_object",
  "aws:s3/inventory:Inventory": "aws_s3_bucket_inventory",
  "aws:autoscaling/tag:Tag": "aws_autoscaling_group_tag",
  "aws:ec2/dedicatedHost:DedicatedHost": "aws_ec2_host",
  "aws:ses/mailFrom:MailFrom": "aws_ses_domain_mail_from",
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment":
    "aws_cognito_identity_pool_roles_attachment",
};

/** Properties whose names no rule finds. */
const PROPERTIES = {
  version_label: "version",
  alarm_name: "name",
  log_group_name: "logGroup",
  topic_arn: "topic",
  function_name: "name",
  rest_api_id: "restApi",
  deployment_id: "deployment",
  compute_environment_name: "name",
  filename: "code",
};

const flat = (name) => name.replace(/[_-]/g, "").toLowerCase();
const singular = (name) =>
  flat(name)
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch)es$/, "$1")
    .replace(/([^s])s$/, "$1");
const camel = (name) => name.replace(/_+(.)/g, (_, letter) => letter.toUpperCase());

/**
 * The Terraform type of each of the package's types.
 *
 * @param directory of @pulumi/aws
 * @param modules of the package, such as `s3`
 * @param blocks the schema's block of each Terraform type
 * @returns by type token: `{ terraform, inputs }`, the type and the package's names of its inputs
 */
export function terraformTypes(directory, modules, blocks) {
  const byName = new Map(Object.keys(blocks).map((type) => [flat(type), type]));
  const result = {};
  for (const module of modules) {
    const folder = join(directory, module);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
      const text = readFileSync(join(folder, file), "utf8");
      const token = /__pulumiType = '(aws:[^']+)'/.exec(text)?.[1];
      if (token === undefined) continue;
      const create = text.slice(text.lastIndexOf("else {"));
      const inputs = [
        ...new Set(
          [...create.matchAll(/resourceInputs\["(\w+)"\] = (?!undefined)/g)].map(([, name]) => name),
        ),
      ];
      const terraform = TYPES[token] ?? closest(token, module, inputs, byName, blocks);
      if (terraform !== undefined && blocks[terraform] !== undefined) result[token] = { terraform, inputs };
    }
  }
  return result;
}

/** Of the types with a name that fits, the one with the most inputs in common; at least half of them. */
function closest(token, module, inputs, byName, blocks) {
  const name = token.split(":")[2].replace(/v2$/i, (end) => (module === "s3" ? "" : end));
  const candidates = new Set(
    [module, ...(PREFIXES[module] ?? [])].flatMap(
      (prefix) => byName.get(flat(`aws_${prefix}_${name}`)) ?? [],
    ),
  );
  const own = new Set(inputs.map(singular));
  let best;
  for (const type of candidates) {
    const theirs = namesOf(blocks[type]).map(singular);
    const shared = theirs.filter((each) => own.has(each)).length / Math.max(1, own.size);
    if (best === undefined || shared > best.shared) best = { type, shared };
  }
  return best !== undefined && best.shared >= 0.5 ? best.type : undefined;
}

const namesOf = ({ attributes, block_types: blocks }) => [
  ...attributes.map(({ name }) => name),
  ...blocks.map(({ type_name: name }) => name),
];

/** `origin.s3_origin_config` as Pulumi writes it; below the first part its singular may stand for a list. */
export function propertyOf([first, ...rest], inputs) {
  const own =
    inputs.find((name) => name === camel(first)) ??
    inputs.find((name) => singular(name) === singular(first)) ??
    (inputs.includes(PROPERTIES[first]) ? PROPERTIES[first] : undefined) ??
    camel(first);
  return [own, ...rest.map(camel)].join(".");
}
