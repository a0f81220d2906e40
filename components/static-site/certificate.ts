import * as pulumi from "@pulumi/pulumi";
import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";

/** One DNS record that somebody has to enter where the zone is not ours. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

export interface SiteCertificateArgs {
  /** All hosts, the one that the certificate is named after first. */
  readonly hosts: readonly [string, ...string[]];
  /** The zone to validate in; without one that is done elsewhere. */
  readonly zoneId: pulumi.Input<string> | undefined;
  /** Without a zone: whether the certificate is issued by now. */
  readonly issued: boolean;
  readonly protect: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SiteCertificate {
  /** ARN of the issued certificate; undefined while it is validated elsewhere. */
  readonly arn: pulumi.Output<string> | undefined;
  /** What ACM wants to see in DNS. */
  readonly validationRecords: pulumi.Output<DnsRecord[]>;
}

/** CloudFront reads certificates in this region only, wherever the stack is. */
const REGION = "us-east-1";

/** A certificate for all hosts of a site, with its validation by DNS. */
export function siteCertificate(
  name: string,
  { hosts, zoneId, issued, protect, tags }: SiteCertificateArgs,
  opts: pulumi.ResourceOptions,
): SiteCertificate {
  const [domainName, ...subjectAlternativeNames] = hosts;
  const certificate = new acm.Certificate(
    `${name}-certificate`,
    { domainName, subjectAlternativeNames, validationMethod: "DNS", region: REGION, tags: { ...tags } },
    pulumi.mergeOptions(opts, { protect }),
  );
  const validated = hosts.filter((host, index) => !sharesRecord(host, hosts.slice(0, index)));
  const wanted = validated.map((host) => validationRecord(certificate, host, hosts.indexOf(host)));
  const records =
    zoneId === undefined
      ? []
      : validated.map((host, index) => record(name, host, zoneId, wanted[index], opts));
  const waits = zoneId !== undefined || issued;
  const validation = waits
    ? new acm.CertificateValidation(
        `${name}-certificate-validation`,
        {
          certificateArn: certificate.arn,
          region: REGION,
          // Validated elsewhere there is nothing of ours to wait for; it is issued, or somebody said so too early.
          ...(zoneId === undefined ? {} : { validationRecordFqdns: records.map(({ fqdn }) => fqdn) }),
        },
        pulumi.mergeOptions(opts, zoneId === undefined ? { customTimeouts: { create: "5m" } } : {}),
      )
    : undefined;
  return { arn: validation?.certificateArn, validationRecords: pulumi.all(wanted) };
}

/**
 * ACM wants the same record for `*.a.com` as for `a.com`. It is made once: two resources for it would end with the one that
 * is removed first, and the certificate would not be renewed.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
function sharesRecord(host: string, earlier: readonly string[]): boolean {
  const validated = (each: string) => each.replace(/^\*\./, "");
  return earlier.some((other) => validated(other) === validated(host));
}

/** ACM names the records in no particular order. */
function validationRecord(
  certificate: acm.Certificate,
  host: string,
  index: number,
): pulumi.Output<DnsRecord> {
  return certificate.domainValidationOptions.apply((options) => {
    // By position only where the names are placeholders, in a preview without an account.
    const found = options.find((option) => option.domainName === host) ?? options[index];
    return {
      name: found?.resourceRecordName ?? "",
      type: found?.resourceRecordType ?? "CNAME",
      value: found?.resourceRecordValue ?? "",
    };
  });
}

function record(
  name: string,
  host: string,
  zoneId: pulumi.Input<string>,
  wanted: pulumi.Output<DnsRecord> | undefined,
  opts: pulumi.ResourceOptions,
): route53.Record {
  const { name: recordName, value } = pulumi.output(wanted ?? { name: "", type: "CNAME", value: "" });
  return new route53.Record(
    `${name}-${host}-validation`,
    {
      zoneId,
      name: recordName,
      type: "CNAME",
      ttl: 300,
      records: [value],
      // A host's record is the same for every certificate of the account, so another one may have entered it before.
      allowOverwrite: true,
    },
    opts,
  );
}
