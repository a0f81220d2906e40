import type * as pulumi from "@pulumi/pulumi";
import type { PageLayout, ReleaseStrategy, SiteMode, TrailingSlash } from "../release-contract";

/** What a pipeline must know of a StaticSite to release to it: `site.deployTarget`. */
export interface StaticSiteTarget {
  readonly kind: "static";
  /** `inPlace` overwrites and invalidates; `atomic` adds a release and switches to it. */
  readonly release: ReleaseStrategy;
  /** `spa`: any path without a file answers with the application; `static`: such a path is a 404. */
  readonly mode?: SiteMode;
  /** File that answers `/`: a build without it is refused, and it is uploaded last. @default "index.html" */
  readonly indexDocument?: string;
  /** With `static`, which file answers a page's address: `/about/index.html` or `/about.html`. @default "directory" */
  readonly pages?: PageLayout;
  /** With `static`, which of `/about` and `/about/` redirects to the other. @default "ignore" */
  readonly trailingSlash?: TrailingSlash;
  /** Whether every page asks for a password (`basicAuth`): then nothing can be probed. @default false */
  readonly guarded?: boolean;
  readonly bucketName: pulumi.Input<string>;
  readonly bucketArn: pulumi.Input<string>;
  readonly distributionId: pulumi.Input<string>;
  readonly distributionArn: pulumi.Input<string>;
  /** The store whose one key names the active release; only with `atomic`. */
  readonly keyValueStoreArn?: pulumi.Input<string>;
  /** Where the site is reached, e.g. `https://www.example.com`: probed after a release. */
  readonly url: pulumi.Input<string>;
  /** The CloudWatch alarm (in us-east-1) that says visitors get errors. */
  readonly errorAlarmName?: pulumi.Input<string>;
}

/** What a pipeline must know of an SsrService to release to it: `service.deployTarget`. */
export interface BeanstalkTarget {
  readonly kind: "beanstalk";
  readonly applicationName: pulumi.Input<string>;
  readonly environmentName: pulumi.Input<string>;
  /** `e-…`, of which Beanstalk names its CloudFormation stack and Auto Scaling group. */
  readonly environmentId: pulumi.Input<string>;
  readonly serviceRoleArn: pulumi.Input<string>;
  readonly instanceRoleArn: pulumi.Input<string>;
  /**
   * Whether its deployments split traffic (`deployment.policy: TrafficSplitting`): they then change the load balancer's
   * rules, and the pipeline's role must be allowed to.
   */
  readonly trafficSplitting?: boolean;
  /** Where the service is reached, e.g. `https://app.example.com`. */
  readonly url: pulumi.Input<string>;
  /** The CloudWatch alarm (in the stack's region) that says visitors get errors: bakes a deployment. */
  readonly errorAlarmName?: pulumi.Input<string>;
}

export type DeployTarget = StaticSiteTarget | BeanstalkTarget;
