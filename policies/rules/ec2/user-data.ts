import { credentialInText } from "../../aws/credentials";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, SPOT_FLEET } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";

export const ec2NoUserDataSecrets = defineRule({
  id: "ec2-no-user-data-secrets",
  pack: "security",
  demands: "No user data of an instance holds a credential.",
  why: "User data shows in the console, in API answers and to every process on the instance.",
  fix: "Read the secret at boot with the instance's role, from Secrets Manager or Parameter Store.",
  severity: "critical",
  controls: ["CKV_AWS_46", "trivy AWS-0029", "trivy AWS-0129"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...INSTANCE, ...LAUNCH_TEMPLATE, ...LAUNCH_CONFIGURATION, ...SPOT_FLEET],
    judge: ({ props }, demand) => {
      const launches = [props, ...props.at("launchSpecifications").elements()];
      for (const data of launches.flatMap((each) => [each.at("userData"), each.at("userDataBase64")])) {
        demand(
          () => credentialInText(data) === undefined,
          () => `${data.path} ${credentialInText(data) ?? ""}; read it at boot instead.`,
        );
      }
    },
  },
});
