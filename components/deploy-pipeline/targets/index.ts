/** The deployment targets. A new one is registered here, and nowhere else. */
import { z } from "zod";
import { within } from "../../fields";
import type { BeanstalkTarget } from "./elastic-beanstalk/beanstalk-target";
import { elasticBeanstalk } from "./elastic-beanstalk/elastic-beanstalk";
import { staticSite } from "./static-site/static-site";
import type { StaticSiteTarget } from "./static-site/static-site-target";
import type { TargetKind, TargetValues } from "./target";

export type { BeanstalkTarget, StaticSiteTarget };
export { elasticBeanstalk, staticSite };

/** Where a pipeline may release to. */
export type DeployTarget = StaticSiteTarget | BeanstalkTarget;

const KINDS = [staticSite, elasticBeanstalk] as const;

/** The kind that a target is of. */
export function kindOf<T extends TargetValues>(target: T): TargetKind<T> {
  const found: unknown = KINDS.find(({ kind }) => kind === target.kind);
  // The schema lets no other kind through.
  return found as TargetKind<T>;
}

export const targetSchema = z.discriminatedUnion("kind", [staticSite.schema, elasticBeanstalk.schema]);

/** For `superRefine`: what a pipeline may not have with its target. */
export function checkTarget(args: { readonly target: DeployTarget }, context: z.core.$RefinementCtx): void {
  const kind = kindOf(args.target);
  const faults = [
    ...kind.faults(args, kind.factsOf(args.target)),
    ...within(["target"], kind.valueFaults(args.target)),
  ];
  for (const { path, message } of faults) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
}
