/** Edits of a service and its network. */
import type { Expected, StackEdit } from "./edit";

export const SERVICE = `config:
  aws:region: ap-northeast-2
  web-infra:zone: example.com
  web-infra:network:
    natGateways: single
  web-infra:services:
    app:
      domain: app.example.com
      healthCheckPath: /health
      processes: perVcpu
      scaling: { min: 2, max: 4, cpuUpper: 80 }
`;

const service = (title: string, replace: StackEdit["replace"], expected: Expected): StackEdit => ({
  ...{ title, stack: "service", replace },
  ...expected,
});
const PATH = "      healthCheckPath: /health\n";
const also = (line: string): StackEdit["replace"] => [[PATH, `${PATH}      ${line}\n`]];

export const SERVICE_EDITS: readonly StackEdit[] = [
  service("more instances at most", [["max: 4", "max: 6"]], {
    changes: ["updated aws:elasticbeanstalk:Environment app-node24", "updated aws:cloudwatch:Dashboard app"],
  }),
  service("a threshold that is too high", [["cpuUpper: 80", "cpuUpper: 95"]], {
    changes: ["updated aws:elasticbeanstalk:Environment app-node24", "updated aws:cloudwatch:Dashboard app"],
    introduced: ["eb-cpu-scaling app-node24"],
    verdict: /1 mandatory finding introduced$/,
  }),
  service("another type of instance", also("instanceTypes: [t4g.medium]"), {
    changes: ["updated aws:elasticbeanstalk:Environment app-node24"],
  }),
  service("another path of the health check", [["/health", "/ready"]], {
    changes: ["updated aws:elasticbeanstalk:Environment app-node24"],
  }),
  service("a variable", also("environment: { LOG_LEVEL: debug }"), {
    changes: ["updated aws:elasticbeanstalk:Environment app-node24"],
  }),
  service(
    "a secret",
    also("secrets: { TOKEN: arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:app/token-AbCdEf }"),
    {
      changes: [
        "created aws:iam:RolePolicy app-secrets",
        "updated aws:elasticbeanstalk:Environment app-node24",
      ],
      gained: ["app-instance secretsmanager:GetSecretValue: a resource of account 123456789012"],
    },
  ),
  service("a NAT gateway in each zone", [["natGateways: single", "natGateways: onePerAz"]], {
    changes: [
      "created aws:ec2:Eip network-2",
      "created aws:ec2:NatGateway network-2",
      "updated aws:ec2:Route network-private-2",
      "updated awsx:ec2:Vpc network",
    ],
  }),
  service(
    "another range of the network",
    [["natGateways: single", "natGateways: single\n    cidrBlock: 10.7.0.0/16"]],
    {
      changes: [
        "replaced aws:ec2:Vpc network",
        "updated awsx:ec2:Vpc network",
        "replaced aws:ec2:NatGateway network-1",
        "replaced aws:ec2:Subnet network-private-1",
        "replaced aws:ec2:Subnet network-private-2",
        "replaced aws:ec2:Subnet network-public-1",
        "replaced aws:ec2:Subnet network-public-2",
        "replaced aws:ec2:RouteTable network-private-1",
        "replaced aws:ec2:RouteTable network-private-2",
        "replaced aws:ec2:RouteTable network-public-1",
        "replaced aws:ec2:RouteTable network-public-2",
        "replaced aws:ec2:RouteTableAssociation network-private-1",
        "replaced aws:ec2:RouteTableAssociation network-private-2",
        "replaced aws:ec2:RouteTableAssociation network-public-1",
        "replaced aws:ec2:RouteTableAssociation network-public-2",
        "replaced aws:ec2:Route network-private-1",
        "replaced aws:ec2:Route network-private-2",
        "replaced aws:ec2:Route network-public-1",
        "replaced aws:ec2:Route network-public-2",
        "replaced aws:ec2:SecurityGroup app-alb",
        "replaced aws:ec2:SecurityGroup app-instances",
        "replaced aws:ec2:VpcEndpoint network-s3",
        "replaced aws:ec2:FlowLog network-flow-logs",
        "updated aws:ec2:InternetGateway network",
        "updated aws:elasticbeanstalk:Environment app-node24",
        "replaced aws:vpc:SecurityGroupIngressRule app-alb-https-ipv4",
        "replaced aws:vpc:SecurityGroupIngressRule app-alb-http-ipv4",
        "replaced aws:vpc:SecurityGroupIngressRule app-instances-from-alb",
        "replaced aws:vpc:SecurityGroupEgressRule app-instances-out",
        "replaced aws:vpc:SecurityGroupEgressRule app-alb-to-instances",
      ],
    },
  ),
  service("one zone more", [["natGateways: single", "natGateways: single\n    availabilityZones: 3"]], {
    changes: [
      "created aws:ec2:Subnet network-private-3",
      "created aws:ec2:Subnet network-public-3",
      "created aws:ec2:RouteTable network-private-3",
      "created aws:ec2:RouteTable network-public-3",
      "created aws:ec2:RouteTableAssociation network-private-3",
      "created aws:ec2:RouteTableAssociation network-public-3",
      "created aws:ec2:Route network-private-3",
      "created aws:ec2:Route network-public-3",
      "replaced aws:ec2:NatGateway network-1",
      "replaced aws:ec2:Subnet network-private-1",
      "replaced aws:ec2:Subnet network-private-2",
      "replaced aws:ec2:Subnet network-public-1",
      "replaced aws:ec2:Subnet network-public-2",
      "replaced aws:ec2:RouteTableAssociation network-private-1",
      "replaced aws:ec2:RouteTableAssociation network-private-2",
      "replaced aws:ec2:RouteTableAssociation network-public-1",
      "replaced aws:ec2:RouteTableAssociation network-public-2",
      "updated aws:ec2:VpcEndpoint network-s3",
      "updated aws:elasticbeanstalk:Environment app-node24",
      "updated awsx:ec2:Vpc network",
      "updated aws:ec2:Route network-private-1",
      "updated aws:ec2:Route network-private-2",
    ],
    introduced: ["vpc-subnet-public-addresses network-public-3"],
  }),
  service("another version of Node.js", also('nodeVersion: "22"'), {
    changes: [
      "created aws:elasticbeanstalk:Environment app-node22",
      "created aws:iam:Role app-node22-health-check",
      "created aws:iam:RolePolicy app-node22-health-check",
      "created aws:lb:Listener app-node22-redirect",
      "created aws:scheduler:Schedule app-node22-health-check",
      "created aws:ssm:Association app-node22-agent",
      "created aws:ssm:Parameter app-node22-agent",
      "deleted aws:elasticbeanstalk:Environment app-node24",
      "deleted aws:iam:Role app-node24-health-check",
      "deleted aws:iam:RolePolicy app-node24-health-check",
      "deleted aws:lb:Listener app-node24-redirect",
      "deleted aws:scheduler:Schedule app-node24-health-check",
      "deleted aws:ssm:Association app-node24-agent",
      "deleted aws:ssm:Parameter app-node24-agent",
      "replaced aws:cloudwatch:Dashboard app",
      "updated aws:route53:Record app-app.example.com-A",
    ],
    introduced: ["lb-waf app-node22"],
    fixed: ["lb-waf app-node24"],
  }),
  service("one more host", also("aliases: [shop.example.com]"), {
    changes: [
      "created aws:route53:Record app-shop.example.com-A",
      "created aws:route53:Record app-validation-shop.example.com",
      "updated aws:elasticbeanstalk:Environment app-node24",
      "replaced aws:acm:Certificate app",
      "replaced aws:acm:CertificateValidation app",
      "replaced aws:route53:Record app-validation-app.example.com",
    ],
  }),
  service("instances in public subnets", also("instanceSubnets: public"), {
    changes: ["updated aws:elasticbeanstalk:Environment app-node24"],
    introduced: ["eb-no-public-instances app-node24"],
    verdict: /1 mandatory finding introduced$/,
  }),
  service(
    "one service less",
    [
      [
        "  web-infra:services:\n    app:\n      domain: app.example.com\n      healthCheckPath: /health\n      processes: perVcpu\n      scaling: { min: 2, max: 4, cpuUpper: 80 }\n",
        "  web-infra:services: {}\n",
      ],
    ],
    {
      changes: [
        "deleted aws:acm:Certificate app",
        "deleted aws:acm:CertificateValidation app",
        "deleted aws:cloudwatch:Dashboard app",
        "deleted aws:cloudwatch:LogGroup network-flow-logs",
        "deleted aws:ec2:Eip network-1",
        "deleted aws:ec2:FlowLog network-flow-logs",
        "deleted aws:ec2:InternetGateway network",
        "deleted aws:ec2:NatGateway network-1",
        "deleted aws:ec2:Route network-private-1",
        "deleted aws:ec2:Route network-private-2",
        "deleted aws:ec2:Route network-public-1",
        "deleted aws:ec2:Route network-public-2",
        "deleted aws:ec2:RouteTable network-private-1",
        "deleted aws:ec2:RouteTable network-private-2",
        "deleted aws:ec2:RouteTable network-public-1",
        "deleted aws:ec2:RouteTable network-public-2",
        "deleted aws:ec2:RouteTableAssociation network-private-1",
        "deleted aws:ec2:RouteTableAssociation network-private-2",
        "deleted aws:ec2:RouteTableAssociation network-public-1",
        "deleted aws:ec2:RouteTableAssociation network-public-2",
        "deleted aws:ec2:SecurityGroup app-alb",
        "deleted aws:ec2:SecurityGroup app-instances",
        "deleted aws:ec2:Subnet network-private-1",
        "deleted aws:ec2:Subnet network-private-2",
        "deleted aws:ec2:Subnet network-public-1",
        "deleted aws:ec2:Subnet network-public-2",
        "deleted aws:ec2:Vpc network",
        "deleted aws:ec2:VpcEndpoint network-s3",
        "deleted aws:elasticbeanstalk:Application app",
        "deleted aws:elasticbeanstalk:Environment app-node24",
        "deleted aws:iam:InstanceProfile app-instance",
        "deleted aws:iam:Role app-instance",
        "deleted aws:iam:Role app-node24-health-check",
        "deleted aws:iam:Role app-service",
        "deleted aws:iam:Role network-flow-logs",
        "deleted aws:iam:RolePolicy app-instance",
        "deleted aws:iam:RolePolicy app-node24-health-check",
        "deleted aws:iam:RolePolicy network-flow-logs",
        "deleted aws:iam:RolePolicyAttachment app-instance-cloudwatch-agent",
        "deleted aws:iam:RolePolicyAttachment app-instance-session-manager",
        "deleted aws:iam:RolePolicyAttachment app-service-enhanced-health",
        "deleted aws:iam:RolePolicyAttachment app-service-managed-updates",
        "deleted aws:lb:Listener app-node24-redirect",
        "deleted aws:route53:Record app-app.example.com-A",
        "deleted aws:route53:Record app-validation-app.example.com",
        "deleted aws:s3:Bucket app-access-logs",
        "deleted aws:s3:BucketLifecycleConfiguration app-access-logs",
        "deleted aws:s3:BucketOwnershipControls app-access-logs",
        "deleted aws:s3:BucketPolicy app-access-logs",
        "deleted aws:s3:BucketPublicAccessBlock app-access-logs",
        "deleted aws:s3:BucketServerSideEncryptionConfiguration app-access-logs",
        "deleted aws:scheduler:Schedule app-node24-health-check",
        "deleted aws:ssm:Association app-node24-agent",
        "deleted aws:ssm:Parameter app-node24-agent",
        "deleted aws:vpc:SecurityGroupEgressRule app-alb-to-instances",
        "deleted aws:vpc:SecurityGroupEgressRule app-instances-out",
        "deleted aws:vpc:SecurityGroupIngressRule app-alb-http-ipv4",
        "deleted aws:vpc:SecurityGroupIngressRule app-alb-https-ipv4",
        "deleted aws:vpc:SecurityGroupIngressRule app-instances-from-alb",
        "deleted awsx:ec2:Vpc network",
        "deleted web-infra:index:Network network",
        "deleted web-infra:index:SsrService app",
      ],
      fixed: [
        "lb-waf app-node24",
        "s3-versioning-everywhere app-access-logs",
        "tags-required web-infra-service",
        "vpc-default-group network",
        "vpc-flow-logs network",
        "vpc-subnet-public-addresses network-public-1",
        "vpc-subnet-public-addresses network-public-2",
      ],
      lost: ["app", "app-access-logs", "network-flow-logs"],
    },
  ),
];
