import { coverTheInternet } from "../../aws/address-ranges";
import { BeanstalkOptions, HAVE_OPTION_SETTINGS } from "../../aws/beanstalk-options";
import { credentialIn } from "../../aws/credentials";
import { defineRule } from "../../engine/rule";
import type { StackResource } from "../../engine/stack";
import { BEANSTALK_ENVIRONMENT, BEANSTALK_TEMPLATE, LISTENER_RULE } from "../../aws/type-tokens";
import { isLoadBalancerPolicyAtLeast } from "../../aws/tls-policies";
import { Value } from "../../engine/value";

import { endsInHttps } from "../load-balancers/listeners";

const GENERAL_OPTIONS = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html";
const BEANSTALK = [...BEANSTALK_ENVIRONMENT, ...BEANSTALK_TEMPLATE];
const SECURE_LISTENER = "aws:elbv2:listener:443";
const LAUNCH = "aws:autoscaling:launchconfiguration";

export const ebHttpsListener = defineRule({
  id: "eb-https-listener",
  pack: "security",
  demands:
    "The load balancer of a Beanstalk environment serves HTTPS on 443, with a certificate and TLS 1.2 or later.",
  why: "Beanstalk by itself listens for plain HTTP only; without SSLPolicy the listener still accepts TLS 1.0.",
  fix: "Set Protocol HTTPS, SSLCertificateArns and SSLPolicy in aws:elbv2:listener:443.",
  severity: "critical",
  controls: ["FSBP ELB.17"],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-elb.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    minimum: {
      type: "string",
      default: "1.2",
      enum: ["1.2", "1.3"],
      about: "The lowest TLS version that SSLPolicy may accept.",
    },
    allowed: {
      type: "strings",
      default: [],
      about: "Further policies that are accepted whatever their name.",
    },
  },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { minimum, allowed }) => {
      const options = new BeanstalkOptions(environment);
      if (!options.ownsLoadBalancer) {
        return;
      }
      const network = options.loadBalancerType === "network";
      const classic = options.loadBalancerType === "classic";
      const listener = classic ? "aws:elb:listener:443" : SECURE_LISTENER;
      const protocol = protocolOf(options, listener);
      const certificate = options.get(listener, classic ? "SSLCertificateId" : "SSLCertificateArns");
      const wanted = network ? ["TLS", "TCP"] : ["HTTPS", ...(classic ? ["SSL"] : [])];
      // A network load balancer may hand TLS through to the instances, and then has no certificate of its own.
      const handsThrough = () => network && protocol.isOneOf("TCP");
      demand(
        () => protocol.isOneOf(...wanted),
        () => `${listener}: the protocol is ${protocol.shown()}; set it to ${wanted[0] ?? ""}.`,
      );
      demand(
        () => options.get(listener, "ListenerEnabled").bool() !== false,
        `${listener}: ListenerEnabled is false; leave it on.`,
      );
      demand(
        () => handsThrough() || certificate.present,
        `${listener}: ${classic ? "SSLCertificateId" : "SSLCertificateArns"} is not set.`,
      );
      const policy = options.get(listener, "SSLPolicy");
      demand(
        () =>
          classic ||
          handsThrough() ||
          policy.isOneOf(...allowed) ||
          isLoadBalancerPolicyAtLeast(policy.text(), minimum === "1.3" ? "1.3" : "1.2"),
        () =>
          `${listener}: SSLPolicy is ${policy.shown()}; use one from TLS ${minimum} on, such as ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.`,
      );
    },
  },
});

/** A listener without protocol speaks HTTP; one of a network load balancer TCP, as long as there is one. */
function protocolOf(options: BeanstalkOptions, listener: string): Value {
  const name = listener.startsWith("aws:elb:") ? "ListenerProtocol" : "Protocol";
  const isSet = options.in(listener).some((each) => each.name.isOneOf(name));
  const isThere = listener.endsWith(":default") || options.namespaces(listener).includes(listener);
  return !isSet && isThere && options.loadBalancerType === "network"
    ? Value.of("TCP", `${listener}.${name}`)
    : options.get(listener, name);
}

export const ebNoPlainHttp = defineRule({
  id: "eb-no-plain-http",
  pack: "security",
  demands: "No listener of a Beanstalk environment's load balancer hands plain HTTP to the application.",
  why: "Beanstalk's default listener forwards port 80: pages and cookies travel in plain text beside the HTTPS listener.",
  fix: "Set ListenerEnabled false in aws:elbv2:listener:default and redirect port 80 with an aws.lb.Listener of your own.",
  severity: "critical",
  controls: ["FSBP ELB.1"],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const options = new BeanstalkOptions(environment);
      if (!options.ownsLoadBalancer || options.loadBalancerType === "network") {
        return;
      }
      const classic = options.loadBalancerType === "classic";
      const prefix = classic ? "aws:elb:listener:" : "aws:elbv2:listener:";
      const known = classic ? ["aws:elb:listener:443"] : [`${prefix}default`, SECURE_LISTENER];
      for (const listener of new Set([...known, ...options.namespaces(prefix)])) {
        // The default listener may redirect by a rule, which only the stack shows.
        if (listener === `${prefix}default` || listener === "aws:elb:listener:80") {
          continue;
        }
        const protocol = options.get(listener, classic ? "ListenerProtocol" : "Protocol");
        demand(
          () =>
            listener === SECURE_LISTENER ||
            options.get(listener, "ListenerEnabled").bool() === false ||
            !protocol.isOneOf("HTTP"),
          () => `${listener}: the protocol is ${protocol.shown()}; set it to HTTPS or disable the listener.`,
        );
      }
    },
  },
  stack: {
    types: BEANSTALK,
    judge: (stack, demand) => {
      for (const environment of stack.of(BEANSTALK)) {
        const options = new BeanstalkOptions(environment);
        demand(
          environment,
          () => {
            if (!options.ownsLoadBalancer) {
              return true;
            }
            const classic = options.loadBalancerType === "classic";
            const listener = classic ? "aws:elb:listener:80" : "aws:elbv2:listener:default";
            return (
              options.get(listener, "ListenerEnabled").bool() === false ||
              protocolOf(options, listener).isOneOf("HTTPS", "TLS") ||
              (!classic && stack.of(LISTENER_RULE).some((rule) => redirectsFor(rule, environment)))
            );
          },
          `"${environment.name}": the default listener forwards plain HTTP; set ListenerEnabled false in aws:elbv2:listener:default and redirect port 80 yourself.`,
        );
      }
    },
  },
});

/** A rule made on the environment's own listener, looked up from the environment's load balancer. */
function redirectsFor(rule: StackResource, environment: { readonly urn: string }): boolean {
  const actions = rule.props.at("actions");
  return (
    rule.dependencies.some((each) => each.urn === environment.urn) &&
    actions.items().every(endsInHttps) &&
    rule.props.at("conditions").items().every(isForAllRequests)
  );
}

function isForAllRequests(condition: Value): boolean {
  const all = (key: string, ...patterns: readonly string[]) =>
    condition
      .at(key, "values")
      .items()
      .some((each) => each.isOneOf(...patterns));
  return all("pathPattern", "*", "/*") || all("hostHeader", "*");
}

export const ebImdsv1Disabled = defineRule({
  id: "eb-imdsv1-disabled",
  pack: "security",
  demands: "Instances of a Beanstalk environment answer version 2 of the metadata service only.",
  why: "Version 1 hands the instance role's credentials to any request that the application can be talked into.",
  fix: "Set DisableIMDSv1 true in aws:autoscaling:launchconfiguration; only newer platforms do so by themselves.",
  severity: "high",
  controls: ["FSBP AutoScaling.3", "FSBP EC2.8"],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-ec2-imds.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const disabled = new BeanstalkOptions(environment).get(LAUNCH, "DisableIMDSv1");
      demand(
        () => disabled.bool() === true,
        () => `${LAUNCH}: DisableIMDSv1 is ${disabled.shown()}; set it to true.`,
      );
    },
  },
});

export const ebNoPlainSecrets = defineRule({
  id: "eb-no-plain-secrets",
  pack: "security",
  demands: "No environment property of Beanstalk holds a credential in plain text.",
  why: "Properties show in the console, in API answers, in saved configurations and in every event log.",
  fix: "Keep it in Secrets Manager or Parameter Store and name its ARN in aws:elasticbeanstalk:application:environmentsecrets.",
  severity: "critical",
  controls: [],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const properties = new BeanstalkOptions(environment).in("aws:elasticbeanstalk:application:environment");
      for (const { name, value } of properties) {
        demand(
          () => credentialIn(name.text() ?? "", value) === undefined,
          () => `property ${name.text() ?? ""} ${credentialIn(name.text() ?? "", value) ?? ""}.`,
        );
      }
    },
  },
});

export const ebLogStreaming = defineRule({
  id: "eb-log-streaming",
  pack: "security",
  demands: "A Beanstalk environment streams its logs to CloudWatch and keeps them for a while.",
  why: "Logs on an instance go with it: after a deployment, a failure or a break-in, nothing is left to read.",
  fix: "Set StreamLogs true and RetentionInDays in aws:elasticbeanstalk:cloudwatch:logs.",
  severity: "medium",
  controls: ["FSBP ElasticBeanstalk.3"],
  url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    minimumDays: { type: "number", default: 30, minimum: 1, about: "The shortest RetentionInDays." },
  },
  environments: { dev: { minimumDays: 1 } },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand, { minimumDays }) => {
      const options = new BeanstalkOptions(environment);
      const logs = "aws:elasticbeanstalk:cloudwatch:logs";
      const days = options.get(logs, "RetentionInDays");
      demand(() => options.get(logs, "StreamLogs").bool() === true, `${logs}: StreamLogs is not true.`);
      demand(
        () => options.get(logs, "StreamLogs").bool() !== true || (days.number() ?? 0) >= minimumDays,
        () => `${logs}: RetentionInDays is ${days.shown()}; set it to ${minimumDays} or more.`,
      );
    },
  },
});

export const ebNoPublicInstances = defineRule({
  id: "eb-no-public-instances",
  pack: "security",
  demands: "Instances of a Beanstalk environment have no public address.",
  why: "Only the load balancer needs one; an instance with one is a mistake in a security group away from the internet.",
  fix: "Put the instances in private subnets and set AssociatePublicIpAddress false in aws:ec2:vpc.",
  severity: "high",
  controls: ["FSBP AutoScaling.5"],
  url: `${GENERAL_OPTIONS}#command-options-general-ec2vpc`,
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const address = new BeanstalkOptions(environment).get("aws:ec2:vpc", "AssociatePublicIpAddress");
      demand(
        () => address.bool() !== true,
        "aws:ec2:vpc: AssociatePublicIpAddress is true; set it to false.",
      );
    },
  },
});

export const ebNoSshKey = defineRule({
  id: "eb-no-ssh-key",
  pack: "security",
  demands: "Instances of a Beanstalk environment have no SSH key, and no SSH open to the internet.",
  why: "A shared key is never taken back and leaves no trace of who used it; Session Manager needs none.",
  fix: "Remove EC2KeyName; give the instance role AmazonSSMManagedInstanceCore and use Session Manager.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    ...HAVE_OPTION_SETTINGS,
    judge: (environment, demand) => {
      const options = new BeanstalkOptions(environment);
      demand(
        () => options.get(LAUNCH, "EC2KeyName").surelyAbsent,
        `${LAUNCH}: EC2KeyName is set; remove it and use Session Manager.`,
      );
      const source = options.get(LAUNCH, "SSHSourceRestriction");
      demand(
        // "tcp, 22, 22, 0.0.0.0/0": protocol, ports, and a range or a security group.
        () => !coverTheInternet([(source.text() ?? "").split(",").at(-1) ?? ""]),
        () =>
          `${LAUNCH}: SSHSourceRestriction is ${source.shown()}, which lets in the internet; name your own range.`,
      );
    },
  },
});
