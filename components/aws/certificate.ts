/** A certificate of ACM, validated by DNS. */
import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

/** A record to enter where the hosted zone is not the stack's. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

export interface CertificateArgs {
  /** Every host, the one that the certificate is named after first. */
  readonly hosts: readonly [string, ...string[]];
  /** The zone to validate in; without one the records are entered elsewhere. */
  readonly zoneId: pulumi.Input<string> | undefined;
  /** Without a zone: whether the certificate is issued by now. @default false */
  readonly issued?: boolean;
  /** @default false */
  readonly protect?: boolean;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  /** Where it is not the stack's own. */
  readonly region?: string;
  /** Logical names. Live certificates keep those that they have. */
  readonly names: {
    readonly certificate: string;
    readonly validation: string;
    readonly record: (host: string) => string;
  };
  /** How long the validation may take, where the provider's own time is not meant. */
  readonly validationTimeout?: string;
}

export interface Certificate {
  /** ARN of the issued certificate; undefined while it is validated elsewhere. */
  readonly arn: pulumi.Output<string> | undefined;
  /** What ACM wants to see in DNS. */
  readonly validationRecords: pulumi.Output<DnsRecord[]>;
}

/** A certificate for all hosts, with its validation. */
export function createCertificate(args: CertificateArgs, opts: pulumi.CustomResourceOptions): Certificate {
  const { hosts, zoneId, issued = false, protect = false, names } = args;
  const region = args.region === undefined ? {} : { region: args.region };
  const [domainName, ...subjectAlternativeNames] = hosts;
  const certificate = new acm.Certificate(
    names.certificate,
    {
      domainName,
      subjectAlternativeNames,
      validationMethod: "DNS",
      ...region,
      ...(args.tags === undefined ? {} : { tags: { ...args.tags } }),
    },
    pulumi.mergeOptions(opts, { protect }),
  );
  const validated = hosts.filter((host, index) => !sharesRecord(host, hosts.slice(0, index)));
  const wanted = validated.map((host) => ({
    host,
    record: validationRecord(certificate, host, hosts.indexOf(host)),
  }));
  const validationRecords = pulumi.all(wanted.map(({ record }) => record));
  if (zoneId === undefined && !issued) {
    return { arn: undefined, validationRecords };
  }
  const records =
    zoneId === undefined
      ? undefined
      : wanted.map(({ host, record }) => enterRecord(names.record(host), zoneId, record, opts));
  const validation = new acm.CertificateValidation(
    names.validation,
    {
      certificateArn: certificate.arn,
      ...region,
      // Validated elsewhere there is nothing of ours to wait for.
      ...(records === undefined ? {} : { validationRecordFqdns: records.map(({ fqdn }) => fqdn) }),
    },
    pulumi.mergeOptions(
      opts,
      args.validationTimeout === undefined ? {} : { customTimeouts: { create: args.validationTimeout } },
    ),
  );
  return { arn: validation.certificateArn, validationRecords };
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

/** ACM lists the records in no particular order. */
function validationRecord(
  certificate: acm.Certificate,
  host: string,
  index: number,
): pulumi.Output<DnsRecord> {
  return certificate.domainValidationOptions.apply((options) => {
    // By position only where the names are placeholders, in a preview without an account.
    const found = options.find((option) => option.domainName === host) ?? options[index] ?? options[0];
    return {
      name: found?.resourceRecordName ?? "",
      type: found?.resourceRecordType ?? "CNAME",
      value: found?.resourceRecordValue ?? "",
    };
  });
}

function enterRecord(
  name: string,
  zoneId: pulumi.Input<string>,
  record: pulumi.Output<DnsRecord>,
  opts: pulumi.CustomResourceOptions,
): route53.Record {
  return new route53.Record(
    name,
    {
      zoneId,
      name: record.name,
      type: "CNAME",
      ttl: 300,
      records: [record.value],
      // A host's record is the same for every certificate of the account, so another one may have entered it before.
      allowOverwrite: true,
    },
    opts,
  );
}
