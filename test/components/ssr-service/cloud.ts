import type { Cloud } from "../../support/mocks";

export const LOAD_BALANCER =
  "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/awseb-AWSEB-1A2B3C/50dc6c495c0c9188";

/** How AWS answers a service's program. */
export const CLOUD: Cloud = {
  outputs: ({ type, name, inputs }) => {
    switch (type) {
      case "aws:elasticbeanstalk/environment:Environment":
        return {
          loadBalancers: [LOAD_BALANCER],
          autoscalingGroups: [`awseb-${name}-AutoScalingGroup`],
          endpointUrl: `awseb-${name}.ap-northeast-2.elb.amazonaws.com`,
        };
      case "aws:acm/certificate:Certificate": {
        const { domainName, subjectAlternativeNames } = inputs as {
          domainName: string;
          subjectAlternativeNames: string[];
        };
        return {
          domainValidationOptions: [...subjectAlternativeNames, domainName].map((host) => ({
            domainName: host,
            resourceRecordName: `_abc.${host}.`,
            resourceRecordType: "CNAME",
            resourceRecordValue: `_def-${host}.acm-validations.aws.`,
          })),
        };
      }
      case "aws:route53/record:Record":
        return { fqdn: (inputs as { name: string }).name };
      case "awsx:ec2:Vpc":
        return {
          vpcId: "vpc-1",
          publicSubnetIds: ["subnet-1", "subnet-2"],
          privateSubnetIds: ["subnet-3", "subnet-4"],
          routeTables: [],
        };
      default:
        return undefined;
    }
  },
  call: ({ token, inputs }) => {
    switch (token) {
      case "aws:elasticbeanstalk/getSolutionStack:getSolutionStack": {
        const { nameRegex } = inputs as { nameRegex: string };
        const name = ["24", "22"]
          .map((major) => `64bit Amazon Linux 2023 v6.11.7 running Node.js ${major}`)
          .find((each) => new RegExp(nameRegex).test(each));
        return { id: name, name };
      }
      case "aws:lb/getHostedZoneId:getHostedZoneId":
        return { id: "ZWKZPGTI48KDX" };
      case "aws:ec2/getManagedPrefixList:getManagedPrefixList":
        return { id: "pl-22a6434b" };
      default:
        return undefined;
    }
  },
};
