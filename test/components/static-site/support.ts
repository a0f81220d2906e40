/** What the specs of StaticSite share: the site, and how AWS answers for its resources. */
import { StaticSite, type StaticSiteArgs } from "../../../components/static-site";
import { run, type Cloud, type Recording } from "../../support/mocks";

export const ZONE = "Z0123456789ABCDEFGHIJ";
export const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
export const CERTIFICATE =
  "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
export const WEB_ACL =
  "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/11111111-2222-3333-4444-555555555555";
export const DISTRIBUTION_ARN = "arn:aws:cloudfront::123456789012:distribution/E1";

export const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
export const FUNCTION = "aws:cloudfront/function:Function";
export const HEADERS = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
export const CERT = "aws:acm/certificate:Certificate";
export const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
export const RECORD = "aws:route53/record:Record";
export const BUCKET = "aws:s3/bucket:Bucket";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const WEB_ACL_TYPE = "aws:wafv2/webAcl:WebAcl";
export const KEY = "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey";
export const STORE = "aws:cloudfront/keyValueStore:KeyValueStore";

/** Gives what AWS would: ARNs, names, and the records of a certificate in an order of its own. */
export const CLOUD: Cloud = {
  outputs: ({ type, name, inputs }) => {
    const given = inputs as { domainName?: string; subjectAlternativeNames?: string[]; name?: string };
    switch (type) {
      case CERT: {
        const hosts = [given.domainName ?? "", ...(given.subjectAlternativeNames ?? [])].reverse();
        const domainValidationOptions = hosts.map((domainName) => ({
          domainName,
          resourceRecordName: `_1.${domainName}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_2.${domainName}.acm-validations.aws.`,
        }));
        return { arn: `arn:aws:acm:us-east-1:123456789012:certificate/${name}`, domainValidationOptions };
      }
      case DISTRIBUTION:
        return {
          arn: DISTRIBUTION_ARN,
          domainName: "d111111abcdef8.cloudfront.net",
          hostedZoneId: "Z2FDTNDATAQYW2",
        };
      case BUCKET:
        return {
          arn: `arn:aws:s3:::${name}`,
          bucketRegionalDomainName: `${name}.s3.ap-northeast-2.amazonaws.com`,
        };
      case RECORD:
        return { fqdn: given.name };
      default:
        return undefined;
    }
  },
  call: ({ token, inputs }) => {
    switch (token) {
      case "aws:route53/getZone:getZone":
        return { zoneId: `Z-OF-${(inputs as { name: string }).name}` };
      case "aws:ssm/getParameter:getParameter":
        return { value: "a-value-of-the-store-0123456789" };
      default:
        return undefined;
    }
  },
};

export async function make(
  args: StaticSiteArgs,
  cloud: Cloud = CLOUD,
): Promise<{ made: Recording; result: StaticSite }> {
  return run(() => new StaticSite("www", args), cloud);
}

/** The inputs of the site's only resource of `type`. */
export async function inputsOf(
  type: string,
  args: StaticSiteArgs,
): Promise<Readonly<Record<string, unknown>>> {
  return (await make(args)).made.only(type).inputs;
}

export async function distributionOf(args: StaticSiteArgs) {
  return (await inputsOf(DISTRIBUTION, args)) as {
    readonly aliases: string[];
    readonly origins: Record<string, unknown>[];
    readonly orderedCacheBehaviors: Record<string, unknown>[];
    readonly viewerCertificate: Record<string, unknown>;
  } & Record<string, unknown>;
}

export const named = (made: Recording, type: string): string[] =>
  made
    .ofType(type)
    .map(({ name }) => name)
    .sort();

export const SITE: StaticSiteArgs = { domain: "www.example.com", zoneId: ZONE };
/** As little as a site can be: what is there then is always there. */
export const BARE: StaticSiteArgs = {
  release: "inPlace",
  accessLogs: false,
  alarms: false,
};

/** The ARN that the mocks give a resource of this logical name. */
export function mockArn(name: string): string {
  return `arn:aws:mock:ap-northeast-2:123456789012:${name}`;
}
