import { EDGE_SOURCE } from "../../../components/edge/source";
import { aws, bad, document, good, native, type Kind } from "./kind";

const project = (props: object) =>
  aws("codebuild/project:Project", {
    serviceRole: "arn:r",
    artifacts: { type: "NO_ARTIFACTS" },
    environment: { image: "aws/codebuild/standard:7.0", type: "LINUX_CONTAINER" },
    source: { type: "GITHUB", location: "https://github.com/acme/shop.git" },
    logsConfig: { cloudwatchLogs: { groupName: "/builds" } },
    ...props,
  });
const webhook = (props: object) => aws("codebuild/webhook:Webhook", { projectName: "shop", ...props });
const actor = (pattern: string, more: object = {}) =>
  webhook({
    filterGroups: [
      {
        filters: [
          { type: "EVENT", pattern: "PULL_REQUEST_CREATED" },
          { type: "ACTOR_ACCOUNT_ID", pattern, ...more },
        ],
      },
    ],
  });
const pipelineWebhook = (props: object) =>
  aws("codepipeline/webhook:Webhook", {
    targetPipeline: "shop",
    targetAction: "source",
    filters: [],
    ...props,
  });
const ssmDocument = (command: string) =>
  aws("ssm/document:Document", {
    documentType: "Command",
    content: JSON.stringify({
      schemaVersion: "2.2",
      mainSteps: [{ action: "aws:runShellScript", name: "x", inputs: { runCommand: [command] } }],
    }),
  });
const KEY = "AKIAQ3EGRIVWNZT7L2XK";
const subscription = (protocol: string, endpoint: string) =>
  aws("sns/topicSubscription:TopicSubscription", { topic: "arn:t", protocol, endpoint });
const queuePolicy = (...statements: readonly object[]) =>
  aws("sqs/queuePolicy:QueuePolicy", {
    queueUrl: "https://q",
    policy: document(
      { Principal: { AWS: "arn:aws:iam::111122223333:role/app" }, Action: "sqs:SendMessage", Resource: "*" },
      ...statements,
    ),
  });
const TLS = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const group = (props: object) =>
  aws("autoscaling/group:Group", {
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
    launchTemplate: { id: "lt-1" },
    ...props,
  });
const network = aws("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, "net");
const closed = aws("ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId: "vpc-1" }, "closed", {
  vpcId: ["net"],
});
const rule = (of: string) =>
  aws(
    "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    {
      securityGroupId: "sg-1",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.0.0.0/8",
      description: "x",
    },
    "rule",
    { securityGroupId: [of] },
  );
const flow = (trafficType: string) =>
  aws("ec2/flowLog:FlowLog", { vpcId: "vpc-1", trafficType }, "flow", { vpcId: ["net"] });
const machine = (props: object, uses?: Readonly<Record<string, readonly string[]>>) =>
  aws(
    "ec2/instance:Instance",
    {
      ami: "ami-1",
      metadataOptions: { httpTokens: "required" },
      rootBlockDevice: { encrypted: true },
      ...props,
    },
    "machine",
    uses,
  );
const card = (props: object = {}, uses?: Readonly<Record<string, readonly string[]>>) =>
  aws("ec2/networkInterface:NetworkInterface", { subnetId: "subnet-1", ...props }, "card", uses);
const address = aws(
  "ec2/eipAssociation:EipAssociation",
  { allocationId: "eipalloc-1", networkInterfaceId: "eni-1" },
  "address",
  { networkInterfaceId: ["card"] },
);
const cards = { networkInterfaceId: "eni-1" };

/** What strangers may read, start or reach by another resource than the one that is looked at first. */
export const exposureKinds: readonly Kind[] = [
  bad("cb-no-strangers", "builds that everybody may read", project({ projectVisibility: "PUBLIC_READ" })),
  good("builds of its own account", project({ projectVisibility: "PRIVATE" })),
  bad("cb-no-strangers", "accounts whose numbers only contain a trusted one", actor("123|456")),
  bad("cb-no-strangers", "one of two patterns without its end", actor("^123$|^456")),
  bad("cb-no-strangers", "every account, from end to end", actor("^.*$")),
  good("a user of Bitbucket", actor("^\\{11111111-2222-3333-4444-555555555555\\}$")),
  good("accounts from the first digit to the last", actor("^(?:123|456)$")),
  good("two whole patterns", actor("^123$|^456$")),
  bad("cb-no-strangers", "everybody but one account", actor("^123$", { excludeMatchedPattern: true })),
  bad(
    "cb-no-strangers",
    "pull requests of forks, without approval",
    webhook({ pullRequestBuildPolicy: { requiresCommentApproval: "DISABLED" } }),
  ),
  good(
    "no approval, but two accounts only",
    webhook({
      pullRequestBuildPolicy: { requiresCommentApproval: "DISABLED" },
      filterGroups: [{ filters: [{ type: "ACTOR_ACCOUNT_ID", pattern: "^123$" }] }],
    }),
  ),
  good(
    "no approval, but pushes only",
    webhook({
      pullRequestBuildPolicy: { requiresCommentApproval: "DISABLED" },
      filterGroups: [{ filters: [{ type: "EVENT", pattern: "PUSH" }] }],
    }),
  ),
  bad(
    "cb-no-source-creds",
    "a source whose certificate is not looked at",
    project({
      source: { type: "GITHUB_ENTERPRISE", location: "https://git.example/x.git", insecureSsl: true },
    }),
  ),
  bad(
    "cp-connection-source",
    "a pipeline that everybody may start",
    pipelineWebhook({ authentication: "UNAUTHENTICATED" }),
  ),
  bad(
    "cp-connection-source",
    "a pipeline that the whole internet may start",
    pipelineWebhook({ authentication: "IP", authenticationConfiguration: { allowedIpRange: "0.0.0.0/0" } }),
  ),
  good(
    "a webhook with a signature",
    pipelineWebhook({ authentication: "GITHUB_HMAC", authenticationConfiguration: { secretToken: "x" } }),
  ),

  bad(
    "ssm-secure-parameters",
    "a key in a document's script",
    ssmDocument(`export AWS_ACCESS_KEY_ID=${KEY}`),
  ),
  good(
    "a document that reads its password",
    ssmDocument("export DB_PASSWORD=$(aws ssm get-parameter --name /db)"),
  ),
  good("a document whose password is a reference", ssmDocument("login --password '{{ssm-secure:/shop/db}}'")),
  bad(
    "ssm-secure-parameters",
    "a key in the commands of an association",
    aws("ssm/association:Association", {
      name: "AWS-RunShellScript",
      parameters: { commands: `export AWS_ACCESS_KEY_ID=${KEY}` },
    }),
  ),
  bad(
    "ssm-secure-parameters",
    "a key in the commands of a maintenance window",
    aws("ssm/maintenanceWindowTask:MaintenanceWindowTask", {
      windowId: "w",
      taskArn: "AWS-RunShellScript",
      taskType: "RUN_COMMAND",
      taskInvocationParameters: {
        runCommandParameters: {
          parameters: [{ name: "commands", values: [`export AWS_ACCESS_KEY_ID=${KEY}`] }],
        },
      },
    }),
  ),
  bad(
    "ssm-secure-parameters",
    "several passwords",
    aws("ssm/parameter:Parameter", {
      name: "/shop/db_passwords",
      type: "StringList",
      value: "Hunter2hunter,Tr0ub4dor",
    }),
  ),
  bad(
    "ssm-secure-parameters",
    "several keys of an API",
    aws("ssm/parameter:Parameter", { name: "/shop/api-keys", type: "StringList", value: "k8Jd2,Lq9Zx" }),
  ),
  good(
    "how many tokens a model may answer",
    aws("ssm/parameter:Parameter", { name: "/shop/max_tokens", type: "String", value: "4096" }),
  ),
  bad(
    "ssm-private-documents",
    "documents that may be shared with everybody",
    aws("ssm/serviceSetting:ServiceSetting", {
      settingId:
        "arn:aws:ssm:eu-west-1:111122223333:servicesetting/ssm/documents/console/public-sharing-permission",
      settingValue: "Enable",
    }),
  ),
  good(
    "another setting",
    aws("ssm/serviceSetting:ServiceSetting", {
      settingId: "/ssm/parameter-store/high-throughput-enabled",
      settingValue: "true",
    }),
  ),

  bad("sns-tls-only", "messages that leave over plain HTTP", subscription("http", "http://hooks.example/x")),
  good("messages that leave over HTTPS", subscription("https", "https://hooks.example/x")),
  bad(
    "sns-tls-only",
    "the same by another provider",
    native("sns:Subscription", { topicArn: "arn:t", protocol: "http", endpoint: "http://hooks.example/x" }),
  ),
  bad(
    "cf-no-plain-secrets",
    "a token in the list of all keys",
    aws("cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive", {
      keyValueStoreArn: "arn:kvs",
      resourceKeyValuePairs: [{ key: "api_token", value: "k8Jd2Lq9Zx" }],
    }),
  ),
  good(
    "a function that compares hashes of passwords, as the component StaticSite's",
    aws("cloudfront/function:Function", {
      runtime: "cloudfront-js-2.0",
      code: `const HASHES = ["${"0123456789abcdef".repeat(4)}"]; ${EDGE_SOURCE.authentication}`,
    }),
  ),
  good(
    "a function that reads a session's cookie",
    aws("cloudfront/function:Function", {
      runtime: "cloudfront-js-2.0",
      code: "function handler(event) { var token = event.request.cookies.session; if (!token) { token = null; } return event.request; }",
    }),
  ),
  bad("sqs-tls-only", "a queue's policy that takes plain HTTP", queuePolicy()),
  good("a queue's policy that does not", queuePolicy(TLS)),

  bad(
    "waf-has-rules",
    "a rule group without rules",
    aws("wafv2/ruleGroup:RuleGroup", {
      scope: "REGIONAL",
      capacity: 10,
      visibilityConfig: { metricName: "x" },
    }),
  ),
  bad(
    "cf-logging",
    "a log without a bucket",
    aws("cloudfront/distribution:Distribution", {
      enabled: true,
      loggingConfig: { bucket: "", includeCookies: true },
    }),
  ),
  bad("asg-elb-health", "a group that replaces nothing", group({ suspendedProcesses: ["ReplaceUnhealthy"] })),
  good("a group that only leaves its zones alone", group({ suspendedProcesses: ["AZRebalance"] })),
  bad(
    "r53-transfer-lock",
    "a domain that ends",
    aws("route53domains/registeredDomain:RegisteredDomain", { domainName: "shop.example", autoRenew: false }),
  ),

  bad("vpc-default-group", "a rule of the default group's own", network, closed, rule("closed")),
  bad("vpc-default-group", "a rule of the network's default group", network, closed, rule("net")),
  bad("vpc-flow-logs", "what was let in only", network, closed, flow("ACCEPT")),
  bad(
    "ec2-no-public-ip",
    "an address of the machine's first network interface",
    card(),
    machine({ primaryNetworkInterface: cards }, { primaryNetworkInterface: ["card"] }),
    address,
  ),
  bad(
    "ec2-no-public-ip",
    "an address of a network interface that is attached later",
    card(),
    machine({}),
    aws(
      "ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
      { instanceId: "i-1", networkInterfaceId: "eni-1", deviceIndex: 1 },
      "attached",
      { instanceId: ["machine"], networkInterfaceId: ["card"] },
    ),
    address,
  ),
  bad(
    "ec2-no-public-ip",
    "an address of a network interface that names its machine",
    machine({}),
    card({ attachments: [{ instance: "i-1", deviceIndex: 1 }] }, { attachments: ["machine"] }),
    address,
  ),
  good("an address of an interface that no machine has", card(), address),
];
