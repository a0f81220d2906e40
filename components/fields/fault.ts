/** One thing that is wrong with a value: the keys that lead to it, and what is allowed. */
export interface Fault {
  /** Keys of objects and positions of lists, from the outside in; empty for the value as a whole. */
  readonly path: Path;
  /** What is allowed and what to do; the value that was got is added where it may be shown. */
  readonly message: string;
  /** Whether the value must not be shown: it may be a secret. */
  readonly hidden?: boolean;
}

export type Path = readonly PropertyKey[];

/** The same faults, seen from outside: `path` leads to the value in which they were found. */
export function within(path: Path, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
}

/** `sites.www.aliases[0]`: as a user would write the keys in one line. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") {
      return `${text}[${key}]`;
    }
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

/** `path: message`, as it is shown to users. @param prefix namespace of the keys, such as `web-infra:` */
export function formatFault({ path, message }: Fault, prefix = ""): string {
  const text = `${prefix}${pathText(path)}`;
  return text === "" ? message : `${text}: ${message}`;
}
