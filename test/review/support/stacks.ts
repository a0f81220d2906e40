import { readDocument, type Stack } from "../../../review/preview-document";
import { reviewOf, type StackReview } from "../../../review/report/review";

/** A resource as a preview's document has it, with what a test says of it. */
export interface Given {
  readonly type: string;
  readonly name: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly custom?: boolean;
  readonly protect?: boolean;
  readonly options?: object;
  /** By property: `type::name` of what it is made of. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** The URN of a resource of a test. */
export const urn = (type: string, name: string): string => `urn:pulumi:prod::shop::${type}::${name}`;

/** One of a policy's findings. */
export const finding = (policy: string, of: string, message: string, enforcement = "advisory"): object => ({
  pack: "team",
  ...{ policy, enforcement, severity: "high", urn: of, message },
});

/** A preview's document, read as a review reads it. */
export function stack(resources: readonly Given[], violations: readonly object[] = []): Stack {
  const document = {
    project: "shop",
    stacks: [
      {
        stack: "prod",
        resources: resources.map(resource),
        violations,
        outputs: {},
        diagnostics: [],
        notSimulated: [],
      },
    ],
  };
  const [read] = readDocument(JSON.stringify(document), "the test");
  if (read === undefined) throw new Error("no stack");
  return read;
}

function resource({
  type,
  name,
  inputs = {},
  parent = "",
  custom = true,
  protect = false,
  options = {},
  from = {},
}: Given): object {
  const propertyDependencies = Object.fromEntries(
    Object.entries(from).map(([property, names]) => [
      property,
      names.map((each) => `urn:pulumi:prod::shop::${each}`),
    ]),
  );
  return {
    ...{ urn: urn(type, name), type, name, parent, custom, protect, inputs, options, propertyDependencies },
    provider: "",
    dependencies: Object.values(propertyDependencies).flat(),
  };
}

/** What a review says of one stack before and after. */
export function reviewed(before: Stack | undefined, after: Stack | undefined): StackReview {
  const review = reviewOf({
    base: "main",
    head: "topic",
    stacks: [{ stack: "prod", before, after }],
    files: new Map(),
  });
  const [only] = review.stacks;
  if (only === undefined) throw new Error("no review");
  return only;
}

/** What changes, as `kind name`, in the order of the report. */
export const changed = (review: StackReview): readonly string[] =>
  review.comparison.changes.map(({ kind, name }) => `${kind} ${name}`);
