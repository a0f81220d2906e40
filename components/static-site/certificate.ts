/** The certificate of a site's hosts, and the lowest TLS version of its visitors. */
import type { types } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Certificate, createCertificate, type DnsRecord } from "../aws/certificate";
import { US_EAST_1 } from "../aws/regions";
import { choice, edgeCertificateArn, type Rule, rule } from "../fields";
import type { Dns } from "./dns";
import { type Hosts, hostsOf, needsDomain } from "./hosts";

export interface CertificateKeys {
  /**
   * ARN of an issued ACM certificate in us-east-1 that covers every host of the site, e.g. a wildcard one that sites share.
   *
   * @default - an own certificate, validated by DNS
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
   */
  readonly certificateArn?: string | undefined;
  /**
   * Only with `dns: false` and an own certificate: say true once its validation records stand and ACM shows it as issued.
   * Until then the site answers under CloudFront's own name, since a distribution cannot carry a pending certificate.
   *
   * @default false
   */
  readonly certificateIssued?: boolean | undefined;
  /**
   * Lowest TLS version and ciphers that a visitor's browser may use: `1.2`, `1.3` or the name of one of CloudFront's security
   * policies. Needs `domain`: CloudFront's own certificate allows TLS 1.0.
   * Anything older than the default is weaker: choose it only for clients that cannot be updated.
   *
   * @default "TLSv1.2_2025"
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   */
  readonly minimumTls?: "1.2" | "1.3" | "TLSv1.2_2021" | "TLSv1.2_2025" | "TLSv1.3_2025" | undefined;
}

const DEFAULT_TLS = "TLSv1.2_2025";

export const certificateShape = {
  certificateArn: edgeCertificateArn.optional(),
  certificateIssued: z.boolean().default(false),
  minimumTls: choice(["1.2", "1.3", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"]).default(DEFAULT_TLS),
} as const;

export type CertificateChoice = z.output<z.ZodObject<typeof certificateShape>>;

type Certified = Hosts & Dns & CertificateChoice;

export const certificateRules: readonly Rule<Certified>[] = [
  needsDomain<Certified>("certificateArn"),
  rule(
    ["domain", "minimumTls"],
    ["minimumTls"],
    "must not be changed without domain: CloudFront's own certificate allows TLS 1.0, whatever is set",
    ({ domain, minimumTls }) => domain === undefined && securityPolicy(minimumTls) !== DEFAULT_TLS,
  ),
  rule(
    ["dns", "certificateIssued"],
    ["certificateIssued"],
    "must not be given unless dns is false: otherwise the certificate is validated by itself",
    ({ dns, certificateIssued }) => dns && certificateIssued,
  ),
  rule(
    ["certificateArn", "certificateIssued"],
    ["certificateIssued"],
    "must not be given together with certificateArn, which names a certificate that is issued",
    ({ certificateArn, certificateIssued }) => certificateArn !== undefined && certificateIssued,
  ),
];

/** CloudFront's name for it. */
function securityPolicy(minimumTls: CertificateChoice["minimumTls"]): string {
  return { "1.2": "TLSv1.2_2025", "1.3": "TLSv1.3_2025" }[minimumTls as string] ?? minimumTls;
}

/** The certificate of the site's hosts: the one that is given, or one that is made and validated in the zone. */
export function siteCertificate(
  name: string,
  site: Certified & { readonly protect: boolean; readonly tags: Readonly<Record<string, string>> },
  zoneId: pulumi.Input<string> | undefined,
  opts: pulumi.CustomResourceOptions,
):
  Certificate | { readonly arn: string | undefined; readonly validationRecords: pulumi.Output<DnsRecord[]> } {
  const [first, ...others] = hostsOf(site);
  if (first === undefined || site.certificateArn !== undefined) {
    return { arn: site.certificateArn, validationRecords: pulumi.output<DnsRecord[]>([]) };
  }
  return createCertificate(
    {
      hosts: [first, ...others],
      zoneId,
      issued: site.certificateIssued,
      protect: site.protect,
      tags: site.tags,
      // CloudFront reads certificates in this region only, wherever the stack is.
      region: US_EAST_1,
      names: {
        certificate: `${name}-certificate`,
        validation: `${name}-certificate-validation`,
        record: (host) => `${name}-${host}-validation`,
      },
      ...(zoneId === undefined ? { validationTimeout: "5m" } : {}),
    },
    opts,
  );
}

/** With CloudFront's own certificate the lowest version is TLSv1 whatever is set. */
export function viewerCertificate(
  { minimumTls }: CertificateChoice,
  certificateArn: pulumi.Input<string> | undefined,
): types.input.cloudfront.DistributionViewerCertificate {
  return certificateArn === undefined
    ? { cloudfrontDefaultCertificate: true }
    : {
        acmCertificateArn: certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: securityPolicy(minimumTls),
      };
}
