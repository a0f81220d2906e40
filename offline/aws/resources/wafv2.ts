import { moduleTable, of } from "../../simulation/entries";
import type { Entry, Rule } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

/** What protects CloudFront is global and lives in us-east-1; the ARN says so. */
const arnOf =
  (kind: string): Rule =>
  ({ get, text }) => {
    const scope = get("scope");
    return scope === UNKNOWN
      ? UNKNOWN
      : text(
          `arn:{partition}:wafv2:{region}:{account}:${scope === "CLOUDFRONT" ? "global" : "regional"}/${kind}/{name}/{id}`,
        );
  };

const part = (kind: string, outputs: Readonly<Record<string, Rule>> = {}): Entry =>
  of("{uuid}", { arn: arnOf(kind), lockToken: "{uuid}", ...outputs }, { autoName: { max: 128 } });

export const wafv2 = moduleTable("wafv2", {
  IpSet: part("ipset"),
  RegexPatternSet: part("regexpatternset"),
  RuleGroup: part("rulegroup"),
  WebAcl: part("webacl", { applicationIntegrationUrl: "" }),
  WebAclAssociation: of("{webAclArn},{resourceArn}"),
  WebAclLoggingConfiguration: of("{resourceArn}"),
});
