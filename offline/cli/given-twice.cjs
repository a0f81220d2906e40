// A flag that holds one value and stands twice: the last would count without a word. Plain JavaScript, since scripts say it too that run
// before anything is built.

/** @type {import("./given-twice.cjs").givenTwice} */
function givenTwice(tokens, flags) {
  const given = tokens.filter(({ kind }) => kind === "option");
  const again = given.find(
    ({ name }, at) =>
      flags[name]?.type === "string" &&
      flags[name].multiple !== true &&
      given.findIndex((other) => other.name === name) < at,
  );
  if (again === undefined) return undefined;
  return twoValues(
    again.name,
    given.filter(({ name }) => name === again.name).map(({ value }) => value),
  );
}

/** @type {import("./given-twice.cjs").twoValues} */
function twoValues(flag, values) {
  const got = values.map((value) => JSON.stringify(value)).join(" and ");
  return `--${flag} holds one value, got ${got}: give it once`;
}

module.exports = { givenTwice, twoValues };
