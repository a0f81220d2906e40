import { CLASSIC_LOAD_BALANCER, LOAD_BALANCER, TARGET_GROUP } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";

export const lbCrossZone = defineRule({
  id: "lb-cross-zone",
  pack: "reliability",
  demands: "A load balancer spreads requests over the instances of all zones.",
  why: "Without it each zone gets the same share, however few instances it has: one lone instance takes half of the load.",
  fix: "Set enableCrossZoneLoadBalancing (crossZoneLoadBalancing of a classic one) to true.",
  severity: "low",
  controls: ["FSBP ELB.9", "CKV_AWS_138", "CKV_AWS_152"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html",
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: [...LOAD_BALANCER, ...CLASSIC_LOAD_BALANCER],
    judge: ({ type, props }, demand) => {
      if (CLASSIC_LOAD_BALANCER.includes(type)) {
        demand(
          () => props.at("crossZoneLoadBalancing").bool() !== false,
          "crossZoneLoadBalancing is false; set it to true.",
        );
        return;
      }
      const cross = props.at("enableCrossZoneLoadBalancing");
      demand(
        // An application load balancer always does.
        () => !props.at("loadBalancerType").isOneOf("network", "gateway") || cross.bool() === true,
        () => `enableCrossZoneLoadBalancing is ${cross.shown()}; set it to true.`,
      );
    },
  },
});

export const lbDraining = defineRule({
  id: "lb-draining",
  pack: "reliability",
  demands: "A classic load balancer lets requests end before it gives up an instance.",
  why: "Otherwise every scaling step and every deployment breaks the requests that are on their way.",
  fix: "Set connectionDraining to true.",
  severity: "low",
  controls: ["FSBP ELB.7", "cdk-nag CLBConnectionDraining"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-conn-drain.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: CLASSIC_LOAD_BALANCER,
    judge: ({ props }, demand) => {
      demand(
        () => props.at("connectionDraining").bool() === true,
        () => `connectionDraining is ${props.at("connectionDraining").shown()}; set it to true.`,
      );
    },
  },
});

export const tgTls = defineRule({
  id: "tg-tls",
  pack: "security",
  demands: "A load balancer speaks TLS to its servers too.",
  why: "Inside the network, requests with cookies and passwords travel in plain text between balancer and server.",
  fix: "Set the target group's protocol to HTTPS or TLS (instanceProtocol of a classic load balancer to https or ssl).",
  severity: "low",
  controls: ["FSBP ELB.21", "CKV_AWS_378"],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  // Advisory: most web servers behind a load balancer have no certificate, and the network is their own.
  levels: { dev: "disabled", prod: "advisory" },
  resource: {
    types: [...TARGET_GROUP, ...CLASSIC_LOAD_BALANCER],
    judge: ({ type, props }, demand) => {
      if (TARGET_GROUP.includes(type)) {
        demand(
          () => !props.at("protocol").isOneOf("HTTP"),
          "protocol is HTTP; use HTTPS between the load balancer and the servers.",
        );
        return;
      }
      for (const listener of props.at("listeners").items()) {
        demand(
          () =>
            !listener.at("lbProtocol").isOneOf("https", "ssl") ||
            listener.at("instanceProtocol").isOneOf("https", "ssl"),
          () =>
            `${listener.path}.instanceProtocol is ${listener.at("instanceProtocol").shown()}; use https or ssl.`,
        );
      }
    },
  },
});
