import { UNKNOWN, type Planted } from "./messages";

export type Program = readonly Planted[];
/** One change of a program: what a case plants. */
export type Change = (program: Program) => Program;

/** Changes the named resource; fails where there is none, so that a case cannot silently change nothing. */
export function change(name: string, how: (resource: Planted) => Planted): Change {
  return (program) => {
    if (!program.some((resource) => resource.name === name)) {
      throw new Error(`the program has no resource named ${name}`);
    }
    return program.map((resource) => (resource.name === name ? how(resource) : resource));
  };
}

/** Sets one property by its path, such as `origins.0.domainName`; `undefined` removes it. */
export function set(name: string, path: string, value: unknown): Change {
  return change(name, (resource) => ({
    ...resource,
    props: withPath(resource.props, path.split("."), value),
  }));
}

export function remove(name: string, path: string): Change {
  return set(name, path, undefined);
}

/** Makes one property a value that only the cloud can know. */
export function unknown(name: string, path: string): Change {
  return set(name, path, UNKNOWN);
}

export function without(...names: readonly string[]): Change {
  return (program) => {
    const left = program.filter((resource) => !names.includes(resource.name));
    if (left.length + names.length !== program.length) {
      throw new Error(`the program does not have all of ${names.join(", ")}`);
    }
    return left.map((resource) => ({ ...resource, ...detached(resource, names) }));
  };
}

/** Nothing may depend on what is gone. */
function detached({ uses, parent }: Planted, gone: readonly string[]): Partial<Planted> {
  return {
    ...(uses === undefined
      ? {}
      : {
          uses: Object.fromEntries(
            Object.entries(uses).map(([key, names]) => [key, names.filter((name) => !gone.includes(name))]),
          ),
        }),
    ...(parent !== undefined && gone.includes(parent) ? { parent: undefined as never } : {}),
  };
}

export function add(...resources: readonly Planted[]): Change {
  return (program) => [...program, ...resources];
}

export function all(...changes: readonly Change[]): Change {
  return (program) => changes.reduce((changed, each) => each(changed), program);
}

/** Says what a property of the resource was computed from. */
export function uses(name: string, property: string, ...names: readonly string[]): Change {
  return change(name, (resource) => ({ ...resource, uses: { ...resource.uses, [property]: names } }));
}

function withPath(value: unknown, path: readonly string[], to: unknown): Record<string, unknown> {
  const [key = "", ...rest] = path;
  if (Array.isArray(value)) {
    const copy: unknown[] = [...(value as unknown[])];
    copy[Number(key)] = rest.length === 0 ? to : withPath(copy[Number(key)], rest, to);
    return copy as unknown as Record<string, unknown>;
  }
  const copy = { ...(value as Record<string, unknown> | undefined) };
  if (rest.length > 0) {
    copy[key] = withPath(copy[key], rest, to);
  } else if (to === undefined) {
    // eslint's no-dynamic-delete: the copy has the key left out instead.
    return Object.fromEntries(Object.entries(copy).filter(([each]) => each !== key));
  } else {
    copy[key] = to;
  }
  return copy;
}
