/** A flag that holds one value and stands twice: the last would count without a word. */

interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

type Flags = Readonly<Record<string, { readonly type: string; readonly multiple?: boolean }>>;

/** One line for the first such flag; undefined where there is none. @param tokens of `parseArgs` */
export function givenTwice(tokens: readonly Token[], flags: Flags): string | undefined {
  const given = tokens.filter(({ kind }) => kind === "option");
  const holdsOne = (name = "") => flags[name]?.type === "string" && flags[name].multiple !== true;
  const again = given.find(
    ({ name }, at) => holdsOne(name) && given.findIndex((other) => other.name === name) < at,
  );
  if (again === undefined) {
    return undefined;
  }
  const values = given.filter(({ name }) => name === again.name).map(({ value }) => JSON.stringify(value));
  return `--${again.name} holds one value, got ${values.join(" and ")}: give it once`;
}
