import { type Application, Environment } from "@pulumi/aws/elasticbeanstalk";
import { WebAclAssociation } from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { createRedirectListener } from "./load-balancer";
import { createOriginSecretRules, type OriginSecret } from "./origin-secret";
import type { OptionSetting } from "./option-settings/option-setting";
import { newestSolutionStack } from "./platform";

interface EnvironmentArgs {
  readonly application: Application;
  readonly nodeVersion: string;
  readonly solutionStackName: string | undefined;
  readonly initialVersion: string | undefined;
  readonly settings: readonly OptionSetting<pulumi.Input<string>>[];
  /** Whether plain HTTP is answered, with a redirect. */
  readonly redirect: boolean;
  readonly webAclArn: pulumi.Input<string> | undefined;
  readonly originSecret: OriginSecret["originSecret"];
  /** What Elastic Beanstalk cannot change of an environment: where it changes, another environment is made. */
  readonly fixed: readonly string[];
  readonly dependsOn: readonly pulumi.Resource[];
  readonly protect: boolean;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** An environment, and what of it others refer to. */
export interface Beanstalk {
  /** `NAME-nodeMAJOR`, of which the logical names of what belongs to the environment are made. */
  readonly logicalName: string;
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
export function createEnvironment(
  name: string,
  args: EnvironmentArgs,
  opts: { readonly parent: pulumi.Resource },
): Beanstalk {
  const logicalName = `${name}-node${args.nodeVersion}`;
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const environment = new Environment(
    logicalName,
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
      // AWS refuses such a change minutes into the update. Another environment is made before this one is deleted; a
      // protected one is not, and Pulumi says so before anything happens.
      replacementTrigger: args.fixed.join(" "),
      dependsOn: [...args.dependsOn],
      customTimeouts: TIMEOUTS,
      protect: args.protect,
    },
  );
  const loadBalancerArn = environment.loadBalancers.apply((arns) => first(arns, "load balancer"));
  if (args.redirect) {
    createRedirectListener(logicalName, loadBalancerArn, tags, opts);
  }
  const { originSecret } = args;
  if (originSecret !== undefined) {
    createOriginSecretRules(logicalName, { originSecret, loadBalancerArn, tags }, opts);
  }
  if (args.webAclArn !== undefined) {
    new WebAclAssociation(logicalName, { resourceArn: loadBalancerArn, webAclArn: args.webAclArn }, opts);
  }
  return {
    logicalName,
    environment,
    loadBalancerArn,
    autoScalingGroupName: environment.autoscalingGroups.apply((names) => first(names, "Auto Scaling group")),
  };
}

/**
 * The only one of its kind: a load-balanced web environment has one load balancer and one group. Without a list
 * (a monitor that does not simulate AWS) there is none.
 */
function first(values: readonly string[] | undefined, what: string): string {
  const [value] = values ?? [""];
  if (value === undefined) {
    throw new Error(`Elastic Beanstalk has no ${what} of the environment: it was not created to its end`);
  }
  return value;
}
