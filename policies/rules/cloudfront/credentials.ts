import { credentialIn, credentialInText } from "../../aws/credentials";
import { EDGE_FUNCTION, KEY_VALUE } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";

export const cfNoPlainSecrets = defineRule({
  id: "cf-no-plain-secrets",
  pack: "security",
  demands: "No CloudFront function and no key-value store holds a credential in plain text.",
  why: "Code and values of the edge show in the console and in API answers to everybody who may read the distribution.",
  fix: "Keep a hash of the password in the code, as the component StaticSite does, or check it behind CloudFront, from Secrets Manager.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: EDGE_FUNCTION,
    seldom: KEY_VALUE,
    judge: ({ props }, demand) => {
      const code = props.at("code");
      demand(
        () => code.absent || credentialInText(code) === undefined,
        () => `code ${credentialInText(code) ?? ""}.`,
      );
      for (const pair of [props, ...props.at("resourceKeyValuePairs").items()]) {
        const [key, value] = [pair.at("key"), pair.at("value")];
        demand(
          () => value.absent || credentialIn(key.text() ?? "", value) === undefined,
          () => `the value of ${key.shown()} ${credentialIn(key.text() ?? "", value) ?? ""}.`,
        );
      }
    },
  },
});
