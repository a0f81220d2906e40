import { type Application, Environment } from "@pulumi/aws/elasticbeanstalk";
import { Listener } from "@pulumi/aws/lb";
import { WebAclAssociation } from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import type { OptionSetting } from "./options/build";
import { newestSolutionStack } from "./platform";

interface BeanstalkArgs {
  readonly application: Application;
  readonly nodeVersion: string;
  readonly solutionStackName: string | undefined;
  readonly initialVersion: string | undefined;
  readonly settings: readonly OptionSetting<pulumi.Input<string>>[];
  /** Whether plain HTTP is answered, with a redirect. */
  readonly redirect: boolean;
  readonly webAclArn: pulumi.Input<string> | undefined;
  readonly dependsOn: readonly pulumi.Resource[];
  readonly protect: boolean;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** An environment, and what of it others refer to. */
export interface Beanstalk {
  readonly environment: Environment;
  readonly loadBalancerArn: pulumi.Output<string>;
  readonly autoScalingGroupName: pulumi.Output<string>;
}

/** Beanstalk itself gives a deployment of several batches up to an hour. */
const TIMEOUTS = { create: "60m", update: "90m", delete: "60m" } as const;

/**
 * The environment of one Node major, with the redirect from port 80. The major stands in the logical name, so that
 * another major is another environment, made before this one is deleted.
 */
export function makeEnvironment(
  name: string,
  args: BeanstalkArgs,
  opts: { readonly parent: pulumi.Resource },
): Beanstalk {
  const role = `${name}-node${args.nodeVersion}`;
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const environment = new Environment(
    role,
    {
      application: args.application.name,
      description: `${name} on Node.js ${args.nodeVersion}`,
      solutionStackName: args.solutionStackName ?? newestSolutionStack(args.nodeVersion, opts.parent),
      settings: [...args.settings],
      tier: "WebServer",
      waitForReadyTimeout: "60m",
      ...(args.initialVersion === undefined ? {} : { version: args.initialVersion }),
      ...tags,
    },
    {
      ...opts,
      // What deployments and managed platform updates write is theirs: an update here must not take it back.
      ignoreChanges: ["version", "solutionStackName", "platformArn"],
      dependsOn: [...args.dependsOn],
      customTimeouts: TIMEOUTS,
      protect: args.protect,
    },
  );
  const loadBalancerArn = environment.loadBalancers.apply((arns) => first(arns, "load balancer"));
  if (args.redirect) {
    new Listener(
      `${role}-redirect`,
      { loadBalancerArn, port: 80, protocol: "HTTP", defaultActions: [TO_HTTPS], ...tags },
      opts,
    );
  }
  if (args.webAclArn !== undefined) {
    new WebAclAssociation(role, { resourceArn: loadBalancerArn, webAclArn: args.webAclArn }, opts);
  }
  return {
    environment,
    loadBalancerArn,
    autoScalingGroupName: environment.autoscalingGroups.apply((names) => first(names, "Auto Scaling group")),
  };
}

const TO_HTTPS = {
  type: "redirect",
  redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
};

/**
 * The only one of its kind: a load-balanced web environment has one load balancer and one group. Without a list
 * (a monitor that does not answer for AWS) there is nothing to name.
 */
function first(values: readonly string[] | undefined, what: string): string {
  const [value] = values ?? [""];
  if (value === undefined) {
    throw new Error(`Elastic Beanstalk names no ${what} of the environment: it was not created to its end`);
  }
  return value;
}
