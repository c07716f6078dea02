/**
 * A reporter of vitest's that closes a run with what was not run, and why, and then with what failed: where only the end
 * of a long log is kept, that end says it all.
 */
import { stripVTControlCharacters } from 'node:util';

/** @typedef {ReadonlyArray<import('vitest/node').TestModule>} Modules */
/** @typedef {import('vitest/node').TestModule | import('vitest/node').TestSuite | import('vitest/node').TestCase} Part */

/** @param {Part} part @returns {boolean} whether it lies in one whose own preparation failed */
const inFailed = (part) =>
  part.type !== 'module' && (part.parent.errors?.().length > 0 || inFailed(part.parent));

/** @param {Modules} modules @returns {string[]} a line for each test, and why */
function notRun(modules) {
  return modules.flatMap(({ relativeModuleId, children }) =>
    [...children.allTests('skipped')]
      .filter((test) => !inFailed(test))
      .map((test) => {
        const result = test.result();
        const note = 'note' in result && result.note ? `: ${result.note}` : '';
        return `  ${relativeModuleId}: ${test.fullName}${note}`;
      }),
  );
}

/** @param {Part} part @returns {readonly { readonly message: string }[]} */
function errorsOf(part) {
  return (part.type === 'test' ? part.result().errors : part.errors()) ?? [];
}

/** @param {string} text @returns {string} its beginning: a command's output can be long */
const beginning = (text) => stripVTControlCharacters(text).split('\n').slice(0, 24).join('\n').slice(0, 1600);

/** @param {Modules} modules @returns {string[]} for each test, and each suite and file as such: its name, and its errors */
function failed(modules) {
  return modules.flatMap((module) =>
    [module, ...module.children.allSuites(), ...module.children.allTests('failed')].flatMap((part) => {
      const name = part.type === 'module' ? '' : `: ${part.fullName}`;
      const errors = errorsOf(part).map(
        ({ message }) => `    ${beginning(message).replaceAll('\n', '\n    ')}`,
      );
      return errors.length > 0 ? [`  ${module.relativeModuleId}${name}`, ...errors] : [];
    }),
  );
}

export default class LastWords {
  /** @param {Modules} modules */
  onTestRunEnd(modules) {
    const parts = { 'Not run:': notRun(modules), 'Failed:': failed(modules) };
    for (const [title, lines] of Object.entries(parts))
      if (lines.length > 0) console.log([title, ...lines].join('\n'));
  }
}
