/** Whose keys a stack's file holds: those of the project, of its providers, and others, which nothing would read. */
import { type Fault, nearest } from "../components/fields";

export interface Namespaces {
  readonly project: string;
  /** Other namespaces that something reads: providers, and Pulumi itself. */
  readonly others: readonly string[];
  /** The keys of a stack, without namespace. */
  readonly stackKeys: readonly string[];
}

/** Pulumi's own keys, and those of the providers that the program always uses. */
export const ALWAYS_KNOWN: readonly string[] = ["pulumi", "aws", "awsx"];

/** The namespace and the name of a key. */
export function partsOf(key: string): { readonly namespace: string; readonly name: string } {
  const colon = key.indexOf(":");
  return { namespace: key.slice(0, Math.max(colon, 0)), name: key.slice(colon + 1) };
}

/**
 * Keys of namespaces that nothing reads. A stack whose sites stand under a misspelt one would lose them all.
 *
 * @param keys with their namespaces
 */
export function namespaceFaults(keys: readonly string[], namespaces: Namespaces): Fault[] {
  const { project, others } = namespaces;
  const hasOwn = keys.some((key) => partsOf(key).namespace === project);
  return keys.flatMap((key) => {
    const { namespace, name } = partsOf(key);
    return namespace === project || others.includes(namespace)
      ? []
      : [{ path: [key], message: unread(namespace, name, namespaces, hasOwn) }];
  });
}

function unread(
  namespace: string,
  name: string,
  { project, others, stackKeys }: Namespaces,
  hasOwn: boolean,
): string {
  if (stackKeys.includes(name)) {
    return hasOwn
      ? `is read by nothing: the project's name is ${project}, so write ${project}:${name}`
      : `belongs to another project: Pulumi.yaml names this one ${project}, so write ${project}:${name}`;
  }
  const meant = nearest(namespace, [project, ...others]);
  return meant === undefined
    ? `is read by nothing: ${namespace} is neither the project (${project}) nor a provider among package.json's dependencies`
    : `is read by nothing; did you mean ${meant}:${name}?`;
}

/** Stack keys that are there, but under a namespace that nothing reads. */
export function misplacedKeys(keys: readonly string[], namespaces: Namespaces): string[] {
  return namespaceFaults(keys, namespaces)
    .map(({ path }) => partsOf(String(path[0])).name)
    .filter((name) => namespaces.stackKeys.includes(name));
}
