// Mocha's spec reporter, closing with one plain line that a script can read: "mocha: N passed, N failed, N skipped".
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    console.log(`mocha: ${passes} passed, ${failures} failed, ${pending} skipped`);
  }
};
