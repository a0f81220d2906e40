import { readOptions } from "../../engine/options";
import { defineRule, type PackName, type Rule } from "../../engine/rule";
import { BEANSTALK_ENVIRONMENT, BEANSTALK_TEMPLATE } from "../../aws/type-tokens";
import * as beanstalk from "./operation";
import * as beanstalkScaling from "./scaling";
import * as beanstalkSecurity from "./security";

/** The policies on a Beanstalk environment's own settings. */
const SETTINGS_RULES = [beanstalk, beanstalkScaling, beanstalkSecurity]
  .flatMap((service) => Object.values(service) as readonly Rule[])
  .filter(({ resource }) => resource?.types.some((type) => BEANSTALK_ENVIRONMENT.includes(type)) === true);

/**
 * One rule for all of a pack's demands on a template, not one more type for each of them: Pulumi's SDK unpacks every
 * resource of a stack for each policy that looks at more than one type.
 */
function templateRule(pack: PackName): Rule {
  const rules = SETTINGS_RULES.filter((rule) => rule.pack === pack);
  return defineRule({
    id: `eb-template-${pack}`,
    pack,
    demands: `A Beanstalk configuration template satisfies every ${pack} policy on an environment's settings.`,
    why: "An environment that is made from a template, later or by hand, has whatever the template says.",
    fix: "Change the template as the policy named in the finding says.",
    severity: "high",
    controls: [],
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-configuration-savedconfig.html",
    levels: { dev: "advisory", prod: "mandatory" },
    resource: {
      types: BEANSTALK_TEMPLATE,
      judge: (template, demand) => {
        for (const rule of rules) {
          const { options } = readOptions(rule.id, rule.options, {});
          rule.resource?.judge(
            template,
            (holds, message) => {
              demand(holds, () => `${rule.id}: ${typeof message === "string" ? message : message()}`);
            },
            options as never,
          );
        }
      },
    },
  });
}

export const ebTemplateSecurity = templateRule("security");
export const ebTemplateReliability = templateRule("reliability");
