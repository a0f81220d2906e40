// Faults of a command line: a flag that holds one value and stands twice, of which the last would count without a word, and what
// Node's own parser refuses. Plain JavaScript, since scripts say it too that run
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

/** @type {import("./given-twice.cjs").flagFault} */
function flagFault({ code, message }, hint = "") {
  const flag = /'(-[^' ,=]*)/.exec(message)?.[1] ?? /'([^']*)'/.exec(message)?.[1] ?? "";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `unknown flag ${flag} (--help lists them)`;
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") {
    return `unexpected argument ${flag} (--help lists the flags${hint})`;
  }
  const long = /--[a-z-]+/.exec(message)?.[0] ?? flag;
  return message.includes("does not take an argument") ? `${long} takes no value` : `${long} needs a value`;
}

module.exports = { flagFault, givenTwice, twoValues };
