import { plain, UNKNOWN, type PlainProperties, type Properties } from "../provider/properties";
import type { Deployment } from "./deployment";

export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Outputs of other stacks that the user has given, by the name under which a program refers to the stack. */
export type StackOutputs = ReadonlyMap<string, StackOutputValues>;

export interface StackOutputValues {
  readonly values: PlainProperties;
  /** Names of the outputs that are secret. */
  readonly secretNames: readonly string[];
}

/** What a stack reference gives: the outputs that the user has given for the stack, else unknown ones and a warning. */
export function readStackReference(
  name: string,
  urn: string,
  known: StackOutputs,
  deployment: Deployment,
): Properties {
  const found = outputsOf(name, known);
  if (found) {
    const { values, secretNames } = found;
    return {
      values: { name, outputs: values, secretOutputNames: [...secretNames] },
      secrets: secretNames.filter((key) => Object.hasOwn(values, key)).map((key) => ["outputs", key]),
    };
  }
  deployment.reportNotSimulated(
    `StackReference ${name}`,
    `the outputs of stack ${name} are unknown: the offline preview reads no other stack's state; --stack-outputs gives them`,
    urn,
  );
  return plain({ name, outputs: UNKNOWN, secretOutputNames: UNKNOWN });
}

/** `organization/project/stack`, `project/stack` and `stack` name the same stack, as far as they say. */
export function outputsOf(name: string, known: StackOutputs): StackOutputValues | undefined {
  const exact = known.get(name);
  if (exact) return exact;
  const parts = name.split("/");
  for (let from = 1; from < parts.length; from++) {
    const found = known.get(parts.slice(from).join("/"));
    if (found) return found;
  }
  return undefined;
}
