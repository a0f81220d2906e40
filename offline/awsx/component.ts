import {
  plain as withoutSecrets,
  ResourceReference,
  UNKNOWN,
  type Path,
  type PlainProperties,
} from "../provider/properties";
import type { InvokeRequest, RegisteredResource, ResourceMonitor } from "../provider/provider";
import { apply, Traced, unwrap } from "./traced";

/** A component that its provider is making. */
export interface Component {
  readonly name: string;
  readonly urn: string;
  /** Inputs to pass on; a secret is {@link Traced}. */
  readonly inputs: PlainProperties;
  /** Inputs to decide by: plain values. */
  readonly plain: PlainProperties;
  readonly monitor: ResourceMonitor;
}

/** Makes the children of one type of component and returns its outputs, in which a child stands for a reference to it. */
export type Expansion = (component: Component) => Promise<PlainProperties>;

/** The id of a child as an input of another. */
export function idOf(child: RegisteredResource): Traced {
  return new Traced(child.id ?? UNKNOWN, false, [child.urn]);
}

/** An output of a child as an input of another. */
export function outputOf(child: RegisteredResource, property: string): Traced {
  const { values, secrets } = child.outputs;
  return new Traced(
    values[property] ?? UNKNOWN,
    secrets.some(([key]) => key === property),
    [child.urn],
  );
}

interface ChildOptions {
  readonly parent?: RegisteredResource | string;
  readonly dependsOn?: readonly RegisteredResource[];
  /** @default the one that the component's children have */
  readonly provider?: RegisteredResource;
}

/** Registers a child: its inputs may be made from other children, and what is undefined is left out. */
export function makeChild(
  component: Component,
  type: string,
  name: string,
  inputs: PlainProperties,
  options: ChildOptions = {},
): Promise<RegisteredResource> {
  const values: Record<string, unknown> = {};
  const secrets: Path[] = [];
  const propertyDependencies: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(inputs)) {
    const { value: plain, from, secrets: inner } = unwrap(value);
    if (plain !== undefined && plain !== null) {
      values[key] = plain;
      secrets.push(...inner.map((path) => [key, ...path]));
    }
    if (from.size > 0) {
      propertyDependencies[key] = [...from];
    }
  }
  const { parent = component.urn, dependsOn = [], provider } = options;
  return component.monitor.registerResource({
    ...{ type, name, custom: true, propertyDependencies },
    ...(provider === undefined ? {} : { provider: provider.urn }),
    parent: typeof parent === "string" ? parent : parent.urn,
    inputs: { values, secrets },
    dependencies: [
      ...new Set([...Object.values(propertyDependencies).flat(), ...dependsOn.map(({ urn }) => urn)]),
    ],
  });
}

/** The result of a function of AWS; its fields are unknown where the arguments are or the function is not simulated. */
export async function invoke(
  component: Component,
  token: string,
  args: PlainProperties,
): Promise<PlainProperties> {
  const { value, secrets, from } = unwrap(args);
  const request: InvokeRequest = { token, args: withoutSecrets(value as PlainProperties) };
  const response = await component.monitor.invoke(request);
  if (response === undefined) {
    return {};
  }
  if ("failures" in response) {
    throw new Error(response.failures.map(({ reason }) => reason).join("; "));
  }
  const { values } = response.result;
  return secrets.length === 0 && from.size === 0
    ? values
    : Object.fromEntries(
        Object.entries(values).map(([key, each]) => [key, new Traced(each, secrets.length > 0, [...from])]),
      );
}

/** The value as an object with keys; none for anything else. */
export function blockOf(value: unknown): PlainProperties {
  if (value instanceof Traced) {
    const { secret, from } = value;
    return Object.fromEntries(
      Object.entries(blockOf(value.value)).map(([key, each]) => [key, new Traced(each, secret, from)]),
    );
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainProperties)
    : {};
}

/** Tags with others over them; unknown where one of them is. */
export function mergeTags(...all: readonly unknown[]): unknown {
  return all.some((tags) => tags === UNKNOWN || tags instanceof Traced)
    ? apply(all, (...plain) => Object.assign({}, ...plain) as unknown)
    : Object.assign({}, ...all.filter((tags) => tags !== null));
}

/** Throws in the provider's words where more than one of these is given. */
export function checkAlternatives(block: PlainProperties, names: readonly string[]): void {
  const given = names.filter((key) => block[key] !== undefined && block[key] !== null);
  if (given.length > 1) throw new Error(`only one of ${given.join(" and ")} can be given`);
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

/**
 * A property of a resource that the program passes as a whole (a subnet, a target group): what the engine knows of it. Anything else,
 * such as the name that may stand for the resource, is returned as it is.
 */
export async function property(component: Component, value: unknown, name: string): Promise<unknown> {
  if (value instanceof Traced) {
    const found = await property(component, value.value, name);
    return found === value.value ? value : new Traced(found, value.secret, value.from);
  }
  if (!(value instanceof ResourceReference)) return value;
  const { urn, id } = value;
  if (name === "id") return new Traced(id ?? UNKNOWN, false, [urn]);
  const { state } = await invoke(component, "pulumi:pulumi:getResource", { urn });
  return new Traced(blockOf(state)[name] ?? UNKNOWN, false, [urn]);
}
