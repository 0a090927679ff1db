// SPDX-License-Identifier: MIT
// Mocha's spec reporter, closed by the one line that tools read: 'N passed, N failed'.
const Mocha = require('mocha');

module.exports = class ClosingLine extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : '';
    Mocha.reporters.Base.consoleLog(`${passes} passed, ${failures} failed${skipped}`);
  }
};
