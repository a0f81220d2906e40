/** The connection to Bitbucket: made here and approved once in the console, or an existing one. */
import { getConnection } from "@pulumi/aws/codestarconnections";
import * as codeconnections from "@pulumi/aws/codeconnections";
import * as pulumi from "@pulumi/pulumi";

/** A connection as the pipelines use it. */
export interface BitbucketConnection {
  readonly arn: pulumi.Output<string>;
  /** `PENDING` until it has been approved, then `AVAILABLE`; `UNKNOWN` where it cannot be read. */
  readonly status: pulumi.Output<string>;
  /** Where it is approved. */
  readonly consoleUrl: pulumi.Output<string>;
}

/**
 * A variable of the pipeline that nothing reads. CodePipeline registers for a repository's pushes when a pipeline is
 * written, and cannot while the connection is pending: such a pipeline never starts by itself, not even once the
 * connection has been approved. With its state in the definition, the next `pulumi up` after that writes the pipeline again.
 *
 * @see https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/589
 */
export function connectionVariable(status: pulumi.Output<string>) {
  return {
    name: "BITBUCKET_CONNECTION",
    description: "State of the Bitbucket connection when this pipeline was last written; nothing reads it",
    defaultValue: status.apply((now) => VARIABLE[now] ?? "unknown"),
  };
}

/** What the variable says of a status; `unknown` where it cannot be read. */
const VARIABLE: Readonly<Record<string, string>> = { AVAILABLE: "approved", PENDING: "pending" };

/** AWS allows 32 characters and nothing but letters, digits, - and _. */
const MAX_NAME = 32;

export function connectionName(project: string, stack: string): string {
  return `${project}-${stack}`.replace(/[^0-9A-Za-z_-]+/g, "-").slice(0, MAX_NAME);
}

function connectionConsoleUrl(region: string): string {
  return `https://${region}.console.aws.amazon.com/codesuite/settings/connections?region=${region}`;
}

export function createConnection(
  name: string,
  args: { readonly existingArn: string | undefined; readonly region: pulumi.Output<string> },
  opts: { readonly parent: pulumi.Resource },
): BitbucketConnection {
  const connection =
    args.existingArn === undefined
      ? new codeconnections.Connection(
          name,
          { name: connectionName(pulumi.getProject(), pulumi.getStack()), providerType: "Bitbucket" },
          opts,
        )
      : undefined;
  const arn = connection?.arn ?? pulumi.output(args.existingArn ?? "");
  const consoleUrl = args.region.apply(connectionConsoleUrl);
  const status = currentStatus(arn, connection?.connectionStatus, opts.parent, consoleUrl);
  warnWhilePending(status, consoleUrl, opts.parent);
  return { arn, status, consoleUrl };
}

/**
 * What AWS says now: the state of an earlier `pulumi up` still says PENDING after the connection has been approved.
 * A status that cannot be read (no permission, no network) is no reason to fail, but one to warn: the recorded PENDING
 * would stay for ever, and the pipelines would never register for pushes.
 */
function currentStatus(
  arn: pulumi.Output<string>,
  recorded: pulumi.Output<string> | undefined,
  parent: pulumi.Resource,
  consoleUrl: pulumi.Output<string>,
): pulumi.Output<string> {
  const current = pulumi.all([arn, consoleUrl]).apply(async ([connectionArn, url]) => {
    try {
      const { connectionStatus } = await getConnection({ arn: connectionArn }, { parent });
      return connectionStatus;
    } catch (error) {
      await pulumi.log.warn(
        `the status of the Bitbucket connection ${connectionArn} cannot be read (${messageOf(error)}): once it is approved, pipelines register for ` +
          `pushes only when they are written again; allow codestar-connections:GetConnection and codeconnections:GetConnection to this user, or look at ` +
          `${url} and, if a push starts nothing, edit and save the source action of the pipeline`,
        parent,
      );
      return undefined;
    }
  });
  // Of a status that was recorded only AVAILABLE still holds.
  return pulumi
    .all([current, recorded])
    .apply(([now, then]) => now ?? (then === "AVAILABLE" ? then : "UNKNOWN"));
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n").find((line) => line.trim() !== "") ?? "no reason given";
}

function warnWhilePending(
  status: pulumi.Output<string>,
  consoleUrl: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  pulumi.all([status, consoleUrl]).apply(async ([now, url]) => {
    if (now === "PENDING") {
      await pulumi.log.warn(
        `the Bitbucket connection is PENDING and releases nothing yet: open ${url}, choose the connection and "Update pending connection"; then run pulumi up once more, so that the pipelines register for pushes, and start each with "Release change"`,
        parent,
      );
    }
  });
}
