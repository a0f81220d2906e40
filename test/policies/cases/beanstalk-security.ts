import { add, all, option, set, unknown, without } from "../fixtures/program";
import { SETTINGS } from "../fixtures/service";
import { UNKNOWN } from "../../../policies/testing/messages";
import { saved, worker } from "./beanstalk";
import { faulty, fine, undetermined, type Cases } from "../../../policies/testing/case";

const ENVIRONMENT = "aws:elasticbeanstalk:environment";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const LOGS = "aws:elasticbeanstalk:cloudwatch:logs";
const HTTPS = "aws:elbv2:listener:443";
const DEFAULT = "aws:elbv2:listener:default";
const VARIABLES = "aws:elasticbeanstalk:application:environment";

/** The environment on a network load balancer, with these options of one namespace. */
function network([namespace, options]: readonly [string, object | undefined]) {
  const others = SETTINGS.filter((each) => each.namespace !== namespace && each.name !== "LoadBalancerType");
  return all(
    without("environment-firewall", "environment-redirect"),
    set("environment", "settings", [
      ...others.map((each) => (each.value === "HTTPS" ? { ...each, value: "TLS" } : each)),
      { namespace: ENVIRONMENT, name: "LoadBalancerType", value: "network" },
      ...Object.entries(options ?? {}).map(([name, value]: [string, unknown]) => ({
        namespace,
        name,
        value,
      })),
    ]),
  );
}

/** A rule on the environment's own listener, which its load balancer was looked up for. */
function redirect(props: object) {
  return add({
    type: "aws:alb/listenerRule:ListenerRule",
    name: "redirect",
    uses: { listenerArn: ["environment"] },
    props: {
      listenerArn: "arn:listener",
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
      ...props,
    },
  });
}

export const beanstalkSecurityCases: Cases = {
  "eb-https-listener": {
    faulty: {
      "plain HTTP on 443": option(HTTPS, "Protocol", "HTTP"),
      "a network load balancer without 443": network([HTTPS, undefined]),
      "a network load balancer's TLS without certificate": network([
        HTTPS,
        { Protocol: "TLS", SSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
      ]),
      "no certificate": option(HTTPS, "SSLCertificateArns", undefined),
      "TLS 1.0": option(HTTPS, "SSLPolicy", "ELBSecurityPolicy-2016-08"),
      "switched off": option(HTTPS, "ListenerEnabled", "false"),
      "AWS's policy": option(HTTPS, "SSLPolicy", undefined),
    },
    also: ["lb-https-exists", "components-complete"],
    absent: faulty(option(HTTPS, "Protocol", undefined)),
    unknown: undetermined(option(HTTPS, "SSLPolicy", UNKNOWN)),
    fine: {
      "a certificate that is not known yet": option(HTTPS, "SSLCertificateArns", UNKNOWN),
      "a worker": all(worker, option(HTTPS, "Protocol", undefined)),
      "a network load balancer that hands TLS through": network([HTTPS, { ListenerEnabled: "true" }]),
      "a shared load balancer": all(
        option(ENVIRONMENT, "LoadBalancerIsShared", "true"),
        without("environment-redirect"),
      ),
    },
  },
  "eb-no-plain-http": {
    // Without the load balancer's listener the service has not all that it promises.
    also: ["components-complete"],
    faulty: {
      "the default listener is on": option(DEFAULT, "ListenerEnabled", "true"),
      "a saved configuration whose default listener is on": saved(DEFAULT, "ListenerEnabled", undefined),
      "a network load balancer's default listener": network([DEFAULT, { ListenerEnabled: "true" }]),
      "a rule on it that redirects one page only": all(
        option(DEFAULT, "ListenerEnabled", "true"),
        redirect({ conditions: [{ pathPattern: { values: ["/old"] } }] }),
      ),
      "a rule on it that keeps the port": all(
        option(DEFAULT, "ListenerEnabled", "true"),
        redirect({
          actions: [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }],
        }),
      ),
      "another listener on HTTP": option("aws:elbv2:listener:8080", "Protocol", "HTTP"),
    },
    absent: faulty(option(DEFAULT, "ListenerEnabled", undefined)),
    unknown: undetermined(option(DEFAULT, "ListenerEnabled", UNKNOWN)),
    fine: {
      "a rule on it redirects": all(option(DEFAULT, "ListenerEnabled", "true"), redirect({})),
      "another listener that is off": option("aws:elbv2:listener:8080", "ListenerEnabled", "false"),
    },
  },
  "eb-imdsv1-disabled": {
    faulty: { "version 1 too": option(LAUNCH, "DisableIMDSv1", "false") },
    absent: faulty(option(LAUNCH, "DisableIMDSv1", undefined)),
    unknown: undetermined(option(LAUNCH, "DisableIMDSv1", UNKNOWN)),
    fine: { "a boolean": option(LAUNCH, "DisableIMDSv1", true) },
  },
  "eb-no-plain-secrets": {
    faulty: {
      "by its name": option(VARIABLES, "DATABASE_PASSWORD", "hunter2"),
      "by its look": option(VARIABLES, "UPSTREAM", "https://user:hunter2@db.example.com"),
      "an access key": option(VARIABLES, "STORE", "AKIAIOSFODNN7EXAMPLE"),
      "a key in a public variable": option(VARIABLES, "NEXT_PUBLIC_STORE", "sk_live_0123456789abcdef"),
    },
    absent: fine(option(VARIABLES, "NODE_ENV", undefined)),
    unknown: undetermined(option(VARIABLES, "SESSION_SECRET", UNKNOWN)),
    fine: {
      "a reference to the secret": option(
        VARIABLES,
        "DATABASE_PASSWORD",
        "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db",
      ),
      "where a secret is": option(VARIABLES, "SECRET_NAME", "prod/db"),
      "how long a token lives": option(VARIABLES, "TOKEN_TTL", "3600"),
      "a public key of a framework": option(VARIABLES, "NEXT_PUBLIC_API_KEY", "visible-to-all"),
      "a harmless value that is not known yet": option(VARIABLES, "TOPIC", UNKNOWN),
    },
  },
  "eb-log-streaming": {
    faulty: {
      off: option(LOGS, "StreamLogs", "false"),
      "for a day": option(LOGS, "RetentionInDays", "1"),
    },
    absent: faulty(option(LOGS, "StreamLogs", undefined)),
    unknown: undetermined(option(LOGS, "StreamLogs", UNKNOWN)),
  },
  "eb-no-public-instances": {
    faulty: { public: option("aws:ec2:vpc", "AssociatePublicIpAddress", "true") },
    absent: fine(option("aws:ec2:vpc", "AssociatePublicIpAddress", undefined)),
    unknown: undetermined(option("aws:ec2:vpc", "AssociatePublicIpAddress", UNKNOWN)),
  },
  "eb-no-ssh-key": {
    faulty: { "a key": option(LAUNCH, "EC2KeyName", "team") },
    absent: fine(option(LAUNCH, "EC2KeyName", undefined)),
    unknown: { change: unknown("environment", "settings"), expect: "undetermined" },
  },
};
