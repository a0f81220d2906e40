import { Certificate, CertificateValidation } from "@pulumi/aws/acm";
import { Record } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

interface CertificateArgs {
  /** Host names, the first being the certificate's own. */
  readonly hosts: readonly string[];
  readonly zoneId: pulumi.Input<string>;
  readonly tags: Readonly<{ [key: string]: pulumi.Input<string> }> | undefined;
}

/** ARN of a certificate in the stack's region, given on once ACM has issued it. */
export function issueCertificate(
  name: string,
  args: CertificateArgs,
  opts: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
  const [domainName = "", ...alternatives] = args.hosts;
  const certificate = new Certificate(
    name,
    {
      domainName,
      subjectAlternativeNames: alternatives,
      validationMethod: "DNS",
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
  // One record a host, so that the records are known by the hosts' names and not by ACM's order of its answers.
  const records = args.hosts.map((host) => {
    const option = certificate.domainValidationOptions.apply((options) => {
      // Without an entry of that name (a monitor that does not answer for ACM) any shows what the record will be.
      const found = options.find((each) => each.domainName === host) ?? options[0];
      return {
        name: found?.resourceRecordName,
        type: found?.resourceRecordType,
        value: found?.resourceRecordValue,
      };
    });
    return new Record(
      `${name}-validation-${host}`,
      {
        zoneId: args.zoneId,
        name: option.apply((each) => each.name ?? ""),
        type: option.apply((each) => each.type ?? "CNAME"),
        records: [option.apply((each) => each.value ?? "")],
        ttl: 300,
        allowOverwrite: true,
      },
      opts,
    );
  });
  const validation = new CertificateValidation(
    name,
    { certificateArn: certificate.arn, validationRecordFqdns: records.map((record) => record.fqdn) },
    { ...opts, customTimeouts: { create: "30m" } },
  );
  return validation.certificateArn;
}
