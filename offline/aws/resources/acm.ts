import { moduleTable, of } from "../../simulation/entries";
import type { Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";
import { madeUp } from "../../simulation/made-up";

/**
 * One CNAME per name of a certificate that is validated by DNS. A wildcard and its parent name have the same record, as with AWS.
 */
function domainValidationOptions({ inputs, context }: Scope): unknown {
  if (inputs["validationMethod"] !== "DNS") {
    return inputs["validationMethod"] === UNKNOWN ? UNKNOWN : [];
  }
  const others = inputs["subjectAlternativeNames"];
  const names = [inputs["domainName"], ...(Array.isArray(others) ? (others as unknown[]) : [])];
  if (others === UNKNOWN || names.includes(UNKNOWN)) {
    return UNKNOWN;
  }
  return [...new Set(names.filter((name) => typeof name === "string"))].map((domainName) => {
    const bare = domainName.replace(/^\*\./, "");
    const seed = `${context.account}::acm::${bare}`;
    return {
      domainName,
      resourceRecordName: `_${madeUp("hex", 32, `${seed}::name`)}.${bare}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: `_${madeUp("hex", 32, `${seed}::value`)}.${madeUp("lower", 10, seed)}.acm-validations.aws.`,
    };
  });
}

const certificate = "arn:{partition}:acm:{region}:{account}:certificate/{uuid}";

export const acm = moduleTable("acm", {
  Certificate: of(certificate, {
    arn: "{id}",
    domainValidationOptions,
    keyAlgorithm: "RSA_2048",
    pendingRenewal: false,
    renewalEligibility: "INELIGIBLE",
    renewalSummaries: () => [],
    status: "PENDING_VALIDATION",
    type: ({ inputs }) => (inputs["privateKey"] === undefined ? "AMAZON_ISSUED" : "IMPORTED"),
    validationEmails: () => [],
  }),
  CertificateValidation: of("0001-01-01 00:00:00 +0000 UTC"),
});
