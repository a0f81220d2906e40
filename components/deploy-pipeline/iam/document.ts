/** IAM policy documents as plain values: pure, so that a test can ask them who may do what. */

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Service?: string | readonly string[]; readonly AWS?: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export function policy(...statements: readonly (Statement | undefined)[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.filter((statement) => statement !== undefined),
  };
}

/** Where things are: part of most ARNs. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** `arn:aws:<service>:<region>:<account>:<resource>`. */
export function arnOf({ partition, region, accountId }: Place, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/**
 * Who may take the role of an AWS service: the service, on behalf of that one resource of this account. Without the
 * condition any account's pipeline could be pointed at the role (the confused deputy).
 */
export function serviceTrust(service: string, place: Place, sourceArn: string): PolicyDocument {
  return policy({
    Sid: "Service",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": place.accountId },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  });
}

/** Who may take an action's role: the pipeline's role and nobody else. */
export function roleTrust(roleArn: string): PolicyDocument {
  return policy({ Sid: "Pipeline", Effect: "Allow", Principal: { AWS: roleArn }, Action: "sts:AssumeRole" });
}
