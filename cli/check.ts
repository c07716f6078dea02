import { parseFields } from '../model/parse.js';
import { check } from '../verbs/check.js';
import { checkLines } from './check-lines.js';
import { labOf, providerOf } from './lab.js';
import { withProgress } from './progress.js';
import { isOn, type Run, textOf } from './run.js';
import { trusting } from './trusting.js';

export const run: Run = async (typed, session) => {
  const { output } = session;
  const { until } = parseFields({ until: textOf(typed, 'checkedUntil') }, { describe: () => '--until' });
  const lab = labOf(typed);
  const solutions = isOn(typed, 'solution');
  const options = { provider: providerOf(typed), nodes: typed.words, until, solutions };
  if (isOn(typed, 'watch')) {
    // It renders pages, by a library that is read when it is first needed.
    const { showCheck } = await import('./watch-check.js');
    const showing = { json: isOn(typed, 'json'), hinted: isOn(typed, 'hint') };
    return trusting(lab, session, () => showCheck(lab, options, showing, session));
  }
  const result = await withProgress(session, (context) =>
    trusting(lab, session, () => check(lab, options, context)),
  );
  if (isOn(typed, 'json')) output.json(result);
  else for (const line of checkLines(result, output, isOn(typed, 'hint'))) output.print(line);
  return result.done ? 0 : 1;
};
