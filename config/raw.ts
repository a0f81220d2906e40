/** A stack's configuration as Pulumi hands it over: texts by key, structures as JSON. */
import { type Fault, formatFault } from "../components/fields";
import { type OtherStacks, withLike } from "./like";
import { AWS_PROVIDER_KEYS, awsProviderFaults, regionOf } from "./aws-provider";
import { ALWAYS_KNOWN, misplacedKeys, namespaceFaults, partsOf } from "./namespaces";
import { valuesOf } from "./texts";
import { checkStack, STACK_KEYS, type StackConfig } from "./stack";

export interface RawConfig {
  /** Texts by key with its namespace. */
  readonly texts: Readonly<Record<string, string>>;
  readonly project: string;
  /** Name of the stack, for messages. */
  readonly stack?: string;
  /** Namespaces of providers that the program uses beside those of AWS. */
  readonly providers?: readonly string[];
  /** The files of other stacks, which this one may be `like`. @default there are none */
  readonly others?: OtherStacks;
  /** Whether a key's value is encrypted. */
  readonly isSecret?: (key: string) => boolean;
}

/** The lines are what a user reads: key, what is allowed, value, what to do. */
export interface CheckedConfig {
  readonly value: StackConfig | undefined;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /** What follows from keys that are not given, such as that there are no alarms. */
  readonly notes: readonly string[];
}

const NO_OTHERS: OtherStacks = { names: () => [], read: () => undefined };

/** Checks all of it at once. */
export function checkRaw(raw: RawConfig): CheckedConfig {
  const { texts, project, isSecret = () => false } = raw;
  const keys = Object.keys(texts);
  const others = [...ALWAYS_KNOWN, ...(raw.providers ?? [])];
  const namespaces = { project, others, stackKeys: STACK_KEYS };
  if (keys.length === 0) {
    return { value: undefined, faults: [emptyFile(raw)], warnings: [], notes: [] };
  }
  const secret = keys.filter((key) => partsOf(key).namespace === project && isSecret(key));
  const aws = Object.fromEntries(valuesOf(texts, "aws"));
  const given = valuesOf(texts, project).filter(([name]) => !secret.includes(`${project}:${name}`));
  const { own, faults: unlike } = withLike(
    { stack: raw.stack ?? "<stack>", own: Object.fromEntries(given), aws },
    raw.others ?? NO_OTHERS,
  );
  const nested = nestedKeys(own, project);
  const dotted = Object.keys(own).filter(
    (key) => key.includes(".") && STACK_KEYS.includes(key.split(".")[0] ?? ""),
  );
  const { value, faults, warnings, notes } = checkStack(nested.length > 0 ? {} : own, regionOf(aws));
  // What is there under another name or as a secret is not missing.
  const elsewhere = [
    ...secret.map((key) => partsOf(key).name),
    ...misplacedKeys(keys, namespaces),
    ...nested,
  ];
  const lines = [
    ...secret.map((key) => formatFault({ path: [key], message: ENCRYPTED })),
    ...nested.map((name) => nestedKey(project, name)),
    ...dotted.map((key) => dottedKey(project, key)),
    ...unlike.map((fault) => formatFault(fault, `${project}:`)),
    ...faults
      .filter(({ path }) => !(path.length === 1 && elsewhere.includes(String(path[0]))))
      .filter(({ path }) => !(path.length === 1 && dotted.includes(String(path[0]))))
      .map((fault) => formatFault(withoutNamespace(fault), `${project}:`)),
    ...namespaceFaults(keys, namespaces).map((fault) => formatFault(fault)),
    ...awsProviderFaults(aws, (key) => isSecret(`aws:${key}`)).map((fault) => formatFault(fault, "aws:")),
  ];
  return {
    value: lines.length === 0 ? value : undefined,
    faults: lines,
    warnings: [
      ...warnings.map((warning) => formatFault(warning, `${project}:`)),
      ...(secret.length > 0 ? [] : emptyStack(project, value)).map((fault) => formatFault(fault)),
      ...(aws["region"] === undefined ? [NO_REGION] : []),
    ],
    notes: notes.map((note) => formatFault(note, `${project}:`)),
  };
}

/** `region:` alone is a key of the project to Pulumi. */
function withoutNamespace(fault: Fault): Fault {
  const [key, ...below] = fault.path.map(String);
  return key !== undefined && below.length === 0 && AWS_PROVIDER_KEYS.includes(key)
    ? { ...fault, message: `is no key of the project, but of the AWS provider: write aws:${key}` }
    : fault;
}

const ENCRYPTED =
  "must not hold an encrypted value (secure:), nor one further in: which resources exist may not hang on a secret; " +
  "keep the secret in AWS Secrets Manager and give its ARN under services.<name>.secrets";

function emptyFile({ project, stack = "<stack>" }: RawConfig): string {
  return `Pulumi.${stack}.yaml: is missing or has no keys below config: write ${project}:zone and the others there`;
}

/** `web-infra:` with its keys indented below it is one key, named like the project. */
function nestedKeys(own: Readonly<Record<string, unknown>>, project: string): string[] {
  const value = own[project];
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function nestedKey(project: string, name: string): string {
  return `${project}: must not hold keys indented below it: write ${project}:${name} on a line of its own`;
}

/** Faults name keys by paths, which are not to be typed as they are. */
function dottedKey(project: string, key: string): string {
  const [first = "", ...below] = key.split(".");
  return `${project}:${key}: must not be written as a path: write ${project}:${first}, and ${below.join(", then ")} indented below it`;
}

/** Such an update would delete everything that the stack has. */
function emptyStack(project: string, stack: StackConfig | undefined): Fault[] {
  const isEmpty =
    stack !== undefined && Object.keys(stack.sites).length + Object.keys(stack.services).length === 0;
  return isEmpty
    ? [
        {
          path: [project],
          message: "has neither sites nor services: an update deletes those that the stack has now",
        },
      ]
    : [];
}

const NO_REGION =
  "aws:region: is not given: resources are made in the region of AWS_REGION, or of the AWS profile of the user who runs the " +
  "update; write aws:region, such as ap-northeast-2";
