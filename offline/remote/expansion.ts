import { UNKNOWN } from "../values";
import type { PlainProperties, RegisteredChild, RemoteChild, SimulationContext } from "../contract";

/** What the provider of a remote component is told, and how it makes its children. */
export interface Component {
  readonly name: string;
  readonly inputs: PlainProperties;
  readonly context: SimulationContext;
  readonly register: (child: RemoteChild) => RegisteredChild;
}

/** Makes the children of one type of component and returns its outputs. */
export type Expansion = (component: Component) => PlainProperties;

/** An input made from a child: the child's property, and which child that is. */
interface FromChild {
  readonly child: RegisteredChild;
  readonly value: unknown;
}

/** The id of a child as an input of another. */
export function idOf(child: RegisteredChild): FromChild {
  return { child, value: child.id };
}

/** An output of a child as an input of another. */
export function outputOf(child: RegisteredChild, property: string): FromChild {
  return { child, value: child.outputs[property] ?? UNKNOWN };
}

/** Registers a child: its inputs may be made from other children, and what is undefined is left out. */
export function makeChild(
  component: Component,
  type: string,
  name: string,
  inputs: PlainProperties,
  options: { readonly parent?: RegisteredChild; readonly dependsOn?: readonly RegisteredChild[] } = {},
): RegisteredChild {
  const plain: Record<string, unknown> = {};
  const propertyDependencies: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(inputs)) {
    const from = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isFromChild);
    if (value !== undefined && value !== null) {
      plain[key] =
        from.length === 0 ? value : Array.isArray(value) ? from.map((each) => each.value) : from[0]?.value;
    }
    if (from.length > 0) {
      propertyDependencies[key] = from.map((each) => each.child.urn);
    }
  }
  return component.register({
    type,
    name,
    inputs: plain,
    ...(options.parent === undefined ? {} : { parent: options.parent.urn }),
    propertyDependencies,
    dependsOn: (options.dependsOn ?? []).map((each) => each.urn),
  });
}

function isFromChild(value: unknown): value is FromChild {
  return typeof value === "object" && value !== null && "child" in value && "value" in value;
}

/** Tags with others over them; unknown where one of them is. */
export function mergeTags(...all: readonly unknown[]): unknown {
  return all.includes(UNKNOWN) ? UNKNOWN : Object.assign({}, ...all.filter((tags) => tags !== null));
}

/** One of `choices`, whatever its case; `otherwise` where nothing is given. */
export function choice<T extends string>(
  value: unknown,
  choices: readonly T[],
  otherwise: T,
  what: string,
): T {
  if (typeof value !== "string") {
    return otherwise;
  }
  const found = choices.find((each) => each.toLowerCase() === value.toLowerCase());
  if (found === undefined) {
    throw new Error(`Unknown ${what} '${value}'`);
  }
  return found;
}
