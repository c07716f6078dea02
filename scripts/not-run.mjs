/**
 * A reporter of vitest's that closes a run with what was not run, and why: the usual one tells only how many tests that were.
 */

/** @typedef {ReadonlyArray<import('vitest/node').TestModule>} Modules */

/** @param {Modules} modules @returns {string[]} a line for each test, and why */
function notRun(modules) {
  return modules.flatMap(({ relativeModuleId, children }) =>
    [...children.allTests('skipped')].map((test) => {
      const result = test.result();
      const note = 'note' in result && result.note ? `: ${result.note}` : '';
      return `  ${relativeModuleId}: ${test.fullName}${note}`;
    }),
  );
}

export default class NotRun {
  /** @param {Modules} modules */
  onTestRunEnd(modules) {
    const lines = notRun(modules);
    if (lines.length > 0) console.log(['Not run:', ...lines].join('\n'));
  }
}
