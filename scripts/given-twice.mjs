// A flag that holds one value and stands twice: the last would count without a word.

/** One line for the first such flag; undefined where there is none. @param tokens of `parseArgs` */
export function givenTwice(tokens, options) {
  const given = tokens.filter(({ kind }) => kind === "option");
  const again = given.find(
    ({ name }, at) =>
      options[name]?.type === "string" &&
      !options[name].multiple &&
      given.findIndex((other) => other.name === name) < at,
  );
  if (again === undefined) return undefined;
  const values = given.filter(({ name }) => name === again.name).map(({ value }) => JSON.stringify(value));
  return `--${again.name} holds one value, got ${values.join(" and ")}: give it once`;
}
