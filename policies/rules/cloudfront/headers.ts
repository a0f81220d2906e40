import { DISTRIBUTION, MULTITENANT_DISTRIBUTION, RESPONSE_HEADERS_POLICY } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { behaviors } from "./distributions";

/**
 * Policies of AWS's own that answer for other origins and send no security header: SimpleCORS and CORS-With-Preflight.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
const WITHOUT_SECURITY = ["60669652-455b-4ae9-85a4-c4c02393f86c", "5cc3b908-e619-4b99-88e5-2cf7f45965bd"];

export const cfSecurityHeaders = defineRule({
  id: "cf-security-headers",
  pack: "security",
  demands: "Every behaviour of a CloudFront distribution sends security headers, HSTS among them.",
  why: "Without Strict-Transport-Security the first request of every visit can still be made, and changed, in plain HTTP.",
  fix: "Set responseHeadersPolicyId to a policy with securityHeadersConfig.strictTransportSecurity.",
  severity: "medium",
  controls: ["CKV2_AWS_32"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    minimumAge: {
      type: "number",
      default: 15_768_000,
      minimum: 1,
      about: "The shortest max-age of Strict-Transport-Security, in seconds (half a year).",
    },
  },
  resource: {
    types: [...DISTRIBUTION, ...MULTITENANT_DISTRIBUTION, ...RESPONSE_HEADERS_POLICY],
    judge: (resource, demand, { minimumAge }) => {
      if (!RESPONSE_HEADERS_POLICY.includes(resource.type)) {
        for (const { label, value } of behaviors(resource)) {
          const policy = value.at("responseHeadersPolicyId");
          demand(
            () => policy.present && (policy.unknown || !policy.isOneOf(...WITHOUT_SECURITY)),
            () =>
              `${label}.responseHeadersPolicyId is ${policy.shown()}; set one that sends Strict-Transport-Security.`,
          );
        }
        return;
      }
      // A policy only for CORS may stand beside; one that sets security headers must not leave out the one that counts.
      const security = resource.props.at("securityHeadersConfig");
      const age = security.at("strictTransportSecurity", "accessControlMaxAgeSec");
      demand(
        () => security.absent || (age.number() ?? 0) >= minimumAge,
        () =>
          `strictTransportSecurity.accessControlMaxAgeSec is ${age.shown()}; set it to ${minimumAge} or more.`,
      );
      const [custom, removed] = [overwritten(resource.props), removedHeaders(resource.props)];
      demand(
        () => custom === undefined || maxAge(custom) >= minimumAge,
        "customHeadersConfig sends a Strict-Transport-Security of its own that undoes the other; remove it.",
      );
      demand(
        () => !removed.some((each) => each.at("header").isOneOf(HSTS)),
        "removeHeadersConfig removes Strict-Transport-Security; remove it from there.",
      );
    },
  },
  stack: {
    types: DISTRIBUTION,
    judge: (stack, demand) => {
      for (const distribution of stack.of(DISTRIBUTION)) {
        for (const [property, label] of [
          ["defaultCacheBehavior", "defaultCacheBehavior"],
          ["orderedCacheBehaviors", "orderedCacheBehaviors"],
        ] as const) {
          const policies = distribution
            .dependenciesOf(property)
            .filter((each) => RESPONSE_HEADERS_POLICY.includes(each.type));
          demand(
            distribution,
            () =>
              policies.every(
                (policy) => policy.props.at("securityHeadersConfig", "strictTransportSecurity").present,
              ),
            `${label} of "${distribution.name}" uses a response headers policy without strictTransportSecurity.`,
          );
        }
      }
    },
  },
});

const HSTS = "Strict-Transport-Security";

/** A header of the same name, which the policy sends beside or instead of the one that it sets. */
function overwritten(props: Value): Value | undefined {
  return props
    .at("customHeadersConfig", "items")
    .items()
    .find((each) => each.at("header").isOneOf(HSTS))
    ?.at("value");
}

function removedHeaders(props: Value): Value[] {
  return props.at("removeHeadersConfig", "items").items();
}

function maxAge(value: Value): number {
  return Number(/max-age\s*=\s*"?(\d+)/i.exec(value.text() ?? "")?.[1] ?? 0);
}

export const cfHstsSubdomains = defineRule({
  id: "cf-hsts-subdomains",
  pack: "security",
  demands: "Strict-Transport-Security holds for subdomains too.",
  why: "A cookie of the whole domain can be read from, or set by, an unprotected subdomain.",
  fix: "Set securityHeadersConfig.strictTransportSecurity.includeSubdomains, once every subdomain speaks HTTPS.",
  severity: "low",
  controls: ["CKV_AWS_259"],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
  // Advisory: a subdomain that somewhere still speaks plain HTTP would be cut off for as long as the header says.
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: RESPONSE_HEADERS_POLICY,
    judge: ({ props }, demand) => {
      const hsts = props.at("securityHeadersConfig", "strictTransportSecurity");
      demand(
        () => hsts.absent || hsts.at("includeSubdomains").bool() === true,
        "strictTransportSecurity.includeSubdomains is not true.",
      );
    },
  },
});
