import { aws, bad, good, native, type Kind } from "./kind";

const group = (ingress: readonly object[], name?: string) =>
  aws("ec2/securityGroup:SecurityGroup", { description: "x", ingress }, name);
const tcp = (port: number, more: object) => ({
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  description: "x",
  ...more,
});
const rule = (more: object) =>
  aws("vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
    securityGroupId: "sg-1",
    description: "x",
    ...more,
  });
const listener = (props: object) => aws("lb/listener:Listener", { loadBalancerArn: "arn:lb", ...props });
const distribution = (props: object) =>
  aws("cloudfront/distribution:Distribution", { enabled: true, ...props });

export const networkKinds: readonly Kind[] = [
  bad(
    "sg-ingress",
    "SSH by two halves in one rule",
    group([tcp(22, { cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] })]),
  ),
  {
    ...bad(
      "sg-ingress",
      "SSH by two halves in two rules, each of which is wide by itself",
      group([tcp(22, { cidrBlocks: ["0.0.0.0/1"] }), tcp(22, { cidrBlocks: ["128.0.0.0/1"] })]),
    ),
    times: 2,
  },
  bad("sg-ingress", "a database over IPv6", group([tcp(5432, { ipv6CidrBlocks: ["::/0"] })])),
  bad("sg-ingress", "every public IPv6 address", group([tcp(6379, { ipv6CidrBlocks: ["2000::/3"] })])),
  bad(
    "sg-ingress",
    "IPv6 written out in full",
    rule({ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv6: "0:0:0:0:0:0:0:0/0" }),
  ),
  bad(
    "sg-ingress",
    "a range of ports around an allowed one",
    rule({ ipProtocol: "tcp", fromPort: 79, toPort: 443, cidrIpv4: "0.0.0.0/0" }),
  ),
  bad(
    "sg-ingress",
    "all protocols that name an allowed port",
    rule({ ipProtocol: "-1", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" }),
  ),
  bad(
    "sg-ingress",
    "a range whose host bits are set",
    rule({ ipProtocol: "tcp", fromPort: 3389, toPort: 3389, cidrIpv4: "10.0.0.0/0" }),
  ),
  bad(
    "sg-ingress",
    "ports as text",
    group([{ ...tcp(0, { cidrBlocks: ["0.0.0.0/0"] }), fromPort: "22", toPort: "22" }]),
  ),
  bad("sg-ingress", "UDP", group([{ ...tcp(53, { cidrBlocks: ["0.0.0.0/0"] }), protocol: "udp" }])),
  bad(
    "sg-ingress",
    "a native rule of its own",
    native("ec2:SecurityGroupIngress", {
      groupId: "sg-1",
      ipProtocol: "tcp",
      fromPort: 22,
      toPort: 22,
      cidrIp: "0.0.0.0/0",
    }),
  ),
  bad(
    "sg-ingress",
    "an instance's group by an interface",
    group([tcp(443, { cidrBlocks: ["0.0.0.0/0"] })], "web-group"),
    aws(
      "ec2/networkInterface:NetworkInterface",
      { subnetId: "subnet-1", attachments: [{ instance: "i-1", deviceIndex: 1 }] },
      "card",
      { securityGroups: ["web-group"] },
    ),
  ),
  bad(
    "sg-ingress",
    "a launch template's group",
    group([tcp(80, { cidrBlocks: ["0.0.0.0/0"] })], "fleet-group"),
    aws("ec2/launchTemplate:LaunchTemplate", { metadataOptions: { httpTokens: "required" } }, "fleet", {
      vpcSecurityGroupIds: ["fleet-group"],
    }),
  ),
  bad(
    "sg-description",
    "a group and two rules that say nothing",
    aws("ec2/securityGroup:SecurityGroup", {
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    }),
  ),
  bad(
    "vpc-default-group",
    "a default group with a rule",
    aws("ec2/defaultSecurityGroup:DefaultSecurityGroup", {
      vpcId: "vpc-1",
      ingress: [tcp(443, { self: true })],
    }),
  ),
  bad(
    "vpc-network-acl",
    "remote desktop by a rule of its own",
    aws("ec2/networkAclRule:NetworkAclRule", {
      networkAclId: "acl-1",
      ruleNumber: 100,
      protocol: "tcp",
      ruleAction: "allow",
      egress: false,
      cidrBlock: "0.0.0.0/0",
      fromPort: 3389,
      toPort: 3389,
    }),
  ),
  bad(
    "ec2-imdsv2",
    "optional tokens in a template",
    aws("ec2/launchTemplate:LaunchTemplate", { metadataOptions: { httpTokens: "optional" } }),
  ),
  bad(
    "ec2-imdsv2",
    "a native instance template",
    native("ec2:LaunchTemplate", { launchTemplateData: { metadataOptions: { httpTokens: "optional" } } }),
  ),
  bad(
    "ec2-no-public-ip",
    "an address on an interface of a template",
    aws("ec2/launchTemplate:LaunchTemplate", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
  ),
  bad(
    "ec2-no-user-data-secrets",
    "a key of AWS in base64 user data",
    aws("ec2/launchTemplate:LaunchTemplate", {
      userData: Buffer.from("export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz").toString(
        "base64",
      ),
    }),
  ),
  bad(
    "lb-http-redirects",
    "a redirect to HTTP",
    listener({
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTP", port: "8080", statusCode: "HTTP_301" } },
      ],
    }),
  ),
  bad(
    "lb-http-redirects",
    "HTTP on another port that forwards",
    listener({
      port: 8080,
      protocol: "http",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:t" }],
    }),
  ),
  bad(
    "lb-tls-policy",
    "a policy of 2016 in odd case",
    listener({
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:c",
      sslPolicy: "elbsecuritypolicy-2016-08",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:t" }],
    }),
  ),
  bad(
    "lb-tls-policy",
    "TLS on a network load balancer, policy of 1.0",
    listener({
      port: 443,
      protocol: "TLS",
      certificateArn: "arn:c",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:t" }],
    }),
  ),
  bad(
    "cf-viewer-https",
    "one ordered behaviour that allows all",
    distribution({
      defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
      orderedCacheBehaviors: [
        { pathPattern: "/a", viewerProtocolPolicy: "https-only" },
        { pathPattern: "/b", viewerProtocolPolicy: "allow-all" },
      ],
    }),
  ),
  bad(
    "cf-min-tls",
    "TLS of 2019",
    distribution({
      defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
      viewerCertificate: {
        acmCertificateArn: "arn:aws:acm:us-east-1:1:certificate/x",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.1_2016",
      },
    }),
  ),
  ...[
    "www.example.com.s3-website-us-east-1.amazonaws.com",
    "files.s3-website.eu-central-1.amazonaws.com",
  ].map((domainName) =>
    bad(
      "cf-oac",
      `a website endpoint of S3, ${domainName}`,
      distribution({
        defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
        origins: [{ originId: "a", domainName, customOriginConfig: { originProtocolPolicy: "http-only" } }],
      }),
    ),
  ),
  bad(
    "cf-origin-https",
    "what the viewer speaks",
    distribution({
      defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
      origins: [
        {
          originId: "a",
          domainName: "app.example.com",
          customOriginConfig: { originProtocolPolicy: "match-viewer", originSslProtocols: ["TLSv1.2"] },
        },
      ],
    }),
  ),
  bad(
    "cf-origin-tls12",
    "an old protocol beside the new one",
    distribution({
      defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
      origins: [
        {
          originId: "a",
          domainName: "app.example.com",
          customOriginConfig: {
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2", "TLSv1"],
          },
        },
      ],
    }),
  ),
  good(
    "HTTPS for everybody, no machine behind",
    group([tcp(443, { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] })]),
  ),
  good(
    "SSH from a company's two ranges",
    group([tcp(22, { cidrBlocks: ["203.0.113.0/24", "198.51.100.0/24"] })]),
  ),
  good(
    "everything from itself",
    group([{ protocol: "-1", fromPort: 0, toPort: 0, self: true, description: "x" }]),
  ),
  good(
    "everything from private ranges",
    group([
      {
        protocol: "-1",
        fromPort: 0,
        toPort: 0,
        cidrBlocks: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
        description: "x",
      },
    ]),
  ),
  good(
    "a range of the internet's size that is outgoing",
    aws("ec2/securityGroupRule:SecurityGroupRule", {
      type: "egress",
      securityGroupId: "sg-1",
      ...tcp(22, { cidrBlocks: ["0.0.0.0/0"] }),
    }),
  ),
  good(
    "a ping",
    group([{ protocol: "icmp", fromPort: -1, toPort: -1, cidrBlocks: ["0.0.0.0/0"], description: "x" }]),
  ),
  good(
    "a network ACL that denies",
    aws("ec2/networkAclRule:NetworkAclRule", {
      networkAclId: "acl-1",
      ruleNumber: 90,
      protocol: "tcp",
      ruleAction: "deny",
      egress: false,
      cidrBlock: "0.0.0.0/0",
      fromPort: 22,
      toPort: 22,
    }),
  ),
  good(
    "a redirect in odd case",
    listener({
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    }),
  ),
];
