import { readDocument, type Stack } from "../../../review/preview-document";
import { reviewOf, type Review, type StackReview } from "../../../review/report/review";

/** A resource as a preview's document has it, with what a test says of it. */
export interface Given {
  readonly type: string;
  readonly name: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly custom?: boolean;
  readonly protect?: boolean;
  readonly options?: object;
  readonly operation?: "create" | "import" | "read";
  /** Reference to its provider; the default one where it is left out. */
  readonly provider?: string;
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
export function stack(
  resources: readonly Given[],
  violations: readonly object[] = [],
  { provider = {}, outputs = {} }: { readonly provider?: object; readonly outputs?: object } = {},
): Stack {
  const document = {
    project: "shop",
    stacks: [
      {
        stack: "prod",
        resources: resources.map(resource),
        defaultProviders: [{ urn: urn("pulumi:providers:aws", "default"), inputs: provider }],
        violations,
        outputs,
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
  operation = "create",
  provider = `${urn("pulumi:providers:aws", "default")}::id`,
}: Given): object {
  const propertyDependencies = Object.fromEntries(
    Object.entries(from).map(([property, names]) => [
      property,
      names.map((each) => `urn:pulumi:prod::shop::${each}`),
    ]),
  );
  return {
    ...{ urn: urn(type, name), type, name, parent, custom, protect, inputs, options, propertyDependencies },
    ...{ operation, provider: custom ? provider : "" },
    dependencies: Object.values(propertyDependencies).flat(),
  };
}

/** A preview under another project or stack. */
export function underName(
  { resources, ...rest }: Stack,
  { project = "shop", stack: name = "prod" }: { readonly project?: string; readonly stack?: string },
): Stack {
  const renamed = JSON.stringify(resources).replaceAll(
    "urn:pulumi:prod::shop::",
    `urn:pulumi:${name}::${project}::`,
  );
  return { ...rest, stack: name, resources: JSON.parse(renamed) as Stack["resources"] };
}

/** The review of a stack before and after, under the name that it has afterwards. */
export function reportOf(
  before: Stack | undefined,
  after: Stack | undefined,
  { stack: name = "prod" }: { readonly stack?: string; readonly project?: string } = {},
): Review {
  return reviewOf({
    base: "main",
    head: "topic",
    stacks:
      name === "prod"
        ? [{ stack: "prod", before, after }]
        : [
            { stack: name, before: undefined, after },
            { stack: "prod", before, after: undefined },
          ],
    files: new Map(),
  });
}

/** What a review says of that stack. */
export function reviewed(
  before: Stack | undefined,
  after: Stack | undefined,
  name: { readonly stack?: string; readonly project?: string } = {},
): StackReview {
  const [only] = reportOf(before, after, name).stacks;
  if (only === undefined) throw new Error("no review");
  return only;
}

/** What changes, as `kind name`, in the order of the report. */
export const changed = (review: StackReview): readonly string[] =>
  review.comparison.changes.map(({ kind, name }) => `${kind} ${name}`);
