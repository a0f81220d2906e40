/** What the commands before a deployment may do. */
import { type AccountAndRegion, arnOf } from "../../aws/account";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "../../aws/policy-document";
import type { Secrets } from "../../fields";
import { logs, readSecrets } from "../build/codebuild-policies";
import type { ArtifactNames } from "../roles/policies";

/** They read the bundle and their secrets, and write their log; in a VPC they get a network interface. */
export function beforeDeployPolicy(input: {
  readonly account: AccountAndRegion;
  readonly artifacts: ArtifactNames;
  readonly logGroupArn: string;
  readonly secrets: Secrets;
  readonly secretKeyArns: readonly string[];
  /** Subnets that they run in; undefined outside of any VPC. */
  readonly subnetIds: readonly string[] | undefined;
}): PolicyDocument {
  const { account, artifacts, subnetIds } = input;
  return policyDocument(
    logs(input.logGroupArn),
    {
      Sid: "Bundle",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `${artifacts.bucketArn}/${artifacts.folder}*`,
    },
    { Sid: "ArtifactKey", Effect: "Allow", Action: "kms:Decrypt", Resource: artifacts.keyArn },
    ...readSecrets(input),
    ...(subnetIds === undefined ? [] : networkInterface(account, subnetIds)),
  );
}

/** @see https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html */
function networkInterface(account: AccountAndRegion, subnetIds: readonly string[]): PolicyStatement[] {
  return [
    {
      Sid: "NetworkInterface",
      Effect: "Allow",
      Action: [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      Resource: "*",
    },
    {
      Sid: "AttachNetworkInterface",
      Effect: "Allow",
      Action: "ec2:CreateNetworkInterfacePermission",
      Resource: arnOf(account, "ec2", "network-interface/*"),
      Condition: {
        StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" },
        ArnLike: { "ec2:Subnet": [...subnetIds].sort().map((id) => arnOf(account, "ec2", `subnet/${id}`)) },
      },
    },
  ];
}
