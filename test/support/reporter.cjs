// Mocha's spec reporter, which names each test; for a run of very many (`npm test`) its dot reporter, which names only those that
// fail. Either closes with one plain line that a script can read: "mocha: N passed, N failed, N skipped".
const { reporters } = require("mocha");

/** Tests from which on a line for each is more than people read. */
const MANY = 500;

module.exports = class {
  constructor(runner, options) {
    const { Dot, Spec } = reporters;
    // A run in several processes (`--parallel`) does not know how many there will be: it is for many.
    const many = options.parallel || runner.total > MANY;
    this.shown = many ? new Dot(runner, options) : new Spec(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = runner.stats;
      console.log(`mocha: ${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
};
