import { defineRule } from "../../engine/rule";
import { CLASSIC_LOAD_BALANCER, LOAD_BALANCER } from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

/** Only an application load balancer reads HTTP; without a type it is one. */
function isApplication(props: Value): boolean {
  const type = props.at("loadBalancerType");
  return type.absent || type.isOneOf("application");
}

export const lbDropInvalidHeaders = defineRule({
  id: "lb-drop-invalid-headers",
  pack: "security",
  demands: "An application load balancer drops invalid headers.",
  why: "Headers that balancer and server read differently let requests be smuggled past the first of them.",
  fix: "Set dropInvalidHeaderFields to true.",
  severity: "medium",
  controls: ["FSBP ELB.4", "CKV_AWS_131"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  levels: { dev: "remediate", prod: "mandatory" },
  resource: {
    types: LOAD_BALANCER,
    judge: ({ props }, demand) => {
      const drop = props.at("dropInvalidHeaderFields");
      demand(
        () => !isApplication(props) || drop.bool() === true,
        () => `dropInvalidHeaderFields is ${drop.shown()}; set it to true.`,
      );
    },
    remediate: ({ props }, changed) => {
      const drop = props.at("dropInvalidHeaderFields");
      if (
        props.at("loadBalancerType").unknown ||
        !isApplication(props) ||
        drop.unknown ||
        drop.bool() === true
      ) {
        return false;
      }
      changed["dropInvalidHeaderFields"] = true;
      return true;
    },
  },
});

export const lbDesync = defineRule({
  id: "lb-desync",
  pack: "security",
  demands: "A load balancer treats requests that could be read in two ways defensively.",
  why: "In monitor mode, requests made to confuse the server behind are only counted.",
  fix: "Set desyncMitigationMode to defensive or strictest, or leave it out: defensive is the default.",
  severity: "medium",
  controls: ["FSBP ELB.12", "FSBP ELB.14", "CKV_AWS_328"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode",
  levels: { dev: "remediate", prod: "mandatory" },
  resource: {
    types: [...LOAD_BALANCER, ...CLASSIC_LOAD_BALANCER],
    judge: ({ props }, demand) => {
      const mode = props.at("desyncMitigationMode");
      demand(
        () => mode.absent || mode.isOneOf("defensive", "strictest"),
        () => `desyncMitigationMode is ${mode.shown()}; set it to defensive or strictest.`,
      );
    },
    remediate: ({ props }, changed) => {
      const mode = props.at("desyncMitigationMode");
      if (mode.unknown || mode.absent || mode.isOneOf("defensive", "strictest")) {
        return false;
      }
      changed["desyncMitigationMode"] = "defensive";
      return true;
    },
  },
});
