// A command's help, in the columns of the terminal. Plain JavaScript, since scripts say it too that run before anything is built.

/** Columns of a help that goes to no terminal, and of one that goes to a very wide one: longer lines are hard to read. */
const USUAL = 80;
const WIDEST = 120;

/** A row of two columns: an option or a command, and what it does. */
const ROW = /^( {2,}\S.*? {2,})(\S.*)$/;

/** @type {import("./help.cjs").fittedHelp} */
function fittedHelp(text, columns) {
  return blocks(text)
    .flatMap(({ head, words }) => {
      const wide = head.length > columns / 2;
      const indent = " ".repeat(wide ? 6 : head.length);
      const lines = wrapped(words, columns - indent.length);
      if (wide) return [head.trimEnd(), ...lines.map((line) => indent + line)];
      return lines.map((line, at) => (at === 0 ? head : indent) + line);
    })
    .join("\n");
}

/** The parts of a help that are wrapped each by itself: lines that go on the one before are joined with it. */
function blocks(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const last = found.at(-1);
    const indent = /^ */.exec(line)[0].length;
    const row = ROW.exec(line);
    if (row === null && last !== undefined && goesOn(last, line, indent)) last.words += ` ${line.trim()}`;
    else if (row === null) found.push({ head: " ".repeat(indent), words: line.trim() });
    else found.push({ head: row[1], words: row[2] });
  }
  return found;
}

/** Whether a line goes on the block before: the description of a row further in, or the sentence of a paragraph. */
function goesOn({ head, words }, line, indent) {
  if (line.trim() === "" || words === "") return false;
  if (head.length > 0) return indent === head.length && head.trim() !== "";
  return indent === 0 && !words.endsWith(".");
}

function wrapped(text, columns) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** @type {import("./help.cjs").printHelp} */
function printHelp(text) {
  const given = process.stdout.columns ?? Number(process.env.COLUMNS);
  const columns = Number.isInteger(given) && given > 0 ? Math.min(WIDEST, Math.max(40, given)) : USUAL;
  process.stdout.write(`${fittedHelp(text.trimEnd(), columns)}\n`);
}

module.exports = { fittedHelp, printHelp };
