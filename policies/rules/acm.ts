import { defineRule } from "../engine/rule";
import { BEANSTALK_ENVIRONMENT, CERTIFICATE, LISTENER } from "../aws/type-tokens";

export const acmNoWildcard = defineRule({
  id: "acm-no-wildcard",
  pack: "security",
  demands: "A certificate names the hosts that it is for.",
  why: "A thief of the key of a wildcard certificate can pose as every host of the domain.",
  fix: "List the names in domainName and subjectAlternativeNames.",
  severity: "low",
  controls: ["CKV2_AWS_71"],
  url: "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: CERTIFICATE,
    judge: ({ props }, demand) => {
      for (const name of [props.at("domainName"), ...props.at("subjectAlternativeNames").items()]) {
        demand(
          () => name.text()?.startsWith("*.") !== true,
          () => `${name.path} is ${name.shown()}; name the hosts.`,
        );
      }
    },
  },
});

export const acmDnsValidation = defineRule({
  id: "acm-dns-validation",
  pack: "reliability",
  demands: "A certificate of ACM is validated by DNS.",
  why: "Only then does it renew by itself; by e-mail, a person must answer every year.",
  fix: "Set validationMethod to DNS and add the validation records.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: CERTIFICATE,
    judge: ({ props }, demand) => {
      const method = props.at("validationMethod");
      demand(
        // Imported certificates, and those of a private authority, are not validated at all.
        () =>
          props.at("certificateBody").present ||
          props.at("certificateAuthorityArn").present ||
          method.isOneOf("DNS"),
        () => `validationMethod is ${method.shown()}; set it to DNS.`,
      );
    },
  },
});

const DAY = 86_400_000;

export const acmExpiry = defineRule({
  id: "acm-expiry",
  pack: "reliability",
  demands: "No certificate ends soon.",
  why: "From its last day on, every visitor sees a warning instead of the site; imported certificates do not renew by themselves.",
  fix: "Import the renewed certificate, or let ACM issue one that renews by itself.",
  severity: "medium",
  controls: ["FSBP ACM.1", "awsguard acm-certificate-expiration"],
  url: "https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html",
  levels: { dev: "advisory", prod: "advisory" },
  options: {
    days: {
      type: "number",
      default: 30,
      minimum: 1,
      about: "How many days before its end a certificate counts.",
    },
  },
  stack: {
    types: CERTIFICATE,
    judge: (stack, demand, { days }) => {
      for (const certificate of stack.of(CERTIFICATE)) {
        const end = certificate.props.at("notAfter");
        demand(
          certificate,
          // Before the first update there is no end yet.
          () => end.unknown || end.absent || Date.parse(end.text() ?? "") - Date.now() >= days * DAY,
          () => `certificate "${certificate.name}" ends on ${end.shown()}.`,
        );
      }
    },
  },
});

export const acmBalancerRegion = defineRule({
  id: "acm-balancer-region",
  pack: "reliability",
  demands: "The certificate of a load balancer is in the load balancer's own region.",
  why: "A listener refuses a certificate of another region; the update fails after everything else was made.",
  fix: "Leave region out on the certificate, or set the same one on both.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  stack: {
    types: CERTIFICATE,
    judge: (stack, demand) => {
      for (const listener of stack.of([...LISTENER, ...BEANSTALK_ENVIRONMENT])) {
        const property = LISTENER.includes(listener.type) ? "certificateArn" : "settings";
        for (const certificate of stack.targets(listener, property, CERTIFICATE)) {
          const regionOf = (resource: typeof certificate) =>
            resource.props.at("region").present ? resource.props.at("region") : resource.providerRegion;
          const [mine, its] = [regionOf(listener), regionOf(certificate)];
          demand(
            certificate,
            // Without any region both are in the environment's one.
            () => mine.absent || its.absent || mine.text() === its.text(),
            () =>
              `certificate "${certificate.name}" is in ${its.shown()}, "${listener.name}" that uses it in ${mine.shown()}.`,
          );
        }
      }
    },
  },
});
