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

/** An input, or a part of one, made from a child: the child's property, and which child that is. */
class FromChild {
  constructor(
    readonly child: RegisteredChild,
    readonly value: unknown,
  ) {}
}

/** The id of a child as an input of another. */
export function idOf(child: RegisteredChild): FromChild {
  return new FromChild(child, child.id);
}

/** An output of a child as an input of another. */
export function outputOf(child: RegisteredChild, property: string): FromChild {
  return new FromChild(child, child.outputs[property] ?? UNKNOWN);
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
    const from = new Set<string>();
    if (value !== undefined && value !== null) {
      plain[key] = resolved(value, from);
    }
    if (from.size > 0) {
      propertyDependencies[key] = [...from];
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

/** The value itself, at any depth; `from` gets the URNs of the children that it is made from. */
function resolved(value: unknown, from: Set<string>): unknown {
  if (value instanceof FromChild) {
    from.add(value.child.urn);
    return value.value;
  }
  if (Array.isArray(value)) {
    return (value as unknown[]).map((item) => resolved(item, from));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, from)]));
}

/** The value as an object with keys; none for anything else. */
export function blockOf(value: unknown): PlainProperties {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainProperties)
    : {};
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
