import type { AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb";

/** A finding that the configuration excuses for now. */
export interface Exempted {
  readonly pack: string;
  readonly policy: string;
  /** The resource, or "" for the stack as a whole. */
  readonly urn: string;
  readonly reason: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
}

const LINE = /^exempt from \S+ until (\d{4}-\d{2}-\d{2}): (.*?)(?: \((urn:pulumi:.*)\))?$/;

/**
 * The exempted findings of an answer. The protocol has no place for them: a policy says why it does not apply, a line for each, as
 * this project's packs do.
 */
export function exemptedIn(
  response: AnalyzeResponse | undefined,
  pack: string,
  fallbackUrn: string,
): Exempted[] {
  return (response?.getNotApplicableList() ?? []).flatMap((each) =>
    each
      .getReason()
      .split("\n")
      .flatMap((line) => {
        const [, expires, reason, urn = fallbackUrn] = LINE.exec(line) ?? [];
        return expires === undefined || reason === undefined
          ? []
          : [{ pack, policy: each.getPolicyName(), urn, reason, expires }];
      }),
  );
}
