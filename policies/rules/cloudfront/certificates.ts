import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import { CERTIFICATE, CERTIFICATE_VALIDATION, DISTRIBUTION } from "../../aws/type-tokens";

const EDGE_REGION = "us-east-1";

/** The certificates that a distribution refers to, directly or through their validation. */
function certificatesOf(stack: Stack, distribution: StackResource): StackResource[] {
  const property = "viewerCertificate";
  const arn = distribution.props.at(property, "acmCertificateArn");
  const named = arn.unknown ? [] : stack.named(CERTIFICATE, arn.text() ?? "");
  const validated = stack
    .targets(distribution, property, CERTIFICATE_VALIDATION)
    .flatMap((validation) => stack.targets(validation, "certificateArn", CERTIFICATE));
  return [...new Set([...stack.targets(distribution, property, CERTIFICATE), ...named, ...validated])];
}

export const cfCertificateRegion = defineRule({
  id: "cf-certificate-region",
  pack: "reliability",
  demands: "The certificate of a CloudFront distribution is in us-east-1.",
  why: "CloudFront takes certificates from that region only; the update fails after everything else was made.",
  fix: 'Set region: "us-east-1" on the aws.acm.Certificate and its validation, or give them a provider of that region.',
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: DISTRIBUTION,
    judge: ({ props }, demand) => {
      const arn = props.at("viewerCertificate", "acmCertificateArn");
      demand(
        () => arn.unknown || arn.absent || arn.text()?.split(":")[3] === EDGE_REGION,
        () =>
          `viewerCertificate.acmCertificateArn is in ${arn.text()?.split(":")[3] ?? "no region"}, not us-east-1.`,
      );
    },
  },
  stack: {
    types: DISTRIBUTION,
    judge: (stack, demand) => {
      for (const distribution of stack.of(DISTRIBUTION)) {
        for (const certificate of certificatesOf(stack, distribution)) {
          const own = certificate.props.at("region");
          const region = own.present ? own : certificate.providerRegion;
          demand(
            certificate,
            () => region.absent || region.isOneOf(EDGE_REGION),
            () =>
              `certificate "${certificate.name}" of "${distribution.name}" is in ${region.shown()}; make it in us-east-1.`,
          );
        }
      }
    },
  },
});

export const certificateCovers = defineRule({
  id: "acm-covers-names",
  pack: "reliability",
  demands: "Every name of a distribution is covered by its certificate.",
  why: "CloudFront refuses a distribution with a name that its certificate does not hold.",
  fix: "Add the name to domainName or subjectAlternativeNames of the certificate.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements",
  levels: { dev: "mandatory", prod: "mandatory" },
  stack: {
    types: DISTRIBUTION,
    judge: (stack, demand) => {
      for (const distribution of stack.of(DISTRIBUTION)) {
        const certificates = certificatesOf(stack, distribution);
        if (certificates.length === 0) {
          continue;
        }
        demand(
          distribution,
          () => {
            const covered = certificates.flatMap((certificate) => [
              ...certificate.props.at("domainName").items(),
              ...certificate.props.at("subjectAlternativeNames").items(),
            ]);
            return distribution.props
              .at("aliases")
              .items()
              .every((alias) => covered.some((name) => matchesName(name.text() ?? "", alias.text() ?? "")));
          },
          () =>
            `a name of "${distribution.name}" (${distribution.props.at("aliases").shown()}) is not on its certificate.`,
        );
      }
    },
  },
});

/** A star stands for exactly one label. */
function matchesName(pattern: string, name: string): boolean {
  const [first, ...rest] = name.toLowerCase().split(".");
  return (
    pattern.toLowerCase() === name.toLowerCase() ||
    (first !== undefined && pattern.toLowerCase() === ["*", ...rest].join("."))
  );
}
